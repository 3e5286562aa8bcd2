"""Facts that hang on a noun."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.types import CueKind, Origin, SpeakerKind

Drafts = Callable[[str], list[Draft]]


@pytest.mark.parametrize(
    ("text", "origin", "claim"),
    [
        ("NATO Secretary General Mark Rutte resigned.", Origin.TITLE, "Mark Rutte is NATO Secretary General."),
        ("NATO spokesperson Allison Hart resigned.", Origin.TITLE, "Allison Hart is a NATO spokesperson."),
        ("Canada’s Prime Minister Mark Carney resigned.", Origin.TITLE, "Mark Carney is Canada’s Prime Minister."),
        ("Donald Trump, 79, resigned.", Origin.AGE, "Donald Trump is 79 years old."),
        ("The 65-year-old pensioner Lis Steenholdt resigned.", Origin.AGE, "Lis Steenholdt is 65 years old."),
        ("Thomas Sam, a practising doctor, resigned.", Origin.APPOSITIVE, "Thomas Sam is a practising doctor."),
        ("They signed a 1951 defence pact on Greenland.", Origin.POSSESSIVE, "The defence pact on Greenland "
            "dates from 1951."),
        ("He dropped tariffs of up to 25%.", Origin.POSSESSIVE, "Tariffs were of up to 25%."),
    ],
)  # fmt: skip
def test_titles_ages_appositives_and_numbers_are_facts(
    drafts_of: Drafts, text: str, origin: Origin, claim: str
) -> None:
    assert claim in [draft.text for draft in drafts_of(text) if draft.origin is origin]


def test_a_title_is_told_once(drafts_of: Drafts) -> None:
    drafts = drafts_of("French President Emmanuel Macron spoke. French President Emmanuel Macron left.")
    assert [draft.text for draft in drafts if draft.origin is Origin.TITLE] == ["Emmanuel Macron is French President."]


@pytest.mark.parametrize(
    "text",
    [
        "The World Health Organization (WHO) resigned.",
        "Mr Trump resigned.",
        "He left in May, the month of her birth.",
    ],
)
def test_abbreviations_courtesies_and_times_are_no_facts(drafts_of: Drafts, text: str) -> None:
    assert not [d for d in drafts_of(text) if d.origin in (Origin.TITLE, Origin.APPOSITIVE)]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "US President Donald Trump spoke. President Donald Trump left.",
            ["Donald Trump is US President."],
        ),
        ("Judge Maura Kinsella spoke. Judge Kinsella left.", ["Maura Kinsella is Judge."]),
        ("Detective Ann Brennan spoke. Judge Ann Brennan left.", ["Ann Brennan is Detective."]),
        (
            "Danish Minister Ann Lee spoke. Swedish Minister Ann Lee left.",
            ["Ann Lee is Danish Minister.", "Ann Lee is Swedish Minister."],
        ),
    ],
)
def test_a_shorter_title_or_a_mere_form_of_address_adds_nothing(drafts_of: Drafts, text: str, facts: list[str]) -> None:
    assert [draft.text for draft in drafts_of(text) if draft.origin is Origin.TITLE] == facts


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "A former manager has been jailed. Declan Furlong, 47, pleaded guilty.",
            [
                "Declan Furlong has been jailed.",
                "Declan Furlong is a former manager.",
                "Declan Furlong pleaded guilty.",
                "Declan Furlong is 47 years old.",
            ],
        ),
        (
            "A former manager has been jailed. The court sat on Monday. Declan Furlong pleaded guilty.",
            [
                "Declan Furlong has been jailed.",
                "Declan Furlong is a former manager.",
                "The court sat on Monday.",
                "Declan Furlong pleaded guilty.",
            ],
        ),
        (  # somebody else, with a role of her own
            "A former manager has been jailed. Judge Maura Kinsella agreed.",
            ["A former manager has been jailed.", "Maura Kinsella agreed.", "Maura Kinsella is Judge."],
        ),
        (  # known already
            "The former manager has been jailed. Declan Furlong pleaded guilty.",
            ["The former manager has been jailed.", "Declan Furlong pleaded guilty."],
        ),
        (  # no person
            "A bridge has collapsed. Declan Furlong pleaded guilty.",
            ["A bridge has collapsed.", "Declan Furlong pleaded guilty."],
        ),
    ],
)
def test_whom_the_first_sentence_describes_a_later_one_names(drafts_of: Drafts, text: str, claims: list[str]) -> None:
    assert [draft.text for draft in drafts_of(text)] == claims


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("German carmaker Volden cut 40 jobs.", ["Volden is a German carmaker."]),
        ("Dutch newspaper Trouw reported the talks.", ["Trouw is a Dutch newspaper."]),
        ("Ann Lee told Danish public television DR that prices had fallen.", ["DR is a Danish public television."]),
        ("Volden cut 40 jobs.", []),
        ("Shares in Altura Systems fell.", []),
    ],
)
def test_a_role_before_an_organisation_is_a_fact(drafts_of: Drafts, text: str, facts: list[str]) -> None:
    assert [draft.text for draft in drafts_of(text) if draft.origin is Origin.TITLE] == facts


def test_the_role_before_an_organisation_gives_way_to_its_name(drafts_of: Drafts) -> None:
    assert drafts_of("The chipmaker Altura Systems fell.")[0].text == "Altura Systems fell."
    assert drafts_of("Shares in the chipmaker Altura Systems fell.")[0].text == "Shares in Altura Systems fell."


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("Thomas Sam, from Sydney, resigned.", ["Thomas Sam resigned.", "Thomas Sam is from Sydney."]),
        ("Ann Lee, of Rome, resigned.", ["Ann Lee resigned.", "Ann Lee is from Rome."]),
        (
            "Thomas Sam, 42, from Sydney, resigned.",
            ["Thomas Sam resigned.", "Thomas Sam is 42 years old.", "Thomas Sam is from Sydney."],
        ),
        ("Thomas Sam from Sydney resigned.", ["Thomas Sam from Sydney resigned."]),
        ("Ann Lee returned, from Rome, with a plan.", ["Ann Lee returned, from Rome, with a plan."]),
    ],
)
def test_where_somebody_is_from_is_a_fact_only_as_an_aside(drafts_of: Drafts, text: str, claims: list[str]) -> None:
    assert [draft.text for draft in drafts_of(text)] == claims


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("Dublin-based Skellig Air cut its fares.", ["Skellig Air is based in Dublin."]),
        (
            "Dublin-based Skellig Air cut its fares. Dublin-based Skellig Air grew.",
            ["Skellig Air is based in Dublin."],
        ),
        ("A Dublin-based airline cut its fares.", []),
        ("Ann Lee read a faith-based book.", []),
    ],
)
def test_where_a_named_body_is_based_is_told_once(drafts_of: Drafts, text: str, facts: list[str]) -> None:
    assert [draft.text for draft in drafts_of(text) if draft.origin is Origin.APPOSITIVE] == facts


@pytest.mark.parametrize(
    ("text", "claim", "cue", "kind"),
    [
        (
            "Donald Trump left the talks, with warnings that he could destroy NATO.",
            "There were warnings that Donald Trump could destroy NATO.",
            "warnings",
            CueKind.WARN,
        ),
        (
            "Prices rose amid fears that the war would spread.",
            "There were fears that the war would spread.",
            "fears",
            CueKind.HOPE,
        ),
        (
            "Prices rose amid reports that the bank would fail.",
            "There were reports that the bank would fail.",
            "reports",
            CueKind.SAY,
        ),
        (
            "The allies met amid speculation that Mark Rutte would resign.",
            "There was speculation that Mark Rutte would resign.",
            "speculation",
            CueKind.SUGGEST,
        ),
    ],
)
def test_what_nobody_in_particular_says_has_an_unnamed_voice(
    drafts_of: Drafts, text: str, claim: str, cue: str, kind: CueKind
) -> None:
    draft = drafts_of(text)[1]
    (voice,) = draft.chain
    assert draft.text == claim
    assert (voice.speaker.name, voice.speaker.kind) == ("unnamed", SpeakerKind.ANONYMOUS)
    assert (voice.cue, voice.cue_kind, voice.told) == (cue, kind, True)


@pytest.mark.parametrize(
    "text", ["Prices rose amid fears of war.", "Ann Lee ignored warnings that the bridge would fail."]
)
def test_a_saying_without_a_clause_or_told_by_the_sentence_is_no_fact(drafts_of: Drafts, text: str) -> None:
    assert [draft.text for draft in drafts_of(text)] == [text]


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        ("The bank paid dividends of around 5%.", ["Dividends were of around 5%."]),
        ("Ann Lee read the 131-page document.", ["The document has 131 pages."]),
        ("The bank paid dividends of 5%.", []),  # no bound
        ("The bank imposed a tariff of up to 25%.", []),  # this tariff, not tariffs
        ("Hundreds of up to $40 were paid.", []),
        ("Ann Lee ran a 10-mile race.", []),
    ],
)
def test_a_bound_on_a_plain_noun_is_a_fact(drafts_of: Drafts, text: str, facts: list[str]) -> None:
    assert [draft.text for draft in drafts_of(text) if draft.origin is Origin.POSSESSIVE] == facts


def test_the_age_of_a_child_is_a_fact(drafts_of: Drafts) -> None:
    drafts = drafts_of("Thomas Sam and Manju Sam buried their nine-month-old child.")
    assert [draft.text for draft in drafts if draft.origin is Origin.AGE] == [
        "Thomas Sam and Manju Sam’s child is nine months old."
    ]


def test_an_age_is_told_once(drafts_of: Drafts) -> None:
    drafts = drafts_of("Donald Trump, 79, spoke. Donald Trump, 79, left.")
    assert [draft.text for draft in drafts if draft.origin is Origin.AGE] == ["Donald Trump is 79 years old."]
