"""Edges are looked at from a claim; each act counts at once, can be taken back, and stands in the claim's history."""

from __future__ import annotations

from typing import Any

import pytest

from claims.admin.history import history
from claims.lineage import trace_claim
from claims.models import Appearance, Edit
from claims.origins import attach
from claims.workflow import editing, tracing
from claims.workflow.acting import IllegalMove
from factcheck.common.acts import Stale
from factcheck.common.errors import InvalidInput, NotAllowed
from sources.models import Citation
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

WORDS = "Tariffs of up to 25% were threatened against Denmark."


@pytest.fixture
def reviewer() -> Any:
    return UserFactory(reviewer=True)


@pytest.fixture
def copied() -> Appearance:
    """A claim in two papers, the later of which is said to have copied the earlier."""
    early, late = SnapshotFactory(), SnapshotFactory()
    place = AppearanceFactory(snapshot=late, quote=WORDS, speaker=None)
    AppearanceFactory(claim=place.claim, snapshot=early, quote=WORDS, speaker=None)
    CitationFactory(snapshot=late, copy_of=early.document)
    return place


def counted(place: Appearance) -> tuple[int, bool]:
    """How many independent origins the claim has, and whether it is flagged as of a single source."""
    attach([place.claim])
    return place.claim.origins.origins, place.claim.origins.single_source


def test_a_rejected_edge_counts_no_more_and_undo_brings_it_back(copied: Appearance, reviewer: Any) -> None:
    assert counted(copied) == (1, True)
    edge = Citation.objects.get()
    tracing.reject_edge(copied, edge, by=reviewer, reason="Both quote the same speech.")
    assert counted(copied) == (2, False)
    editing.undo(Edit.objects.get(), by=reviewer)
    assert counted(copied) == (1, True)
    assert Citation.objects.get().standing == "proposed"


@pytest.mark.django_db(transaction=True)  # else everything is of one moment
def test_the_claim_s_history_tells_who_did_what_to_the_edge_and_why(copied: Appearance, reviewer: Any) -> None:
    tracing.reject_edge(copied, Citation.objects.get(), by=reviewer, reason="Both quote the same speech.")
    editing.undo(Edit.objects.get(), by=reviewer)
    undone, rejected, *_ = history(copied.claim, reviewer).entries
    assert (rejected.person, rejected.acts) == (str(reviewer), ("rejected where it was said to come from",))
    assert rejected.reason == "Both quote the same speech."
    assert ("Standing", "proposed", "rejected") in [(c.field, c.before, c.after) for c in rejected.changes]
    assert undone.acts == ("took an act back",)
    assert ("Standing", "rejected", "proposed") in [(c.field, c.before, c.after) for c in undone.changes]


@pytest.mark.django_db(transaction=True)  # else everything is of one moment
def test_another_claim_in_the_same_text_has_the_same_edge_in_its_history(copied: Appearance, reviewer: Any) -> None:
    other = AppearanceFactory(snapshot=copied.snapshot, quote="NATO will act")
    tracing.confirm_edge(copied, Citation.objects.get(), by=reviewer)
    assert history(other.claim, reviewer).entries[0].acts == ("confirmed where it comes from",)


def test_a_confirmed_edge_is_no_longer_among_those_that_nobody_has_looked_at(copied: Appearance, reviewer: Any) -> None:
    assert trace_claim(copied.claim).lineage.unconfirmed == 1
    tracing.confirm_edge(copied, Citation.objects.get(), by=reviewer)
    assert trace_claim(copied.claim).lineage.unconfirmed == 0


def test_a_corrected_edge_leads_elsewhere_and_undo_leads_it_back(reviewer: Any) -> None:
    place = AppearanceFactory(speaker=None, quote=WORDS)
    edge = CitationFactory(snapshot=place.snapshot, channel="report", quote="Tariffs")
    Appearance.objects.filter(pk=place.pk).update(citation=edge)
    was, is_now = edge.source.name, SourceFactory(outlet=True)
    tracing.correct_edge(place, edge, by=reviewer, channel="interview", source=is_now, reason="A namesake.")
    assert trace_claim(place.claim).lineage.origins[0].label == f"interview with {is_now}"
    editing.undo(Edit.objects.get(), by=reviewer)
    assert trace_claim(place.claim).lineage.origins[0].label == f"report by {was}"


