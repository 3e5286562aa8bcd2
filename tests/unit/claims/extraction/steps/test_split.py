"""One assertion per claim."""

from __future__ import annotations

from collections.abc import Callable

import pytest

Wordings = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ann Lee flew to Paris and met the president.", ["Ann Lee flew to Paris.", "Ann Lee met the president."]),
        (
            "The bank closed after its chairman resigned.",
            ["The bank closed after its chairman resigned.", "The bank’s chairman resigned."],
        ),
        ("Ann Lee, who won the prize, lives in Rome.", ["Ann Lee lives in Rome.", "Ann Lee won the prize."]),
        (
            "Ann Lee attacked the minister, mocking his plan.",
            ["Ann Lee attacked the minister.", "Ann Lee mocked the minister’s plan."],
        ),
        ("The house was sold but the garden was kept.", ["The house was sold.", "The garden was kept."]),
        (
            "Ann Lee bought land from fellow NATO member Denmark.",
            ["Ann Lee bought land from fellow NATO member Denmark.", "Denmark is a NATO member."],
        ),
    ],
)
def test_joined_subordinate_relative_and_participial_clauses_are_claims(
    wordings_of: Wordings, text: str, claims: list[str]
) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "If prices rise, the bank will act.",
        "The bank will act unless prices fall.",
        "The government will resign or be dismissed.",
        "There is no evidence that the treatment works.",
        "Everyone who saw it was shocked.",
        "The two leaders met.",
        "The winners were Ann Lee and Bob Ray.",
    ],
)
def test_conditions_alternatives_and_what_only_identifies_stay_whole(wordings_of: Wordings, text: str) -> None:
    assert wordings_of(text) == [text]


@pytest.mark.parametrize("text", ["Please review the details.", "What now?", "Sources", "!!!", "Nice."])
def test_what_asserts_nothing_gives_nothing(wordings_of: Wordings, text: str) -> None:
    assert wordings_of(text) == []


def test_a_shared_denial_goes_with_each_part(wordings_of: Wordings) -> None:
    claims = wordings_of("The minister did not resign or apologise.")
    assert claims == ["The minister did not resign.", "The minister did not apologise."]
