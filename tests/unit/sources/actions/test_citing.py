"""Where something was taken from, as people say it: looked at, with what they saw, and told in the history."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from factcheck.common.acts import Stale
from factcheck.common.errors import InvalidInput, NotAllowed
from sources.actions import confirm_citation, correct_citation, record_citation, reject_citation
from sources.models import Citation
from tests.factories import CitationFactory, DocumentFactory, SnapshotFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

Standing = Citation.Standing


@pytest.fixture
def reviewer() -> Any:
    return UserFactory(reviewer=True)


REVIEWS: dict[str, Callable[..., Citation]] = {
    "confirm": lambda citation, **by: confirm_citation(citation, **by),
    "reject": lambda citation, **by: reject_citation(citation, reason="A namesake.", **by),
    "correct": lambda citation, **by: correct_citation(citation, channel="post", source=citation.source, **by),
}


def test_a_person_records_where_words_say_that_it_was_taken_from(reviewer: Any) -> None:
    snapshot, source = SnapshotFactory(), SourceFactory()
    made = record_citation(
        snapshot=snapshot, channel="interview", by=reviewer, quotation="Mark Rutte said", source=source
    )
    assert (made.exact, made.standing, made.confidence, made.agent) == ("Mark Rutte said", "confirmed", 1.0, reviewer)
    assert (made.events.get().pgh_context or {})["act"] == "cite"
    assert made.events.get().stream == snapshot.pk


@pytest.mark.parametrize("way", REVIEWS)
def test_what_a_program_proposed_is_looked_at_and_the_history_tells_by_whom(reviewer: Any, way: str) -> None:
    citation = CitationFactory()
    standing = {"confirm": Standing.CONFIRMED, "reject": Standing.REJECTED, "correct": Standing.CORRECTED}[way]
    seen = REVIEWS[way](citation, by=reviewer, seen=1)
    kept = Citation.objects.get()
    assert kept.standing == seen.standing == standing
    assert kept.revision == seen.revision == 2
    assert kept.exact == citation.exact
    assert kept.software is not None  # who found it stays
    context = citation.events.order_by("sequence").last().pgh_context
    assert (context["act"], context["user"]) == (f"{way}_citation", reviewer.pk)


@pytest.mark.parametrize("way", REVIEWS)
def test_a_stale_screen_changes_nothing(reviewer: Any, way: str) -> None:
    citation = CitationFactory()
    confirm_citation(Citation.objects.get(), by=UserFactory(reviewer=True), seen=1)
    with pytest.raises(Stale, match="Somebody else has changed this"):
        REVIEWS[way](citation, by=reviewer, seen=1)
    assert Citation.objects.get().standing == Standing.CONFIRMED


@pytest.mark.parametrize("way", REVIEWS)
def test_a_journalist_changes_nothing(way: str) -> None:
    with pytest.raises(NotAllowed):
        REVIEWS[way](CitationFactory(), by=UserFactory(journalist=True))
    assert Citation.objects.get().standing == Standing.PROPOSED


def test_a_journalist_records_nothing() -> None:
    with pytest.raises(NotAllowed):
        record_citation(
            snapshot=SnapshotFactory(),
            channel="post",
            by=UserFactory(journalist=True),
            quotation="Mark Rutte said",
            source=SourceFactory(),
        )


def test_a_rejection_gives_its_reason_and_the_history_keeps_it(reviewer: Any) -> None:
    citation = CitationFactory()
    with pytest.raises(InvalidInput, match="say why"):
        reject_citation(citation, by=reviewer, reason=" ")
    reject_citation(citation, by=reviewer, reason=" A namesake. ")
    assert citation.events.order_by("sequence").last().pgh_context["reason"] == "A namesake."


def test_a_document_is_not_taken_from_itself(reviewer: Any) -> None:
    citation = CitationFactory()
    itself = citation.snapshot.document
    with pytest.raises(InvalidInput) as refused:
        correct_citation(citation, by=reviewer, channel="copy", document=itself)
    assert refused.value.field == "document"


def test_a_citation_leads_somewhere(reviewer: Any) -> None:
    with pytest.raises(InvalidInput, match="Give the source or the document"):
        correct_citation(CitationFactory(), by=reviewer, channel="post")
    document = DocumentFactory()
    assert correct_citation(CitationFactory(), by=reviewer, channel="link", document=document).document == document


def test_the_same_words_do_not_lead_to_the_same_twice(reviewer: Any) -> None:
    first = CitationFactory()
    given = {"snapshot": first.snapshot, "channel": first.channel, "source": first.source, "by": reviewer}
    with pytest.raises(InvalidInput) as refused:
        record_citation(quotation=first.exact, **given)
    assert refused.value.field == "quotation"


def test_words_that_stand_nowhere_lead_nowhere(reviewer: Any) -> None:
    with pytest.raises(InvalidInput, match="does not stand"):
        record_citation(
            snapshot=SnapshotFactory(), channel="post", by=reviewer, quotation="Nobody", source=SourceFactory()
        )
