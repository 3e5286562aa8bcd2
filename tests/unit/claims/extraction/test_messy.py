"""Transcripts, lists, tables, press releases, odd characters: the claims, their exact words, and who says them."""

from __future__ import annotations

import pytest

from claims.extraction import extract
from claims.extraction.types import Extraction, NoClaim, SpeakerKind

Told = list[tuple[str | None, str, str]]


def told(text: str) -> Told:
    """Speaker, claim and quote of every claim; that quotes stand where they say is checked on the way."""
    extraction = extract(text)
    for claim in extraction.claims:
        assert text[claim.start : claim.end] == claim.quote
        for part in (*claim.quantities, *claim.dates):
            assert text[part.start : part.end] == part.text
        for antecedent in claim.antecedents:
            assert text[antecedent.start : antecedent.end] == antecedent.mention
    return [(claim.speaker.name if claim.speaker else None, claim.text, claim.quote) for claim in extraction.claims]


def silent(extraction: Extraction, text: str) -> dict[str, NoClaim | None]:
    """The sentences without claims, and why."""
    return {text[row.start : row.end]: row.reason for row in extraction.coverage if not row.claims}


def test_the_speaker_of_a_transcript_is_whom_the_label_names_by_the_fullest_name_of_the_text() -> None:
    text = (
        "HOST: Joining me is Grace Lee, director of the Tenants’ Network. Ms Lee, is this a crisis?\n"
        "MS LEE: Look, I sold my flat in 2019. The council built only 60 homes.\n"
        "HOST: Thank you.\n"
    )
    assert told(text) == [
        ("HOST", "Grace Lee is director of the Tenants’ Network.", "Grace Lee, director of the Tenants’ Network"),
        ("Grace Lee", "Grace Lee sold her flat in 2019.", "I sold my flat in 2019"),
        ("Grace Lee", "The council built only 60 homes.", "The council built only 60 homes"),
    ]
    assert (
        silent(extract(text), text)
        == {
            "HOST: Joining me is Grace Lee, director of the Tenants’ Network.": NoClaim.FRAGMENT,
            "Ms Lee, is this a crisis?": NoClaim.QUESTION,
            "HOST: Thank you.": NoClaim.OPINION,
        }
        or silent(extract(text), text).items() >= {"Ms Lee, is this a crisis?": NoClaim.QUESTION}.items()
    )


def test_a_label_with_a_role_names_a_person_and_a_role_alone_nobody() -> None:
    text = "JANE DOE, MINISTER: I signed the treaty in May.\n[applause]\nTHE SPEAKER: The House has voted."
    assert told(text) == [
        ("Jane Doe", "Jane Doe signed the treaty in May.", "I signed the treaty in May"),
        ("THE SPEAKER", "The House has voted.", "The House has voted"),
    ]
    kinds = [claim.speaker.kind for claim in extract(text).claims if claim.speaker]
    assert kinds == [SpeakerKind.PERSON, SpeakerKind.UNRESOLVED]
    assert silent(extract(text), text) == {"[applause]": NoClaim.BOILERPLATE}


def test_a_short_label_is_the_person_whom_a_longer_one_or_the_text_names() -> None:
    text = (
        "Elizabeth Warren, a senator, met him in May.\n"
        "WOLF BLITZER, CNN HOST: The president arrived in Warsaw.\n"
        "SEN. WARREN: Mr. Chairman, thank you. I voted for the bill.\n"
        "CHAIRMAN BROWN: Inflation has fallen.\n"
        "BLITZER: I visited the base in May.\n"
    )
    assert [(speaker, quote) for speaker, _, quote in told(text) if speaker] == [
        ("Wolf Blitzer", "The president arrived in Warsaw"),
        ("Elizabeth Warren", "I voted for the bill"),
        ("Chairman Brown", "Inflation has fallen"),
        ("Wolf Blitzer", "I visited the base in May"),
    ]


def test_answers_belong_to_the_one_person_who_was_introduced() -> None:
    text = (
        "Jane Doe met the Daily News in Leeds.\n"
        "Q: How long will the strike last?\n"
        "A: I have met the unions twice. [laughter] But 40% of nurses voted for it.\n"
    )
    assert told(text)[1:] == [
        ("Jane Doe", "Jane Doe has met the unions twice.", "I have met the unions twice"),
        ("Jane Doe", "40% of nurses voted for it.", "40% of nurses voted for it"),
    ]


