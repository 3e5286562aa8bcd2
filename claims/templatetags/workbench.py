"""Small words for the workbench's templates.

What stands there a thousand times, the rows of the list and the marks in the text, is written here: to include a
template for each takes several times as long.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import template
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst

register = template.Library()


@register.filter
def words(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()


@register.filter
def item(mapping: dict[str, Any], key: str) -> Any:
    """The value of a key, none where it is not there."""
    return mapping.get(key)


@register.simple_tag
def act_url(row: Any, offered: Any) -> str:
    """Where an offered act is posted to."""
    arguments = [row.key, offered.slug]
    if offered.offer.on in ("verdict", "evidence", "edge"):
        arguments.append(offered.subject.pk)
    return reverse("admin:workbench_act", args=arguments)


ITEM = (
    '<li id="appearance-{key}" data-claim="{key}" data-id="{id}" data-standing="{standing}"{fresh}>'
    '<input type="checkbox" class="fc-tick" aria-label="Merge this one too: {text}">'
    '<button type="button" class="fc-pick" aria-pressed="false">{text}</button><p class="fc-meta">'
    '<span class="fc-standing" data-standing="{standing}">{label}</span> <span>{kind}</span>'
    ' <span title="Check-worthiness">{worth}</span> <span>{speaker}</span>'
    ' <span title="{sentence}">{origins}</span>{flags}</p></li>'
)
FRESH = mark_safe(' hx-swap-oob="true"')


@register.simple_tag
def list_items(rows: Iterable[Any]) -> SafeString:
    """The rows of the list."""
    return mark_safe("".join(map(list_item, rows)))  # noqa: S308  # each is


@register.simple_tag
def list_item(row: Any, fresh: bool = False) -> SafeString:
    """A row of the list; a fresh one takes the place of the one that is there."""
    claim = row.claim
    return format_html(
        ITEM,
        key=row.key,
        id=claim.pk,
        standing=row.standing,
        fresh=FRESH if fresh else "",
        text=claim.text,
        label=capfirst(row.label),
        kind=claim.get_kind_display(),
        worth=floatformat(claim.checkworthiness, 2),
        speaker=row.speaker,
        sentence=claim.origins.sentence,
        origins=_origins(claim.origins),
        flags=_flags(claim.origins),
    )


def _origins(origins: Any) -> str:
    links = f"{origins.links} link{'' if origins.links == 1 else 's'}"
    return f"{links}, {origins.origins} origin{'' if origins.origins == 1 else 's'}"


def _flags(origins: Any) -> SafeString:
    """What to beware of in where a claim comes from."""
    marks = {"anonymous only": origins.anonymous_only, "circular": origins.circular}
    return format_html_join("", ' <span class="fc-flag">{}</span>', ((words,) for words, so in marks.items() if so))


MARK = '<mark data-claims="{}" data-standing="{}" data-depth="{}"{}{} title="{}">{}</mark>'
BEGINS = mark_safe(' tabindex="0" role="button"')


@register.simple_tag
def marked(marks: Iterable[Any]) -> SafeString:
    """A line of the text: words that claims stand in, words that hold none, and why."""
    return format_html_join("", "{}", ((_mark(mark),) for mark in marks))


def _mark(mark: Any) -> str:
    if mark.silent:
        return format_html('<span class="fc-silent" data-why="{}">{}</span>', mark.silent, mark.text)
    if not mark.keys:
        text: str = mark.text
        return text
    count = format_html(' data-count="{}"', len(mark.keys)) if len(mark.keys) > 1 else ""
    begins = BEGINS if mark.begins else ""
    return format_html(MARK, " ".join(mark.keys), mark.standing, mark.depth, count, begins, mark.label, mark.text)
