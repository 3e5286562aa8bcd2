"""From the page that was read back to the document: a claim with all its places moved and the document's words."""

from __future__ import annotations

from dataclasses import replace

from ..types import Antecedent, Channel, DateExpression, ExtractedClaim, Quantity, Voice
from .page import Page


def in_document(claim: ExtractedClaim, page: Page, place: tuple[int, int], sentence: tuple[int, int]) -> ExtractedClaim:
    """The claim at its place in the document, quoted there. place and sentence: (start, end) in the document; all
    other places of the claim are those of page.text."""
    start, end = place
    return replace(
        claim,
        start=start,
        end=end,
        quote=page.document[start:end],
        sentence=page.document[sentence[0] : sentence[1]],
        chain=tuple(_voice(voice, page) for voice in claim.chain),
        antecedents=tuple(_antecedent(antecedent, page) for antecedent in claim.antecedents),
        quantities=tuple(_quantity(quantity, page) for quantity in claim.quantities),
        dates=tuple(_date(expression, page) for expression in claim.dates),
    )


def _voice(voice: Voice, page: Page) -> Voice:
    return replace(voice, channel=_channel(voice.channel, page)) if voice.channel else voice


def _channel(channel: Channel, page: Page) -> Channel:
    start, end = page.place(channel.start, channel.end)
    return replace(channel, start=start, end=end)


def _antecedent(antecedent: Antecedent, page: Page) -> Antecedent:
    start, end = page.place(antecedent.start, antecedent.end)
    return replace(antecedent, start=start, end=end, mention=page.document[start:end])


def _quantity(quantity: Quantity, page: Page) -> Quantity:
    start, end = page.place(quantity.start, quantity.end)
    return replace(quantity, start=start, end=end, text=page.document[start:end])


def _date(expression: DateExpression, page: Page) -> DateExpression:
    start, end = page.place(expression.start, expression.end)
    return replace(expression, start=start, end=end, text=page.document[start:end])
