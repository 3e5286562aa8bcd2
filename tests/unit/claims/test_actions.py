"""Recording what was extracted: all or nothing, once, and never over what is there."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from claims import actions
from claims.actions import add_person, define_rating, define_role, record_extraction, save_rating
from claims.extraction.types import (
    Channel,
    ChannelKind,
    CueKind,
    ExtractedClaim,
    Extraction,
    Kind,
    Origin,
    Reason,
    SoftwareAgent,
    Speaker,
    SpeakerKind,
    Voice,
)
from claims.models import Appearance, Claim, ExtractionRun
from claims.rules import ROLES
from factcheck.common.errors import NotAllowed
from sources.models import Citation, Source
from tests.factories import RatingFactory, SnapshotFactory, UserFactory

pytestmark = pytest.mark.django_db

TEXT = "Mark Rutte told Reuters in an interview that NATO will act. A source said that NATO will wait."
RUTTE = Speaker("Mark Rutte", SpeakerKind.PERSON)
A_SOURCE = Speaker("a source", SpeakerKind.ANONYMOUS)


def claim(quote: str, **values: Any) -> ExtractedClaim:
    start = TEXT.index(quote)
    return ExtractedClaim(
        **{
            "text": quote + ".",
            "start": start,
            "end": start + len(quote),
            "quote": quote,
            "sentence": TEXT,
            "origin": Origin.REPORTED,
            "chain": (),
            "kind": Kind.PREDICTION,
            "checkable": True,
            "checkworthiness": 0.5,
            "reasons": (Reason("It names an actor.", 0.7),),
            **values,
        }
    )


INTERVIEW = Channel(ChannelKind.INTERVIEW, "Reuters", TEXT.index("Reuters"), TEXT.index(" that NATO"))
ACT = claim("NATO will act", chain=(Voice(RUTTE, "told", CueKind.SAY, INTERVIEW),))
WAIT = claim("NATO will wait", chain=(Voice(A_SOURCE, "said", CueKind.SAY),))
FOUND = Extraction(SoftwareAgent("factcheck-extractor", "1", "a" * 64), (ACT, WAIT))


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Claim, Appearance, ExtractionRun, Source, Citation))


def test_claims_are_recorded_with_speaker_cue_channel_and_anchor() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    run = record_extraction(snapshot, FOUND)
    act, wait = snapshot.appearances.order_by("start")
    assert (act.claim.text, act.exact, act.cue, act.channel) == (
        "NATO will act.",
        "NATO will act",
        "told",
        "interview with Reuters",
    )
    assert (act.speaker.name, act.speaker.kind) == ("Mark Rutte", "person")
    assert (wait.speaker.kind, wait.speaker.described_in) == ("anonymous", snapshot.document)
    assert (str(act.agent), run.claims_found) == ("factcheck-extractor 1 (aaaaaaaaaaaa)", 2)


def test_a_channel_with_an_outlet_becomes_a_citation_of_its_words() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    record_extraction(snapshot, FOUND)
    citation = snapshot.citations.get()
    assert (citation.source.name, citation.channel, citation.exact) == (
        "Reuters",
        "interview",
        "Reuters in an interview",
    )


def test_reading_twice_changes_nothing() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    first, before = record_extraction(snapshot, FOUND), rows()
    assert record_extraction(snapshot, FOUND) == first
    assert rows() == before


def test_another_version_adds_what_is_new_and_leaves_the_rest() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    record_extraction(snapshot, replace(FOUND, claims=(ACT,)))
    kept = snapshot.appearances.get()
    record_extraction(snapshot, replace(FOUND, agent=replace(FOUND.agent, version="2")))
    assert snapshot.appearances.count() == 2
    assert snapshot.appearances.get(pk=kept.pk).agent == kept.agent


def test_an_extraction_that_breaks_off_leaves_nothing() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    before = rows()
    with pytest.raises(ValueError, match="outside the text"):
        record_extraction(snapshot, replace(FOUND, claims=(ACT, replace(WAIT, end=10_000))))
    assert rows() == before


def test_a_speaker_known_by_an_alias_is_the_same_source() -> None:
    rutte = actions.record_source("Mark Rutte", Source.Kind.PERSON, aliases=["Mr Rutte"])
    snapshot = SnapshotFactory(text=TEXT)
    mister = replace(ACT, chain=(Voice(Speaker("Mr Rutte", SpeakerKind.PERSON), "told", CueKind.SAY),))
    record_extraction(snapshot, replace(FOUND, claims=(mister,)))
    assert snapshot.appearances.get().speaker == rutte


def test_reading_a_snapshot_extracts_records_and_is_not_repeated() -> None:
    snapshot = SnapshotFactory(text=TEXT)
    run = actions.read_snapshot(snapshot)
    assert run.claims_found == snapshot.appearances.count() > 0
    assert run.ended_at > run.started_at
    assert actions.read_snapshot(snapshot) == run


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
def test_a_role_carries_its_permissions(role: Any) -> None:
    person = UserFactory(**{role.name: True})
    assert all(person.has_perm(permission) for permission in role.permissions)


def test_a_role_defined_again_keeps_what_a_desk_has_added() -> None:
    from django.contrib.auth.models import Permission

    group = define_role(ROLES[0])
    extra = Permission.objects.get(codename="delete_session")
    group.permissions.add(extra)
    assert extra in define_role(ROLES[0]).permissions.all()


def test_a_role_with_a_permission_that_does_not_exist_is_refused() -> None:
    with pytest.raises(LookupError, match=r"claims\.fly_claim"):
        define_role(replace(ROLES[0], permissions=("claims.fly_claim",)))


def test_a_rating_that_a_desk_has_reworded_is_left_alone() -> None:
    RatingFactory(name="False", description="Our own words.")
    assert define_rating("False", value=1, position=5, description="Others.").description == "Our own words."


def test_an_administrator_rewords_the_scale_and_an_editor_does_not() -> None:
    rating = RatingFactory()
    rating.description = "Not so."
    assert save_rating(rating, by=UserFactory(administrator=True)).description == "Not so."
    with pytest.raises(NotAllowed):
        save_rating(rating, by=UserFactory(editor=True))


def test_a_person_is_added_once() -> None:
    assert add_person("ann", ROLES[1], "correct horse battery staple")
    assert not add_person("ann", ROLES[2], "another password here")
    from django.contrib.auth import authenticate

    assert authenticate(username="ann", password="correct horse battery staple")
