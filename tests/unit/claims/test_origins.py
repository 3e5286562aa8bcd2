"""What is kept of where claims come from: outdated by whatever changes it, computed anew, never wrong in silence."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from claims import origins
from claims.actions import record_extraction
from claims.extractor import extract
from claims.lineage import trace
from claims.models import Appearance, Claim, ClaimOrigins, Edit
from claims.origins import attach, outdate, outdated, refresh
from claims.workflow import editing
from claims.workflow.editing import Place, Wording
from sources import actions
from sources.capture.types import Captured
from sources.models import Snapshot
from tests.factories import CitationFactory, ClaimFactory, RelationshipFactory, SourceFactory, UserFactory
from tests.tracing import WORDS, anonymous, article, person, stands

pytestmark = pytest.mark.django_db


@pytest.fixture
def ann():
    return UserFactory(editor=True)


@pytest.fixture
def claim() -> Claim:
    return ClaimFactory()


@contextmanager
def outdates(*claims: Claim) -> Iterator[None]:
    """These claims, and no others, have to be counted anew after the act; and then what is kept is what is so."""
    refresh()
    before = dict(ClaimOrigins.objects.values_list("claim", "revision"))
    yield
    assert set(outdated().values_list("claim", flat=True)) == {claim.pk for claim in claims}
    moved = [key for key, revision in ClaimOrigins.objects.values_list("claim", "revision") if before[key] != revision]
    assert set(moved) == {claim.pk for claim in claims}
    refresh()
    as_traced()


def as_traced() -> None:
    """Of every claim, what is kept is what a walk finds."""
    traced = trace(list(Claim.objects.values_list("pk", flat=True)))
    for kept in ClaimOrigins.objects.all():
        now = traced[kept.claim_id].lineage
        assert kept.current
        assert (kept.links, kept.origins, kept.single_source, kept.anonymous_only, kept.circular, kept.sentence) == (
            len(now.links),
            len(now.origins),
            now.single_source,
            now.anonymous_only,
            bool(now.loops),
            now.sentence,
        )


def sentence(claim: Claim) -> str:
    return ClaimOrigins.objects.get(claim=claim).sentence


def copy(original: Snapshot, name: str = "RTÉ") -> Snapshot:
    snapshot = article(name)
    CitationFactory(snapshot=snapshot, copy_of=original.document, confidence=0.95)
    return snapshot


# computed


def test_a_new_claim_has_origins_that_are_to_be_computed(claim) -> None:
    assert (claim.origins.current, claim.origins.links) == (False, 0)
    assert refresh() == 1
    assert (sentence(claim), outdated().count()) == ("No link: nothing says where it comes from", 0)


def test_what_is_kept_is_what_a_walk_finds(claim) -> None:
    reuters = article("Reuters")
    for snapshot in (reuters, copy(reuters, "RTÉ"), copy(reuters, "Sky News")):
        stands(claim, snapshot, anonymous(snapshot))
    one, other = article("One"), article("Other")
    CitationFactory(snapshot=one, copy_of=other.document)
    CitationFactory(snapshot=other, copy_of=one.document)
    stands(circular := ClaimFactory(), one)
    refresh()
    as_traced()
    kept = ClaimOrigins.objects.get(claim=claim)
    assert (kept.links, kept.origins, kept.single_source, kept.anonymous_only, kept.circular) == (
        3,
        1,
        True,
        True,
        False,
    )
    assert ClaimOrigins.objects.get(claim=circular).circular


def test_only_the_claims_asked_for_are_computed(claim) -> None:
    ClaimFactory()
    assert refresh([claim.pk]) == 1
    assert refresh([claim.pk]) == 0
    assert outdated().count() == 1


def test_many_claims_are_computed_in_batches(monkeypatch) -> None:
    for _ in range(5):
        ClaimFactory()
    monkeypatch.setattr(origins, "AT_ONCE", 2)
    seen: list[int] = []
    assert refresh(seen=seen.append) == 5
    assert seen == [2, 2, 1]


def test_a_change_while_it_is_computed_leaves_it_outdated(claim) -> None:
    stands(claim, snapshot := article("RTÉ"), person("Mark Rutte"))
    read = {claim.pk: claim.origins.revision}
    late = {key: found.lineage for key, found in trace([claim.pk]).items()}
    outdate(documents=[snapshot.document_id])
    origins._keep(late, read)
    kept = ClaimOrigins.objects.get(claim=claim)
    assert (kept.current, kept.sentence) == (False, "")


def test_a_claim_that_is_gone_before_it_is_kept_does_no_harm() -> None:
    origins._keep({}, {})


def test_a_rejected_claim_and_a_merged_one_are_computed_like_others(claim, ann) -> None:
    other, rejected = ClaimFactory(), ClaimFactory()
    for each, name in ((claim, "RTÉ"), (other, "Sky News"), (rejected, "Le Monde")):
        stands(each, article(name), person(name))
    refresh()
    editing.reject(rejected, by=ann, reason="No claim.")
    editing.merge([claim, other], Wording("NATO will act.", "fact"), by=ann)
    assert set(outdated().values_list("claim", flat=True)) == {claim.pk}
    refresh()
    as_traced()
    assert sentence(claim).startswith("2 links, 2 independent origins")


def test_claims_get_their_origins_attached_as_they_are_now(claim) -> None:
    stands(claim, article("RTÉ"), person("Mark Rutte"))
    others = [ClaimFactory() for _ in range(3)]
    attach([claim, *others])
    assert claim.origins.sentence == "1 link, 1 independent origin: Mark Rutte"
    with CaptureQueriesContext(connection) as queries:
        attach([claim, *others])
    assert len(queries) == 1


# outdated by what becomes of places


def test_a_place_that_sql_writes_outdates_its_claim(claim) -> None:
    other, place = ClaimFactory(), stands(claim, article("RTÉ"), person("Mark Rutte"))
    stands(other, article("Sky News"))
    with outdates(claim), connection.cursor() as cursor:
        cursor.execute("UPDATE claims_appearance SET speaker_id = NULL WHERE id = %s", [place.pk])
    with outdates(claim), connection.cursor() as cursor:
        cursor.execute("DELETE FROM claims_appearance WHERE id = %s", [place.pk])


def test_a_place_in_an_original_outdates_the_claims_of_its_copies(claim) -> None:
    original = article("Reuters")
    stands(claim, copy(copy(original), "Sky News"))
    stands(ClaimFactory(), article("Le Monde"))
    there = ClaimFactory()
    refresh()
    with outdates(claim, there):
        stands(there, original, person("Mark Rutte"))
    assert sentence(claim).endswith("Mark Rutte")


def test_the_acts_of_editing_outdate_what_they_touch(claim, ann) -> None:
    place = stands(claim, article("RTÉ"), person("Mark Rutte"))
    stands(ClaimFactory(), article("Le Monde"))
    said = {"speaker": None, "cue": "", "channel": ""}
    with outdates(claim):
        editing.correct_speaker(place, by=ann, **said)
    with outdates(claim):
        editing.undo(Edit.objects.get(), by=ann)
    with outdates(claim):
        editing.record_appearance(claim, Place(article("Sky News"), WORDS), by=ann)
    with outdates(claim):
        editing.move_place(place, by=ann, span=(place.start, place.end - 1))


def test_a_split_claim_outdates_its_parts(claim, ann) -> None:
    stands(claim, article("RTÉ"), person("Mark Rutte"))
    refresh()
    parts = editing.split(claim, [Wording("NATO will.", "fact"), Wording("NATO acts.", "fact")], by=ann)
    assert set(outdated().values_list("claim", flat=True)) == {part.pk for part in parts}
    refresh()
    assert {sentence(part) for part in parts} == {"1 link, 1 independent origin: Mark Rutte"}


def test_a_new_reading_of_an_original_outdates_the_claims_of_its_copies(claim) -> None:
    text = "The alliance will act in Greenland, Mark Rutte told reporters on Monday."
    reading = extract(text)
    words = reading.claims[0].quote
    original = article("Reuters", text)
    snapshot = article("RTÉ", f"More of it here. {text}")
    CitationFactory(snapshot=snapshot, copy_of=original.document, confidence=0.95)
    stands(claim, snapshot, quote=snapshot.text[snapshot.text.index(words) :][: len(words)])
    refresh()
    assert sentence(claim).endswith("Reuters's article")
    record_extraction(original, reading)
    assert not ClaimOrigins.objects.get(claim=claim).current
    refresh()
    as_traced()


# outdated by what becomes of edges


def test_every_act_on_an_edge_outdates_the_claims_of_its_document_and_of_its_copies(claim, ann) -> None:
    original = article("Reuters")
    stands(claim, copy(original))
    stands(own := ClaimFactory(), original)
    stands(ClaimFactory(), article("Le Monde"))
    bbc = SourceFactory(outlet=True, name="BBC")
    with outdates(claim, own):
        recorded = actions.record_citation(snapshot=original, quotation=WORDS, channel="interview", source=bbc, by=ann)
    with outdates(claim, own):
        actions.correct_citation(recorded, by=ann, channel="report", source=bbc)
    with outdates(claim, own):
        actions.reject_citation(recorded, by=ann, reason="It isn't so.")
    with outdates(claim, own):
        actions.confirm_citation(recorded, by=ann)


def test_what_links_to_a_changed_document_is_outdated_and_what_links_to_that_is_not(claim, ann) -> None:
    release = article("NATO")
    linking, linked_again = article("RTÉ"), article("Sky News")
    CitationFactory(snapshot=linking, link=release.document, quote="act")
    CitationFactory(snapshot=linked_again, link=linking.document, quote="act")
    stands(claim, linking)
    stands(further := ClaimFactory(), linked_again)
    with outdates(claim):
        release.document.title = "Press release"
        actions.revise_document(release.document, by=ann)
    assert sentence(claim).endswith("Press release")
    stands(copying := ClaimFactory(), copy(linking, "Le Monde"))
    with outdates(claim, copying):
        actions.revise_document(release.document, by=ann)
    with outdates(claim, copying, further):
        actions.revise_document(linking.document, by=ann)


def test_a_new_text_of_an_original_outdates_the_claims_of_its_copies(claim) -> None:
    original = article("Reuters", "Nothing yet.", url="https://reuters.example/1")
    stands(claim, copy(original))
    text = f"By now {WORDS}, they say."
    digest = hashlib.sha256(text.encode()).hexdigest()
    about = {"title": "", "publisher": "", "author": "", "language": "en", "published": None}
    captured = Captured(text, digest, digest, len(text), "text/plain", "1.txt", original.document.url, **about)
    with outdates(claim):
        assert actions.record_capture(captured, by=actions.capturer()).created
    with outdates():
        actions.record_capture(captured, by=actions.capturer())
    original.document.published = None
    original.document.save()
    with outdates(claim):
        actions.record_capture(replace(captured, published=date(2026, 1, 20)), by=actions.capturer())


# outdated by what becomes of sources


def test_merging_and_parting_sources_outdates_what_comes_from_them(claim, ann) -> None:
    rutte, other = person("Mark Rutte"), person("Rutte, Mark")
    stands(claim, article("RTÉ"), rutte)
    stands(claim, article("Sky News"), other)
    stands(ClaimFactory(), article("Le Monde"), person("Jens Stoltenberg"))
    with outdates(claim):
        likeness = actions.merge_sources(rutte, other, by=ann)
    assert sentence(claim).startswith("2 links, 1 ")
    with outdates(claim):
        actions.part_sources(likeness, by=ann)
    assert sentence(claim).startswith("2 links, 2 ")


def test_a_source_outdates_what_it_published_said_and_was_credited_for_and_the_copies(claim, ann) -> None:
    reuters = SourceFactory(outlet=True, name="Reuters")
    published, credited, tied, quoting = article(reuters), article("RTÉ"), article("Sky News"), article("Politiken")
    CitationFactory(snapshot=credited, credit=reuters)
    claims = [ClaimFactory() for _ in range(6)]
    stands(claims[0], published)
    stands(claims[1], credited)
    stands(claims[2], tied, citation=CitationFactory(snapshot=tied, source=reuters))
    stands(claims[3], quoting, reuters)
    stands(claims[4], copy(quoting, "El País"))
    stands(claims[5], copy(published, "Bild"))
    stands(ClaimFactory(), tied, quote="Tariffs")
    stands(ClaimFactory(), quoting, quote="Tariffs")
    with outdates(*claims):
        reuters.name = "Reuters News"
        actions.save_source(reuters, by=ann)


def test_relationships_outdate_what_comes_from_below(claim, ann) -> None:
    house, owner = (SourceFactory(kind="organisation", name=name) for name in ("News UK", "News Corp"))
    sun, times = (SourceFactory(outlet=True, name=name) for name in ("The Sun", "The Times"))
    for outlet in (sun, times):
        RelationshipFactory(subject=outlet, kind="owned_by", object=house)
        stands(claim, article(outlet))
    stands(ClaimFactory(), article("Le Monde"))
    with outdates(claim):
        owned = actions.record_relationship(house, "owned_by", owner, by=ann, since=date(2010, 1, 1))
    with outdates(claim):
        owned.until = date(2020, 1, 1)
        actions.revise_relationship(owned, by=ann)
    with outdates(claim):
        actions.retire_relationship(owned, by=ann, reason="A mistake.")


def test_a_relationship_of_a_merged_record_outdates_what_comes_from_the_source(claim, ann) -> None:
    hart, other, nato = person("Allison Hart"), person("A. Hart"), SourceFactory(kind="government", name="NATO")
    actions.merge_sources(hart, other, by=ann)
    stands(claim, article("RTÉ"), hart)
    with outdates(claim):
        actions.record_relationship(other, "speaks_for", nato, by=ann)


# together


@pytest.mark.django_db(transaction=True)
def test_a_change_that_is_not_committed_yet_still_outdates_what_was_computed_before_it(claim) -> None:
    place = stands(claim, article("RTÉ"), person("Mark Rutte"))
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Appearance.objects.filter(pk=place.pk).update(speaker=None)
        computing = other.submit(_refresh_and_close)
        with pytest.raises(TimeoutError):
            computing.result(timeout=1)  # it waits for us
    assert computing.result(timeout=10) == 1
    assert not ClaimOrigins.objects.get(claim=claim).current


def _refresh_and_close() -> int:
    try:
        return refresh()
    finally:
        connection.close()
