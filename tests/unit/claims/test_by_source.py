"""Readers find claims by who said them and by who published them; triggers keep the index of it."""

from __future__ import annotations

import pytest

from claims.models import Appearance, Claim, ClaimBySource, ClaimListing
from claims.workflow import editing, verdicts
from claims.workflow.editing import Place
from sources.models import Document, Source
from tests.factories import (
    AppearanceFactory,
    ClaimFactory,
    DocumentFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TEXT = "NATO will act, NATO said."


def found(claim: Claim) -> set[tuple[str, str]]:
    """(role, name) of the sources that the claim is found by."""
    return set(ClaimBySource.objects.filter(listing=claim.pk).values_list("role", "source__name"))


def what_is_so() -> set[tuple[object, ...]]:
    """The same of all claims, read from where it comes from."""
    places = Appearance.objects.filter(retired=False, claim__listing__public=True)
    roles = {"speaker": "speaker", "publisher": "snapshot__document__publisher"}
    return {
        (role, *row)
        for role, path in roles.items()
        for row in places.exclude(**{path: None}).values_list(
            "claim", path, "claim__created_at", "claim__listing__rating"
        )
    }


def what_is_kept() -> set[tuple[object, ...]]:
    return set(ClaimBySource.objects.values_list("role", "listing", "source", "created_at", "rating"))


@pytest.fixture
def place() -> Appearance:
    """Where a claim of Rutte stands in an article of RTÉ, with a published verdict."""
    snapshot = SnapshotFactory(document=DocumentFactory(publisher=SourceFactory(name="RTÉ")), text=TEXT)
    claim = ClaimFactory(published=True)
    return AppearanceFactory(claim=claim, snapshot=snapshot, speaker=SourceFactory(name="Mark Rutte"))


def test_a_published_claim_is_found_by_its_speaker_and_its_publisher(place: Appearance) -> None:
    assert found(place.claim) == {("speaker", "Mark Rutte"), ("publisher", "RTÉ")}
    assert what_is_kept() == what_is_so()


def test_a_draft_is_found_by_nobody() -> None:
    AppearanceFactory(claim=ClaimFactory(state="agreed"))
    assert not ClaimBySource.objects.exists()


def test_a_claim_is_found_once_it_is_published() -> None:
    claim = ClaimFactory()
    AppearanceFactory(claim=claim, speaker=SourceFactory(name="Ursula"))
    assert found(claim) == set()
    ClaimListing.objects.filter(pk=claim.pk).update(public=True)  # as the trigger of a verdict does
    assert ("speaker", "Ursula") in found(claim)
    assert what_is_kept() == what_is_so()


def test_another_place_adds_its_sources(place: Appearance) -> None:
    other = SnapshotFactory(document=DocumentFactory(publisher=SourceFactory(name="BBC")), text=TEXT)
    editing.record_appearance(place.claim, Place(other, "NATO will act"), by=UserFactory(editor=True))
    assert found(place.claim) == {("speaker", "Mark Rutte"), ("publisher", "RTÉ"), ("publisher", "BBC")}


def test_a_source_that_two_places_name_is_there_once_and_stays_with_one(place: Appearance) -> None:
    second = AppearanceFactory(claim=place.claim, snapshot=place.snapshot, speaker=place.speaker, quote="NATO said")
    assert ClaimBySource.objects.count() == 2
    Appearance.objects.filter(pk=second.pk).update(retired=True)
    assert found(place.claim) == {("speaker", "Mark Rutte"), ("publisher", "RTÉ")}


def test_another_speaker_takes_the_place_of_the_first(place: Appearance) -> None:
    other = SourceFactory(name="Jens Stoltenberg")
    editing.correct_speaker(place, by=UserFactory(editor=True), speaker=other, cue="said", channel="")
    assert found(place.claim) == {("speaker", "Jens Stoltenberg"), ("publisher", "RTÉ")}


def test_another_publisher_takes_the_place_of_the_first(place: Appearance) -> None:
    bbc = SourceFactory(name="BBC")
    Document.objects.filter(pk=place.snapshot.document_id).update(publisher=bbc)
    assert found(place.claim) == {("speaker", "Mark Rutte"), ("publisher", "BBC")}
    Document.objects.filter(pk=place.snapshot.document_id).update(publisher=None)
    assert found(place.claim) == {("speaker", "Mark Rutte")}


def test_a_retracted_verdict_leaves_the_claim_without_a_rating(place: Appearance) -> None:
    verdict = place.claim.verdicts.get()
    verdicts.retract(verdict, by=UserFactory(editor=True), notice="It was not so.")
    assert set(ClaimBySource.objects.values_list("rating", flat=True)) == {None}
    assert what_is_kept() == what_is_so()


def test_a_claim_that_readers_may_not_see_any_more_is_found_by_nobody(place: Appearance) -> None:
    ClaimListing.objects.filter(pk=place.claim.pk).update(public=False)
    assert not ClaimBySource.objects.exists()


def test_records_of_a_source_are_kept_apart(place: Appearance) -> None:
    Source.objects.filter(pk=place.speaker_id).update(merged_into=SourceFactory(name="Mark Rutte (NATO)"))
    assert ("speaker", "Mark Rutte") in found(place.claim)
