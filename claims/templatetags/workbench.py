"""Small words for the workbench's templates."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse

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
    if offered.offer.on in ("verdict", "evidence"):
        arguments.append(offered.subject.pk)
    return reverse("admin:workbench_act", args=arguments)
