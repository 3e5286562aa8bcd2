"""The list of claims: what a row says, and what the list can be asked for."""

from __future__ import annotations

from datetime import date

import pytest
from rest_framework.test import APIClient

from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)

from .asking import CLAIMS, ids, refusal, rows


def test_a_claim_says_where_it_stands_who_said_it_and_what_was_found(public: APIClient) -> None:
    rutte = SourceFactory(name="Mark Rutte")
    appearance = AppearanceFactory(speaker=rutte, cue="said", channel="interview with Reuters", quote="NATO will act")
    verdict = VerdictFactory(claim=appearance.claim, published=True, rating=RatingFactory(name="Half true"))
    document = appearance.snapshot.document

    row = public.get(f"{CLAIMS}{appearance.claim_id}/").json()

    assert row["verdict"] == {
        "id": str(verdict.pk),
        "rating": "Half true",
        "value": 3,
        "summary": verdict.summary,
        "version": 1,
        "stage": "published",
        "correction_note": "",
        "retraction_notice": "",
        "published_at": verdict.published_at.isoformat().replace("+00:00", "Z"),
    }
    assert row["appearances"] == [
        {
            "id": str(appearance.pk),
            "document": {
                "id": str(document.pk),
                "title": document.title,
                "url": document.url,
                "published": "2026-01-22",
            },
            "target": {
                "source": f"urn:uuid:{appearance.snapshot_id}",
                "selector": [
                    {"type": "TextPositionSelector", "start": 21, "end": 34},
                    {
                        "type": "TextQuoteSelector",
                        "exact": "NATO will act",
                        "prefix": "Mark Rutte said that ",
                        "suffix": ". Tariffs of up to 25% were thre",
                    },
                ],
            },
            "speaker": {"id": str(rutte.pk), "name": "Mark Rutte", "kind": "person"},
            "cue": "said",
            "channel": "interview with Reuters",
            "extracted_by": {
                "type": "software",
                "name": "factcheck-extractor",
                "version": "1",
                "model_sha256": "a" * 64,
            },
        }
    ]
    assert row["kind"] == "fact"
    assert (row["checkable"], row["negated"], row["hedged"]) == (True, False, False)
    assert (row["checkworthiness"], row["reasons"]) == (0.5, ["a named actor"])
    assert (row["quantities"], row["dates"]) == ([], [])


def test_what_the_article_itself_says_has_no_speaker(desk: APIClient) -> None:
    AppearanceFactory(speaker=None, cue="")
    [row] = rows(desk, CLAIMS)
    assert row["appearances"][0]["speaker"] is None


def test_a_person_who_found_a_claim_is_never_named(desk: APIClient) -> None:
    finder = UserFactory(reviewer=True, username="jane.doe", email="jane.doe@example.org")
    AppearanceFactory(software=None, person=finder)
    response = desk.get(CLAIMS)
    [row] = response.json()["results"]
    assert row["appearances"][0]["extracted_by"]["type"] == "person"
    assert b"jane.doe" not in response.content


def test_the_list_and_the_detail_of_a_claim_say_the_same(desk: APIClient) -> None:
    claim = ClaimFactory(appears=True, published=True)
    assert rows(desk, CLAIMS) == [desk.get(f"{CLAIMS}{claim.pk}/").json()]


def test_claims_are_found_by_the_document_they_stand_in(desk: APIClient) -> None:
    here = AppearanceFactory()
    AppearanceFactory()
    assert ids(desk, CLAIMS, document=here.snapshot.document_id) == [str(here.claim_id)]


@pytest.mark.parametrize("name", ["Lars Løkke Rasmussen", "lars LØKKE rasmussen", "Mr Lokke", "mr lokke"])
def test_claims_are_found_by_their_speakers_name_or_alias_in_any_case(desk: APIClient, name: str) -> None:
    speaker = SourceFactory(name="Lars Løkke Rasmussen", aliases=["Mr Lokke", 'the "foreign" minister'])
    said = AppearanceFactory(speaker=speaker)
    AppearanceFactory()
    assert ids(desk, CLAIMS, speaker=name) == [str(said.claim_id)]


def test_claims_are_found_by_their_speakers_identifier(desk: APIClient) -> None:
    said = AppearanceFactory()
    AppearanceFactory()
    assert ids(desk, CLAIMS, speaker=said.speaker_id) == [str(said.claim_id)]


def test_part_of_a_speakers_name_is_not_the_speaker(desk: APIClient) -> None:
    AppearanceFactory(speaker=SourceFactory(name="Mark Rutte"))
    assert ids(desk, CLAIMS, speaker="Rutte") == []