def test_what_a_speaker_retells_is_credited_to_whoever_said_it_and_the_speaker_is_kept() -> None:
    text = "MR RAY: The council says that the land was sold in 2019.\nMS LEE: It rained in May."
    first = extract(text).claims[0]
    assert first.text == "The land was sold in 2019."
    assert [voice.speaker.name for voice in first.chain] == ["the council", "Mr Ray"]


def test_a_quotation_is_credited_to_whom_the_line_before_it_announces() -> None:
    text = "The commissioner Dale Fogarty has spoken. Here’s what he said:\n“We’ve lost at least a dozen homes.”"
    speakers = [(speaker, quote) for speaker, _, quote in told(text)]
    assert ("Dale Fogarty", "We’ve lost at least a dozen homes") in speakers
    assert silent(extract(text), text) == {"Here’s what he said:": NoClaim.LEAD_IN}


@pytest.mark.parametrize("mark", ["•", "-", "*", "–"])
def test_items_are_claims_with_their_lead_in_and_stand_where_the_item_stands(mark: str) -> None:
    text = f"The plan would:\n{mark} raise taxes on oil firms by 5%;\n{mark} cut bills for households."
    assert told(text) == [
        (None, "The plan would raise taxes on oil firms by 5%.", "raise taxes on oil firms by 5%"),
        (None, "The plan would cut bills for households.", "cut bills for households"),
    ]
    assert silent(extract(text), text) == {"The plan would:": NoClaim.LEAD_IN}


def test_numbered_items_keep_the_speaker_of_their_lead_in() -> None:
    text = "Acme said it will:\n1. Close two plants in Leeds\n2. Cut 500 jobs\n"
    assert [(speaker, quote) for speaker, _, quote in told(text)] == [
        ("Acme", "Close two plants in Leeds"),
        ("Acme", "Cut 500 jobs"),
    ]


def test_a_table_holds_no_claims_and_the_coverage_says_so() -> None:
    text = "Norway won four medals on Tuesday.\nTeam\tGold\tSilver\nNorway\t4\t2\nFinland\t0\t2\nIt snowed in Turku."
    assert [quote for _, _, quote in told(text)] == ["Norway won four medals on Tuesday", "It snowed in Turku"]
    assert set(silent(extract(text), text).values()) == {NoClaim.TABLE}
    assert len(silent(extract(text), text)) == 3


def test_a_headline_in_capitals_is_a_headline_and_a_shouted_sentence_is_told_quietly() -> None:
    text = "NATO WARNS DENMARK\nTHE MINISTER SIGNED THE DEAL WITH NATO.\nThe minister met the head of NATO in Denmark."
    claims = told(text)
    assert claims[0] == (None, "The minister signed the deal with NATO.", "THE MINISTER SIGNED THE DEAL WITH NATO")
    assert silent(extract(text), text) == {"NATO WARNS DENMARK": NoClaim.HEADLINE}


@pytest.mark.parametrize(
    ("text", "speaker", "quote"),
    [
        ("“The budget is wrong,” said Bob Ray.", "Bob Ray", "The budget is wrong"),
        ('"The budget is wrong," said Bob Ray.', "Bob Ray", "The budget is wrong"),
        ("« The budget is wrong, » said Bob Ray.", "Bob Ray", "The budget is wrong"),
        ("``The budget is wrong,'' said Bob Ray.", "Bob Ray", "The budget is wrong"),
        ('“The budget is wrong," said Bob Ray.', "Bob Ray", "The budget is wrong"),
        ("‘The budget is wrong,’ said Bob Ray.", "Bob Ray", "The budget is wrong"),
    ],
)
def test_every_pair_of_quotation_marks_is_read(text: str, speaker: str, quote: str) -> None:
    assert [(who, words) for who, _, words in told(text)] == [(speaker, quote)]


@pytest.mark.parametrize("mark", ["“", '"'])
def test_a_mark_that_nothing_closes_does_not_swallow_the_article(mark: str) -> None:
    text = f"{mark}The budget is wrong, Bob Ray said. The bank closed in May.\n\nPrices rose by 5%."
    assert [(speaker, quote) for speaker, _, quote in told(text)][-2:] == [
        (None, "The bank closed in May"),
        (None, "Prices rose by 5%"),
    ]


