"""From the page that was read back to the document: the parts of a claim at their places there, in its words."""

from __future__ import annotations

from dataclasses import replace

from ..types import Antecedent, Channel, DateExpression, Quantity, Voice
from .page import Page


def placed_voice(voice: Voice, page: Page) -> Voice:
    return replace(voice, channel=_channel(voice.channel, page)) if voice.channel else voice


def _channel(channel: Channel, page: Page) -> Channel:
    start, end = page.place(channel.start, channel.end)
    return replace(channel, start=start, end=end)


def placed_antecedent(antecedent: Antecedent, page: Page) -> Antecedent:
    start, end = page.place(antecedent.start, antecedent.end)
    return replace(antecedent, start=start, end=end, mention=page.document[start:end])


def placed_quantity(quantity: Quantity, page: Page) -> Quantity:
    start, end = page.place(quantity.start, quantity.end)
    return replace(quantity, start=start, end=end, text=page.document[start:end])


def placed_date(expression: DateExpression, page: Page) -> DateExpression:
    start, end = page.place(expression.start, expression.end)
    return replace(expression, start=start, end=end, text=page.document[start:end])
