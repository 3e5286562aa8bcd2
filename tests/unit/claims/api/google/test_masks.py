"""A mask leaves of an answer what it names, and names nothing that isn't there."""

from __future__ import annotations

from typing import Any

import pytest

from claims.api.google import masks
from claims.api.google.shapes import SEARCH

REVIEW = {"publisher": {"name": "P", "site": "p.example"}, "url": "u", "textualRating": "False"}
ANSWER = {"claims": [{"text": "t", "claimant": "c", "claimReview": [REVIEW]}, {"text": "u"}], "nextPageToken": "n"}


@pytest.mark.parametrize(
    ("mask", "left"),
    [
        ("*", ANSWER),
        ("claims,nextPageToken", ANSWER),
        ("nextPageToken", {"nextPageToken": "n"}),
        ("claims/text", {"claims": [{"text": "t"}, {"text": "u"}]}),
        ("claims.text", {"claims": [{"text": "t"}, {"text": "u"}]}),
        ("claims(text)", {"claims": [{"text": "t"}, {"text": "u"}]}),
        ("claims/text,claims/claimant", {"claims": [{"text": "t", "claimant": "c"}, {"text": "u"}]}),
        ("claims,claims/text", {"claims": ANSWER["claims"]}),
        ("claims/text,claims", {"claims": ANSWER["claims"]}),
        ("claims/claimReview/textualRating", {"claims": [{"claimReview": [{"textualRating": "False"}]}, {}]}),
        (
            " claims(text,claimReview(publisher/site,url)),nextPageToken ",
            {
                "claims": [
                    {"text": "t", "claimReview": [{"publisher": {"site": "p.example"}, "url": "u"}]},
                    {"text": "u"},
                ],
                "nextPageToken": "n",
            },
        ),
        ("claims/*/publisher", {"claims": [{"claimReview": [{"publisher": REVIEW["publisher"]}]}, {}]}),
        ("claims(*)", {"claims": ANSWER["claims"]}),
        ("*/text", {"claims": [{"text": "t"}, {"text": "u"}]}),
    ],
)
def test_what_a_mask_leaves(mask: str, left: dict[str, Any]) -> None:
    assert masks.apply(masks.parse(mask, SEARCH), ANSWER) == left


@pytest.mark.parametrize(
    "mask",
    [
        "claim",
        "claims/verdict",
        "claims(text",
        "claims(text))",
        "claims()",
        "claims/",
        ",",
        "claims,",
        "claims text",
        "nextPageToken/x",
        "nextPageToken(x)",
        "*/x",
        "claims/*/text",
        "claims;drop",
        "cläims",
        "\x00",
        "(" * 1900,
        "claims(" * 250,
        "claims," * 400,
    ],
)
def test_a_mask_that_leads_nowhere_is_refused(mask: str) -> None:
    with pytest.raises(masks.UnknownPath):
        masks.parse(mask, SEARCH)