def test_a_quotation_over_paragraphs_belongs_to_whoever_ends_it() -> None:
    text = (
        "Bob Ray, the mayor, won in May.\n\n"
        "“We sold 900 homes. The roof was wet.\n\n"
        "“The council built 60 homes,” said Jane Doe."
    )
    said = [(speaker, quote) for speaker, _, quote in told(text) if speaker]
    assert said == [
        ("Jane Doe", "We sold 900 homes"),
        ("Jane Doe", "The roof was wet"),
        ("Jane Doe", "The council built 60 homes"),
    ]


def test_a_quotation_whose_second_paragraph_lacks_its_opening_mark_is_still_one() -> None:
    text = "“Rents fell in 2020.\nThey fell again in 2022,” said Ann Lee."
    assert [(speaker, quote) for speaker, _, quote in told(text)] == [
        ("Ann Lee", "Rents fell in 2020"),
        ("Ann Lee", "They fell again in 2022"),
    ]


def test_spans_are_those_of_the_original_characters() -> None:
    text = (
        "\ufeff“The min\u00adister spent 5\u00a0million euros in cafe\u0301s,” Ann\u2009Lee said.\r\n\r\n"
        "Bob 👩\u200d🚒 Ray won\u200b the vote.\r\n"
    )
    assert told(text) == [
        (
            "Ann Lee",
            "The minister spent 5 million euros in cafés.",
            "The min\u00adister spent 5\u00a0million euros in cafe\u0301s",
        ),
        (None, "Bob Ray won the vote.", "Bob 👩\u200d🚒 Ray won\u200b the vote"),
    ]


def test_two_quotations_of_a_sentence_are_not_run_together() -> None:
    text = "‘It was terrifying,’ a witness, Bob Ray, told the BBC. ‘The van was doing 60 miles an hour.’"
    assert "The van was doing 60 miles an hour." in [claim for _, claim, _ in told(text)]


def test_half_a_surrogate_pair_is_read_as_a_space() -> None:
    text = "The bank\ud83dclosed in May."
    assert told(text) == [(None, "The bank closed in May.", "The bank\ud83dclosed in May")]


def test_the_times_of_a_live_blog_are_no_part_of_the_claims() -> None:
    text = "10.42am The minister has resigned, police said.\n14:05 GMT\nTwo men were arrested in Leeds on Monday."
    assert told(text) == [
        ("police", "The minister has resigned.", "The minister has resigned"),
        (None, "Two men were arrested in Leeds on Monday.", "Two men were arrested in Leeds on Monday"),
    ]
    assert silent(extract(text), text) == {"14:05 GMT": NoClaim.BOILERPLATE}


def test_the_furniture_of_a_press_release_claims_nothing() -> None:
    text = (
        "FOR IMMEDIATE RELEASE\n\n"
        "Acme to build wind farm off Scotland\n\n"
        "By Jane Doe, Energy Correspondent\n\n"
        "PARIS, Nov. 3 (Reuters) - The farm will cost 2 billion euros.\n\n"
        "Photo: A turbine at sea\n"
        "Read more: Wind power in Scotland\n\n"
        "ENDS\n\n"
        "Notes to editors\n"
        "1. Acme was founded in 1952.\n"
        "2. Acme employs 9,000 people.\n\n"
        "Media contact: Joe Bloggs, +44 20 7946 0000, press@acme.example\n"
        "www.acme.example\n"
        "© 2026 Acme\n"
    )
    assert [quote for _, _, quote in told(text)] == [
        "The farm will cost 2 billion euros",
        "Acme was founded in 1952",
        "Acme employs 9,000 people",
    ]
    reasons = silent(extract(text), text)
    assert reasons.pop("Acme to build wind farm off Scotland") is NoClaim.HEADLINE
    assert set(reasons.values()) == {NoClaim.BOILERPLATE}
    assert len(reasons) == 9


def test_claims_of_text_broken_to_fit_a_page_reach_over_the_breaks() -> None:
    text = (
        "The harbour master told the council on Tuesday that the old\n"
        "breakwater had lost 40 tonnes of rock in the storm of January.\n"
    )
    ((speaker, claim, quote),) = told(text)
    assert speaker == "the harbour master"
    assert "old breakwater had lost 40 tonnes" in claim
    assert "old\nbreakwater" in quote


def test_what_leads_in_a_list_has_its_own_line_for_a_sentence() -> None:
    text = "The report, published on Friday, found:\n• nearly half of the new ticket readers failed within a year"
    claims = extract(text).claims
    assert all(claim.quote in claim.sentence for claim in claims)
    assert "published on Friday" in [claim.quote for claim in claims]
