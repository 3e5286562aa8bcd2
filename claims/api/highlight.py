"""Texts with the words marked that somebody searched for, safe to be put into a page."""

from __future__ import annotations

from typing import Any

from django.db.models import BooleanField, Case, Func, TextField, Value, When

from factcheck.common.ranking import searched
from factcheck.common.shapes import Text

# Private use characters: they stand for the marks until the text is escaped, so no text can bring marks of its own.
BEGIN, END = "\ue000", "\ue001"
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
OPTIONS = f"HighlightAll=true, StartSel={BEGIN}, StopSel={END}"


def highlighted(text: Any, words: Any) -> Any:
    """The text as HTML with `<mark>` around what matches the words, an expression; null where no words are given."""
    plain = Func(text, Text(BEGIN + END), Text(""), function="translate")
    marked: Any = Func(plain, searched(words), Text(OPTIONS), template="ts_headline('english', %(expressions)s)")
    for sign, escaped in ESCAPES.items():
        marked = _replaced(marked, sign, escaped)
    marked = _replaced(_replaced(marked, BEGIN, "<mark>"), END, "</mark>")
    return Case(When(_Given(words), then=marked), default=Value(None), output_field=TextField())


def _replaced(text: Any, old: str, new: str) -> Func:
    return Func(text, Text(old), Text(new), function="replace", output_field=TextField())


class _Given(Func):
    """Whether there are words at all."""

    template = "(%(expressions)s)::text <> ''"
    output_field = BooleanField()
