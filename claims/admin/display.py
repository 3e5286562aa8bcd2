"""How a claim's values are said in columns and read-only fields: never raw JSON, always escaped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.admin.utils import quote
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from claims.models import Appearance, Claim, ClaimOrigins
from sources.admin.base import shortened

COMPARATORS = {"<": "less than", "<=": "at most", ">": "more than", ">=": "at least", "~": "about"}


def kind_chip(claim: Claim) -> SafeString:
    """The kind in words, with the colour and the line that it has in the text."""
    return format_html('<span class="fc-kind" data-kind="{}">{}</span>', claim.kind, claim.get_kind_display())


def worth_bar(claim: Claim) -> SafeString:
    """Check-worthiness as a bar and a number."""
    return format_html(
        '<span class="fc-worth"><meter min="0" max="1" value="{}" aria-hidden="true"></meter> {}</span>',
        f"{claim.checkworthiness:.3f}",
        f"{claim.checkworthiness:.2f}",
    )


def reason_list(reasons: Iterable[str]) -> SafeString | str:
    """Reasons as a list, strongest first."""
    items = format_html_join("", "<li>{}</li>", ((reason,) for reason in reasons))
    return format_html('<ol class="fc-list">{}</ol>', items) if items else ""


def quantity_list(quantities: Iterable[Mapping[str, Any]]) -> SafeString | str:
    """“up to 25%”: at most 25 %."""
    return _readings((q["text"], " ".join(filter(None, [_compared(q), q["unit"]]))) for q in quantities)


def _compared(quantity: Mapping[str, Any]) -> str:
    return f"{COMPARATORS.get(quantity['comparator'], '')} {quantity['value']}".strip()


def date_list(dates: Iterable[Mapping[str, Any]]) -> SafeString | str:
    """“next month”: 2026-02 (month)."""
    return _readings((d["text"], f"{d['value']} ({d['grain']})" if d["value"] else "not settled") for d in dates)


def _readings(rows: Iterable[tuple[str, str]]) -> SafeString | str:
    items = format_html_join("", "<li><q>{}</q> → {}</li>", rows)
    return format_html('<ul class="fc-list">{}</ul>', items) if items else ""


def place_url(appearance: Appearance) -> str:
    """The document's page at the very words."""
    page = reverse("admin:sources_document_read", args=[quote(appearance.snapshot.document_id)])
    return f"{page}?snapshot={appearance.snapshot_id}#appearance-{appearance.pk}"


def place_link(appearance: Appearance) -> SafeString:
    """The document's name, leading to the very words."""
    document = appearance.snapshot.document
    return format_html(
        '<a class="fc-link" href="{}" title="{}">{}</a>', place_url(appearance), document, shortened(str(document), 50)
    )


def place_list(appearances: Iterable[Appearance]) -> SafeString | str:
    """Each place in one line: the words, who said them how, and the way there."""
    rows = ((a.exact, said_by(a), place_link(a)) for a in appearances)
    items = format_html_join("", "<li><q>{}</q><br>{}, {}</li>", rows)
    return format_html('<ul class="fc-list">{}</ul>', items) if items else ""


def said_by(appearance: Appearance) -> str:
    """Mark Rutte, “told”, interview with Reuters."""
    cue = f"“{appearance.cue}”" if appearance.cue else ""
    return ", ".join(filter(None, [speaker_name(appearance), cue, appearance.channel]))


def origins_label(kept: ClaimOrigins) -> SafeString:
    """How many links and independent origins, the sentence behind it, and what to beware of."""
    marks = {"anonymous": kept.anonymous_only, "single source": kept.single_source, "circular": kept.circular}
    flags = format_html_join("", ' <span class="fc-flag">{}</span>', ((words,) for words, so in marks.items() if so))
    return format_html('<span title="{}">{} of {}</span>{}', kept.sentence, kept.origins, kept.links, flags)


def speaker_name(appearance: Appearance) -> str:
    """Who said it; where nobody did, the article itself."""
    return str(appearance.speaker) if appearance.speaker else "the article itself"