def test_two_documents_anonymous_sources_are_not_one_speaker(desk: APIClient) -> None:
    for _ in range(2):
        document = DocumentFactory()
        speaker = SourceFactory(anonymous=True, name="a source familiar with the talks", described_in=document)
        AppearanceFactory(speaker=speaker, snapshot=SnapshotFactory(document=document))
    assert ids(desk, CLAIMS, speaker="a source familiar with the talks") == []
    assert len(ids(desk, CLAIMS, speaker=speaker.pk)) == 1


def test_claims_are_found_by_the_publisher_of_their_document(desk: APIClient) -> None:
    rte = SourceFactory(outlet=True, name="RTÉ", aliases=["Raidió Teilifís Éireann"])
    printed = AppearanceFactory(snapshot=SnapshotFactory(document=DocumentFactory(publisher=rte)))
    AppearanceFactory()
    for publisher in ("rté", "raidió teilifís éireann", str(rte.pk)):
        assert ids(desk, CLAIMS, publisher=publisher) == [str(printed.claim_id)], publisher


def test_claims_are_found_by_the_days_of_their_document_both_included(desk: APIClient) -> None:
    by_day = {
        day: str(
            AppearanceFactory(snapshot=SnapshotFactory(document=DocumentFactory(published=date(2026, 1, day)))).claim_id
        )
        for day in (20, 21, 22)
    }
    AppearanceFactory(snapshot=SnapshotFactory(document=DocumentFactory(published=None)))
    assert set(ids(desk, CLAIMS, published_after="2026-01-21")) == {by_day[21], by_day[22]}
    assert set(ids(desk, CLAIMS, published_before="2026-01-21")) == {by_day[20], by_day[21]}
    assert ids(desk, CLAIMS, published_after="2026-01-21", published_before="2026-01-21") == [by_day[21]]


def test_conditions_on_an_appearance_must_hold_of_one_appearance(desk: APIClient) -> None:
    claim = ClaimFactory()
    by_rutte = AppearanceFactory(claim=claim, speaker=SourceFactory(name="Mark Rutte"))
    by_trump = AppearanceFactory(claim=claim, speaker=SourceFactory(name="Donald Trump"))
    there = by_trump.snapshot.document_id
    assert ids(desk, CLAIMS, document=there, speaker="Donald Trump") == [str(claim.pk)]
    assert ids(desk, CLAIMS, document=there, speaker="Mark Rutte") == []
    assert ids(desk, CLAIMS, document=by_rutte.snapshot.document_id, speaker="Mark Rutte") == [str(claim.pk)]


def test_a_claim_that_appears_twice_is_listed_once(desk: APIClient) -> None:
    rutte = SourceFactory(name="Mark Rutte")
    claim = ClaimFactory()
    AppearanceFactory.create_batch(2, claim=claim, speaker=rutte)
    assert ids(desk, CLAIMS, speaker="Mark Rutte") == [str(claim.pk)]


def test_claims_are_found_by_several_kinds(desk: APIClient) -> None:
    by_kind = {kind: str(ClaimFactory(kind=kind).pk) for kind in ("fact", "quantity", "opinion")}
    assert ids(desk, CLAIMS, kind="opinion") == [by_kind["opinion"]]
    assert set(ids(desk, CLAIMS, kind=["fact", "quantity"])) == {by_kind["fact"], by_kind["quantity"]}


def test_claims_are_found_by_whether_they_can_be_checked(desk: APIClient) -> None:
    yes, no = ClaimFactory(checkable=True), ClaimFactory(checkable=False)
    assert ids(desk, CLAIMS, checkable="true") == [str(yes.pk)]
    assert ids(desk, CLAIMS, checkable="false") == [str(no.pk)]


def test_claims_are_found_by_a_range_of_check_worthiness_both_ends_included(desk: APIClient) -> None:
    low, middle, high = (str(ClaimFactory(checkworthiness=value).pk) for value in (0.0, 0.5, 1.0))
    assert set(ids(desk, CLAIMS, checkworthiness_min=0.5)) == {middle, high}
    assert set(ids(desk, CLAIMS, checkworthiness_max=0.5)) == {low, middle}
    assert ids(desk, CLAIMS, checkworthiness_min=0.4, checkworthiness_max=0.6) == [middle]
    assert ids(desk, CLAIMS, checkworthiness_max=0) == [low]


def test_claims_are_found_by_several_verdicts(public: APIClient) -> None:
    by_name = {
        name: str(VerdictFactory(published=True, rating=RatingFactory(name=name)).claim_id)
        for name in ("True", "False", "Misleading")
    }
    assert ids(public, CLAIMS, rating="False") == [by_name["False"]]
    assert set(ids(public, CLAIMS, rating=["True", "Misleading"])) == {by_name["True"], by_name["Misleading"]}