def test_a_found_edge_counts_and_undo_puts_it_out_of_use(reviewer: Any) -> None:
    place, outlet = AppearanceFactory(speaker=None, quote=WORDS), SourceFactory(outlet=True)
    edge = tracing.add_edge(place, by=reviewer, channel="report", source=outlet)
    assert (edge.exact, edge.person, edge.standing) == (WORDS, reviewer, "confirmed")
    assert trace_claim(place.claim).lineage.origins[0].label == f"report by {outlet}"
    editing.undo(Edit.objects.get(), by=reviewer)
    assert Citation.objects.get().standing == "rejected"
    assert trace_claim(place.claim).lineage.origins[0].label == str(place.snapshot.document)


def test_a_screen_that_shows_an_older_edge_is_told_so(copied: Appearance, reviewer: Any) -> None:
    edge = Citation.objects.get()
    tracing.confirm_edge(copied, edge, by=reviewer, seen=1)
    with pytest.raises(Stale, match="confirmed now"):
        tracing.reject_edge(copied, edge, by=reviewer, reason="No.", seen=1)
    assert Citation.objects.get().standing == "confirmed"


def test_an_undo_after_somebody_else_s_change_is_refused(copied: Appearance, reviewer: Any) -> None:
    edge = Citation.objects.get()
    tracing.confirm_edge(copied, edge, by=reviewer)
    first = Edit.objects.get()
    tracing.reject_edge(copied, edge, by=UserFactory(reviewer=True), reason="No.")
    with pytest.raises(Stale):
        editing.undo(first, by=reviewer)


def test_a_rejection_needs_a_reason_and_a_journalist_may_not(copied: Appearance, reviewer: Any) -> None:
    edge = Citation.objects.get()
    with pytest.raises(InvalidInput, match="say why"):
        tracing.reject_edge(copied, edge, by=reviewer, reason=" ")
    with pytest.raises(NotAllowed):
        tracing.confirm_edge(copied, edge, by=UserFactory(journalist=True))
    assert not Edit.objects.exists()


def test_a_rejected_claim_has_no_edges_to_look_at(reviewer: Any) -> None:
    place = AppearanceFactory(claim=ClaimFactory())
    edge = CitationFactory(snapshot=place.snapshot)
    editing.reject(place.claim, by=reviewer, reason="No claim.")
    with pytest.raises(IllegalMove):
        tracing.confirm_edge(place, edge, by=reviewer)


@pytest.mark.parametrize("words", ["interview with Reuters", "Interview With Reuters"])
def test_a_channel_in_words_becomes_an_edge_and_undo_takes_it_away(reviewer: Any, words: str) -> None:
    place, reuters = AppearanceFactory(quote=WORDS), SourceFactory(outlet=True, name="Reuters")
    editing.correct_speaker(place, by=reviewer, speaker=place.speaker, cue="told", channel=words)
    assert (place.citation.source, place.citation.channel) == (reuters, "interview")
    editing.undo(Edit.objects.get(), by=reviewer)
    place.refresh_from_db()
    assert (place.channel, place.citation) == ("", None)
    assert Citation.objects.get().standing == "rejected"


def test_a_channel_that_names_nobody_is_no_edge(reviewer: Any) -> None:
    place = AppearanceFactory(quote=WORDS)
    editing.correct_speaker(place, by=reviewer, speaker=place.speaker, cue="told", channel="speech")
    assert place.citation is None
    assert not Citation.objects.exists()


def test_a_channel_that_the_text_names_already_is_that_edge(reviewer: Any) -> None:
    place = AppearanceFactory(quote=WORDS)
    edge = CitationFactory(snapshot=place.snapshot, source__name="Reuters", quote="Mark Rutte")
    editing.correct_speaker(place, by=reviewer, speaker=place.speaker, cue="", channel="interview with Reuters")
    assert place.citation == edge
