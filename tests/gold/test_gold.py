"""The seed article's claims against those of two people: floors that the extractor must not fall under."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.types import ExtractedClaim, Extraction, SpeakerKind
from tests.gold.score import Annotation, Score, read_gold, score

HERE = Path(__file__).parent
ARTICLE = HERE / "greenland.txt"
ANNOTATORS = ("A", "B")
F1, SPEAKER, KIND, CHECKABLE = 0.82, 0.90, 0.83, 0.92  # a little under what is reached
LEAST_CLAIMS = 70


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLE.read_text(encoding="utf8")


@pytest.fixture(scope="module")
def extraction(text: str) -> Extraction:
    return extract(text, published=date(2026, 1, 22))


@pytest.fixture(scope="module", params=ANNOTATORS)
def scored(request: pytest.FixtureRequest, extraction: Extraction) -> Score:
    gold = read_gold(HERE / request.param / "greenland.jsonl")
    return score(gold, [Annotation.from_row(claim.as_row()) for claim in extraction.claims])


def claims_saying(extraction: Extraction, words: str) -> list[ExtractedClaim]:
    return [claim for claim in extraction.claims if words in claim.text]


def test_enough_claims_are_found_and_match_those_of_people(extraction: Extraction, scored: Score) -> None:
    assert len(extraction.claims) >= LEAST_CLAIMS
    assert scored.f1 >= F1, str(scored)


def test_matched_claims_have_the_right_speaker_kind_and_checkability(scored: Score) -> None:
    assert scored.speaker >= SPEAKER, str(scored)
    assert scored.kind >= KIND, str(scored)
    assert scored.checkable >= CHECKABLE, str(scored)


def test_every_claim_quotes_the_text_at_its_offsets_in_text_order(extraction: Extraction, text: str) -> None:
    assert all(text[claim.start : claim.end] == claim.quote != "" for claim in extraction.claims)
    starts = [claim.start for claim in extraction.claims]
    assert starts == sorted(starts)


def test_quantities_and_dates_lie_in_the_text(extraction: Extraction, text: str) -> None:
    found = [one for claim in extraction.claims for one in (*claim.quantities, *claim.dates)]
    assert found
    assert all(text[one.start : one.end] == one.text for one in found)


def test_the_tariffs_keep_their_bound_and_are_credited_to_nobody_but_trump(extraction: Extraction) -> None:
    tariffs = claims_saying(extraction, "tariffs") and claims_saying(extraction, "up to 25%")
    assert tariffs
    assert {claim.speaker.name if claim.speaker else "Donald Trump" for claim in tariffs} == {"Donald Trump"}
    quantities = [quantity for claim in tariffs for quantity in claim.quantities]
    assert {(q.text, int(q.value), q.unit, q.comparator) for q in quantities} == {("up to 25%", 25, "percent", "<=")}


def test_the_defence_pact_comes_from_the_source_without_a_name(extraction: Extraction) -> None:
    pact = [claim for claim in claims_saying(extraction, "1951 defence pact") if "renegotiate" in claim.text]
    assert pact
    for claim in pact:
        assert claim.speaker is not None
        assert claim.speaker.kind is SpeakerKind.ANONYMOUS
        assert claim.speaker.name.startswith("a source familiar with the talks")


def test_the_right_to_negotiate_is_denied_by_aaja_chenmitz(extraction: Extraction) -> None:
    denied = claims_saying(extraction, "NATO in no case has the right to negotiate")
    assert [claim.speaker.name if claim.speaker else None for claim in denied] == ["Aaja Chenmitz"]
    assert denied[0].negated


def test_the_two_people_agree_with_each_other_far_better_than_with_the_extractor(scored: Score) -> None:
    people = score(*(read_gold(HERE / annotator / "greenland.jsonl") for annotator in ANNOTATORS))
    assert people.f1 > 0.9
    assert people.f1 > scored.f1


def test_a_claim_elsewhere_in_the_text_never_matches() -> None:
    here = Annotation("Denmark is a member of NATO.", 0, 10, None, "background", True)
    there = Annotation("Denmark is a member of NATO.", 10, 20, None, "background", True)
    assert score([here], [there]).pairs == ()
    assert score([here], [here]).f1 == 1.0
    assert score([here], []).f1 == 0.0