def test_the_desk_finds_claims_without_a_verdict(desk: APIClient) -> None:
    draft, bare, decided = VerdictFactory(), ClaimFactory(), VerdictFactory(published=True)
    assert set(ids(desk, CLAIMS, rating="none")) == {str(draft.claim_id), str(bare.pk)}
    assert len(ids(desk, CLAIMS, rating=["none", "False"])) == 3
    assert ids(desk, CLAIMS, rating="False") == [str(decided.claim_id)]


def test_words_are_found_in_any_form_the_best_match_first(desk: APIClient) -> None:
    once = ClaimFactory(text="Greenland holds minerals, and much ice besides, and few people.")
    twice = ClaimFactory(text="Greenland belongs to Greenland.")
    ClaimFactory(text="Denmark pays.")
    assert ids(desk, CLAIMS, q="greenland") == [str(twice.pk), str(once.pk)]
    assert ids(desk, CLAIMS, q="mineral") == [str(once.pk)]
    assert ids(desk, CLAIMS, q='"belongs to greenland"') == [str(twice.pk)]
    assert ids(desk, CLAIMS, q="greenland -minerals") == [str(twice.pk)]
    assert len(ids(desk, CLAIMS, q="minerals or Denmark")) == 2


@pytest.mark.parametrize("words", ['"unclosed', "a & | ! :*", "(((", "the", "'; DROP TABLE claims_claim; --", "\\"])
def test_no_search_words_are_an_error(desk: APIClient, words: str) -> None:
    ClaimFactory(text="Denmark pays.")
    assert ids(desk, CLAIMS, q=words) == []


@pytest.mark.parametrize("ordering", ["created_at", "checkworthiness", "published"])
def test_claims_come_in_the_order_asked_for(desk: APIClient, ordering: str) -> None:
    expected = []
    for day in (20, 21, 22):
        document = DocumentFactory(published=date(2026, 1, day))
        claim = ClaimFactory(checkworthiness=day / 100)
        AppearanceFactory(claim=claim, snapshot=SnapshotFactory(document=document))
        AppearanceFactory(claim=claim, snapshot=SnapshotFactory(document=DocumentFactory(published=None)))
        expected.append(str(claim.pk))
    assert ids(desk, CLAIMS, ordering=ordering) == expected
    assert ids(desk, CLAIMS, ordering=f"-{ordering}") == expected[::-1]


def test_a_second_ordering_decides_where_the_first_is_equal(desk: APIClient) -> None:
    low, first, second = (ClaimFactory(checkworthiness=value) for value in (0.1, 0.9, 0.9))
    expected = [str(claim.pk) for claim in (second, first, low)]
    assert ids(desk, CLAIMS, ordering="-checkworthiness,-created_at") == expected


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"kind": "facts"}, "Did you mean fact?"),
        ({"kind": ["fact", "rumour"]}, "allowed: fact, quantity, prediction, opinion, background."),
        ({"checkable": "maybe"}, "'maybe' is not a value of checkable; allowed: true, false."),
        ({"checkworthiness_min": "1.5"}, "a number from 0 to 1"),
        ({"checkworthiness_max": "nan"}, "a number from 0 to 1"),
        ({"checkworthiness_max": "high"}, "a number from 0 to 1"),
        ({"published_after": "22/01/2026"}, "write it like 2026-01-22"),
        ({"published_before": "2026-02-30"}, "write it like 2026-01-22"),
        ({"document": "seed_greenland"}, "an identifier"),
        ({"q": "nul\0byte"}, "Null characters are not allowed."),
        ({"speaker": "nul\0byte"}, "Null characters are not allowed."),
        ({"q": ""}, "q is empty"),
        ({"speaker": "  "}, "speaker is empty"),
        ({"speaker": ["Mark Rutte", "Donald Trump"]}, "speaker is given 2 times"),
        ({"ordering": "checkworthyness"}, "Did you mean checkworthiness?"),
        ({"ordering": "verdicts__stage"}, "There is no ordering by 'verdicts__stage'; allowed: checkworthiness,"),
        ({"ordering": "created_at,-created_at"}, "names created_at twice"),
        ({"ordering": "relevance"}, "give q"),
        ({"ordering": ","}, "There is no ordering by ''"),
    ],
)
def test_a_value_that_is_not_understood_is_refused_with_what_would_be(
    public: APIClient, query: dict[str, object], told: str
) -> None:
    assert told in refusal(public, CLAIMS, **query)


def test_a_rating_that_is_not_on_the_scale_is_refused_with_the_scale(public: APIClient) -> None:
    RatingFactory(name="Mostly true")
    RatingFactory(name="False")
    assert refusal(public, CLAIMS, rating="mostly-true") == (
        "'mostly-true' is not a value of rating; allowed: Mostly true, False, none. Did you mean Mostly true?"
    )
