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


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Will the minister resign?", []),
        ("The headline asked: “Will prices rise?”", []),
        ("Ann Lee said prices rose. “Will they fall?”", ["Prices rose."]),
        ("“Who closed the road? The mayor closed it,” Ann Lee said.", ["The mayor closed the road."]),
        ("Ann Lee asked whether the road had closed.", ["Ann Lee asked whether the road had closed."]),
    ],
)
def test_a_question_holds_no_claim(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "The house was empty when the water came.",
        "Ann Lee fled before the storm hit.",
        "The report comes after the police searched the office in Rome.",
    ],
)
def test_a_light_temporal_clause_only_says_when(wordings_of: Wordings, text: str) -> None:
    assert wordings_of(text) == [text]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        (
            "The report angered ministers after the police searched the office in Rome.",
            "The police searched the office in Rome.",
        ),
        ("When the police searched the office in Rome, prices fell.", "The police searched the office in Rome."),
        ("Ann Lee left Rome after the war ended.", "The war ended."),
    ],
)
def test_a_weighty_temporal_clause_is_a_claim_of_its_own_and_dates_the_other(
    wordings_of: Wordings, text: str, claim: str
) -> None:
    assert wordings_of(text) == [text, claim]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It was Ngozi Eke who proved the theorem.", ["Ngozi Eke proved the theorem."]),
        ("It was the mayor who closed the road.", ["The mayor closed the road."]),
        ("It was a report that shocked the minister.", ["It was a report that shocked the minister."]),
    ],
)
def test_a_cleft_tells_what_it_sets_apart(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("It became known that the minister had left.", ["The minister had left."]),
        ("It emerged that the minister had left.", ["The minister had left."]),
        (
            "The mayor resigned after it emerged that the bridge had failed.",
            ["The mayor resigned.", "The bridge had failed."],
        ),
        ("It became a tourist attraction.", ["It became a tourist attraction."]),
        ("The plan emerged.", ["The plan emerged."]),
    ],
)
def test_what_comes_to_light_is_claimed(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The river is so low that it has shrunk to the point that farmers can’t share it.",
            ["The river is so low that it has shrunk.", "Farmers can’t share the river."],
        ),
        (
            "The lake shrank to the point where the boats could not leave.",
            ["The lake shrank.", "The boats could not leave."],
        ),
        ("The river has shrunk to the point of collapse.", ["The river has shrunk to the point of collapse."]),
    ],
)
def test_what_something_came_to_is_claimed(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The act was “calculated, sustained and cruel”.", ["The act was “calculated, sustained and cruel”."]),
        ("The judge said the act was “calculated and cruel”.", ["The act was “calculated and cruel”."]),
        ("“The act was calculated and cruel,” Ann Lee said.", ["The act was calculated.", "The act was cruel."]),
    ],
)
def test_a_few_words_quoted_together_stay_together(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Ann Lee shrugs.", []),
        ("Ann Lee laughed.", []),
        ("Ann Lee smiled and left the court.", ["Ann Lee left the court."]),
        ("Ann Lee nodded to the crowd.", ["Ann Lee nodded to the crowd."]),
        ("“I could not,” Ann Lee said.", []),
        ("Ann Lee could not swim.", ["Ann Lee could not swim."]),
    ],
)
def test_a_mere_gesture_or_auxiliary_tells_nothing(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


@pytest.mark.parametrize(
    "text",
    ["Ann Lee took fees from a company that makes trackers.", "Ann Lee met scientists who study such glaciers."],
)
def test_a_relative_clause_in_the_present_says_which_kind_is_meant(wordings_of: Wordings, text: str) -> None:
    assert wordings_of(text) == [text]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ann Lee met the scientists who study such glaciers.", "The scientists study such glaciers."),
        ("Police arrested a man who stole a car in Rome.", "A man stole a car in Rome."),
    ],
)
def test_a_relative_clause_of_something_known_or_past_is_a_claim(wordings_of: Wordings, text: str, claim: str) -> None:
    assert wordings_of(text) == [text, claim]


def test_what_two_do_together_stays_one_claim(wordings_of: Wordings) -> None:
    text = "The United States and Denmark will renegotiate a 1951 defence pact on Greenland, a source has said."
    assert "The United States and Denmark will renegotiate a 1951 defence pact on Greenland." in wordings_of(text)
    assert "The United States will renegotiate a 1951 defence pact on Greenland." not in wordings_of(text)
