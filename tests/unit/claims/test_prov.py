"""What PROV tells of a claim: everything that the viewer may see, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from prov.model import ProvDocument

from claims.actions import read_snapshot
from claims.models import Appearance, Claim, Evidence, ExtractionRun, Verdict
from claims.prov import provenance
from claims.workflow import triage, verdicts
from claims.workflow.moves import Stage
from sources.actions import merge_sources
from sources.provenance.prov import to_json, within
from tests.factories import (
    AppearanceFactory,
    AssessmentFactory,
    CitationFactory,
    ClaimFactory,
    EvidenceFactory,
    RatingFactory,
    SnapshotFactory,
    SoftwareAgentFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)
from tests.prov import assert_holds, statements

pytestmark = pytest.mark.django_db

PUBLIC = AnonymousUser()
Counted = Callable[[int], AbstractContextManager[CaptureQueriesContext]]


def found_claim(**appearance: Any) -> Claim:
    """A claim as a run of the extractor finds it in an article."""
    started = timezone.now()
    snapshot = SnapshotFactory(captured_at=started)
    claim: Claim = ClaimFactory()
    words = AppearanceFactory(claim=claim, snapshot=snapshot, **appearance)
    ExtractionRun.objects.create(
        snapshot=snapshot, software=words.software, started_at=started, ended_at=timezone.now(), claims_found=1
    )
    return claim


def published_claim(**appearance: Any) -> Claim:
    claim = found_claim(**appearance)
    VerdictFactory(claim=claim, published=True)
    return claim


def tell(claim: Claim, viewer: Any = PUBLIC) -> ProvDocument:
    """The document, which holds."""
    document = provenance(claim, viewer=viewer)
    assert_holds(document)
    return document


def urn(pk: UUID) -> str:
    return f"urn:uuid:{pk}"


def of_type(document: ProvDocument, name: str) -> list[str]:
    """The URNs of the things of a type: "fc:Verdict"."""
    return sorted(
        record.identifier.uri
        for record in document.get_records()
        if record.identifier and name in map(str, record.get_asserted_types())
    )


def fact(document: ProvDocument, pk: UUID, name: str) -> str:
    """The one value that a thing has for a term: "schema:text", "prov:label"."""
    (record,) = document.get_record(f"uuid:{pk}")
    (value,) = record.get_attribute(name)
    return str(value)


def pairs(document: ProvDocument, relation: str) -> set[tuple[str, ...]]:
    return statements(document).get(relation, set())


def test_the_public_is_told_a_published_claim_from_the_article_to_the_verdict() -> None:
    claim = published_claim()
    (appearance, run, verdict) = claim.appearances.get(), ExtractionRun.objects.get(), claim.verdicts.get()
    snapshot, document = urn(appearance.snapshot_id), tell(claim)
    assert of_type(document, "fc:Claim") == [urn(claim.pk)]
    quoted = claim.evidence.get().snapshot_id
    assert set(of_type(document, "fc:Snapshot")) == {snapshot, urn(quoted)}
    assert of_type(document, "fc:Verdict") == [urn(verdict.pk)]
    assert fact(document, claim.pk, "schema:text") == claim.text
    assert fact(document, appearance.snapshot_id, "schema:sha256") == appearance.snapshot.text_sha256
    assert (urn(appearance.pk), snapshot) in pairs(document, "wasQuotedFrom")
    assert (urn(appearance.pk), urn(claim.pk)) in pairs(document, "specializationOf")
    assert (snapshot, urn(appearance.snapshot.document_id)) in pairs(document, "specializationOf")
    assert (urn(claim.pk), urn(run.pk)) in pairs(document, "wasGeneratedBy")
    assert (urn(run.pk), snapshot) in pairs(document, "used")
    assert (urn(run.pk), urn(run.software_id)) in pairs(document, "wasAssociatedWith")
    assert (urn(verdict.pk), urn(claim.evidence.get().pk)) in pairs(document, "wasDerivedFrom")
    publisher = appearance.snapshot.document.publisher
    assert (urn(appearance.snapshot.document_id), urn(publisher.pk)) in pairs(document, "wasAttributedTo")
    assert of_type(document, "fc:Publication") == [urn(within(verdict.pk, "making"))]


def test_times_are_those_of_the_rows() -> None:
    claim = published_claim()
    run, verdict, document = ExtractionRun.objects.get(), claim.verdicts.get(), tell(claim)
    (reading,), (making,) = (
        document.get_record(f"uuid:{run.pk}"),
        document.get_record(f"uuid:{within(verdict.pk, 'making')}"),
    )
    assert (reading.get_startTime(), reading.get_endTime()) == (run.started_at, run.ended_at)
    assert (making.get_startTime(), making.get_endTime()) == (verdict.created_at, verdict.published_at)
    times = {record.args[0].uri: record.args[2] for record in document.get_records() if "wasGen" in record.get_provn()}
    assert times[urn(claim.pk)] == claim.created_at
    assert times[urn(verdict.pk)] == verdict.published_at
    assert times[urn(claim.appearances.get().snapshot_id)] == claim.appearances.get().snapshot.captured_at


def test_what_the_extractor_reads_is_told_as_found_by_its_run() -> None:
    run = read_snapshot(SnapshotFactory())
    claim = Claim.objects.filter(appearances__snapshot=run.snapshot).first()
    assert claim is not None
    document = tell(claim, UserFactory(journalist=True))
    assert {(one, by) for one, by in pairs(document, "wasGeneratedBy") if by == urn(run.pk)} == {
        (urn(claim.pk), urn(run.pk)),
        (urn(claim.appearances.get().pk), urn(run.pk)),
    }


def test_the_public_learns_no_name_and_no_account_of_the_desk() -> None:
    people = get_user_model().objects
    claim = found_claim()
    AppearanceFactory(claim=claim, software=None, person=UserFactory(first_name="Lotte", last_name="Hansen"))
    AppearanceFactory(claim=claim, snapshot=SnapshotFactory(software=None, person=UserFactory(first_name="Nils")))
    VerdictFactory(claim=claim, published=True)
    people.update(first_name="Lotte", last_name="Hansen")
    text = to_json(tell(claim))
    assert people.count() > 5
    for person in people.all():
        assert person.username not in text
        assert str(within(claim.pk, "person", person.pk)) not in text
    assert "Hansen" not in text
    assert "Lotte" not in text


def test_members_of_the_desk_are_told_apart_without_a_name() -> None:
    claim = published_claim()
    first = claim.verdicts.get()
    VerdictFactory(claim=claim, published=True, author=first.author)
    document = tell(claim)
    authors = {agent for one, agent in pairs(document, "wasAttributedTo") if one in of_type(document, "fc:Verdict")}
    members = of_type(document, "prov:Person")
    assert len(authors) == 1  # the same person wrote both versions
    assert authors < set(members)
    speaker = urn(claim.appearances.get().speaker_id)
    assert {fact(document, UUID(member[9:]), "prov:label") for member in members if member != speaker} == {
        "a member of the desk"
    }


def test_a_member_s_identifier_comes_from_the_order_and_not_from_the_account() -> None:
    claim = published_claim()
    known = {UUID(uri[9:]) for uri in of_type(tell(claim), "prov:Person")} - {claim.appearances.get().speaker_id}
    assert known == {within(claim.pk, "member", number) for number in range(1, len(known) + 1)}
    assert len(known) == 3  # who found the evidence, who wrote the verdict, who approved it


def test_the_public_is_told_of_no_assessment_no_draft_and_no_claim_without_a_verdict() -> None:
    claim = published_claim()
    VerdictFactory(claim=claim, summary="Half-written.")
    document = tell(claim)
    assert len(of_type(document, "fc:Verdict")) == 1
    assert of_type(document, "fc:Assessment") == []
    assert of_type(document, "fc:Assessing") == []
    assert "Half-written" not in to_json(document)
    with pytest.raises(Claim.DoesNotExist):
        provenance(ClaimFactory(state="agreed"), viewer=PUBLIC)


@pytest.mark.parametrize("is_active", [True, False])
def test_who_has_no_role_or_has_left_is_the_public(is_active: bool) -> None:
    claim = published_claim()
    VerdictFactory(claim=claim)
    role = {} if is_active else {"administrator": True}
    assert to_json(tell(claim, UserFactory(is_active=is_active, **role))) == to_json(tell(claim))


def test_the_desk_is_told_names_findings_and_drafts() -> None:
    claim = published_claim()
    draft = VerdictFactory(claim=claim, summary="Half-written.")
    found = claim.assessments.all()
    document = tell(claim, UserFactory(editor=True))
    text = to_json(document)
    assert of_type(document, "fc:Assessment") == sorted(urn(assessment.pk) for assessment in found)
    for assessment in found:
        assert assessment.reviewer.username in text
        assert (urn(claim.verdicts.first().pk), urn(assessment.pk)) in pairs(document, "wasDerivedFrom")
    assert draft.author.username in text
    assert (urn(draft.pk), urn(claim.verdicts.get(version=1).pk)) in pairs(document, "wasRevisionOf")
    assert of_type(document, "fc:Drafting") == [urn(within(draft.pk, "making"))]
    assert "a member of the desk" not in text


def test_an_assessment_runs_from_the_taking_of_the_claim_to_its_submission() -> None:
    claim = found_claim()
    finding = AssessmentFactory(claim=claim, submitted=True)
    place = claim.assignments.get(reviewer=finding.reviewer)
    document = tell(claim, finding.reviewer)
    (doing,) = document.get_record(f"uuid:{within(finding.pk, 'assessing')}")
    assert (doing.get_startTime(), doing.get_endTime()) == (place.created_at, finding.submitted_at)
    assert place.created_at < finding.created_at


def test_a_reviewer_is_told_nothing_of_others_before_their_own_finding_is_in(settings: Any) -> None:
    settings.REVIEWERS = 3
    claim = found_claim()
    EvidenceFactory(claim=claim)
    triage.queue(claim, by=UserFactory(editor=True))
    reviewer = UserFactory(reviewer=True)
    triage.assign(claim, by=reviewer)
    before = to_json(tell(claim, reviewer))
    theirs = AssessmentFactory(claim=claim, submitted=True)
    AssessmentFactory(claim=claim, rationale="Half-written.")
    assert to_json(tell(claim, reviewer)) == before
    AssessmentFactory(claim=claim, reviewer=reviewer, rationale="Mine, half-written.")
    assert to_json(tell(claim, reviewer)) == before
    own = AssessmentFactory(claim=claim, reviewer=reviewer, submitted=True)
    after = tell(claim, reviewer)
    assert of_type(after, "fc:Assessment") == sorted([urn(own.pk), urn(theirs.pk)])
    assert "Half-written" not in to_json(after)


def test_a_journalist_is_told_no_finding_even_once_all_are_in() -> None:
    claim = found_claim()
    findings = [AssessmentFactory(claim=claim, submitted=True) for _ in range(2)]
    document = tell(claim, UserFactory(journalist=True))
    assert of_type(document, "fc:Assessment") == []
    assert not [finding for finding in findings if finding.reviewer.username in to_json(document)]


def test_a_name_that_one_row_may_tell_is_not_tied_to_a_row_that_may_not_tell_it() -> None:
    """A journalist whom the desk has taken the right to see verdicts sees who added the evidence; not that the same
    person wrote the published verdict."""
    author = UserFactory(editor=True)
    claim = found_claim()
    EvidenceFactory(claim=claim, added_by=author)
    VerdictFactory(claim=claim, published=True, author=author)
    journalist = UserFactory(journalist=True)
    journalist.groups.get().permissions.remove(*journalist.groups.get().permissions.filter(codename="view_verdict"))
    document = tell(claim, journalist)
    verdict, named = claim.verdicts.get(), urn(within(claim.pk, "person", author.pk))
    assert (urn(within(claim.evidence.first().pk, "gathering")), named) in pairs(document, "wasAssociatedWith")
    (writer,) = [agent for one, agent in pairs(document, "wasAttributedTo") if one == urn(verdict.pk)]
    assert writer != named
    assert fact(document, UUID(writer[9:]), "prov:label") == "a member of the desk"


@pytest.mark.parametrize(("viewer", "queries"), [(None, 12), ("journalist", 15), ("editor", 16)])
def test_it_takes_the_same_number_of_queries_for_one_appearance_and_for_five(
    viewer: str | None, queries: int, django_assert_num_queries: Counted
) -> None:
    claim = published_claim()
    CitationFactory(snapshot=claim.appearances.get().snapshot)
    for _ in range(2):
        person = UserFactory(**{viewer: True}) if viewer else PUBLIC
        with django_assert_num_queries(queries):
            provenance(claim, viewer=person)
        for number in range(4):
            words = AppearanceFactory(claim=claim, channel=f"interview with Outlet {number}")
            CitationFactory(snapshot=words.snapshot)
            EvidenceFactory(claim=claim)
        VerdictFactory(claim=claim, published=True)


def test_withdrawn_evidence_and_places_given_up_are_not_told() -> None:
    claim = published_claim()
    (place,) = claim.appearances.all()
    Evidence.objects.filter(claim=claim).update(withdrawn_at=timezone.now())
    better = AppearanceFactory(claim=claim, snapshot=place.snapshot, quote="Mark Rutte said that NATO will act")
    Appearance.objects.filter(pk=place.pk).update(retired=True)
    document = tell(claim)
    assert of_type(document, "fc:Evidence") == []
    assert of_type(document, "fc:Appearance") == [urn(better.pk)]
    # the run found the claim all the same; the better place is a recording of its own
    assert {by for one, by in pairs(document, "wasGeneratedBy") if one == urn(claim.pk)} == {
        urn(ExtractionRun.objects.get().pk)
    }
    assert of_type(document, "fc:Recording") == [urn(within(better.pk, "recording"))]


def test_a_correction_revises_what_it_puts_out_of_force_and_a_retraction_ends_it() -> None:
    claim = published_claim()
    VerdictFactory(claim=claim, published=True)
    withdrawn = VerdictFactory(claim=claim, stage=Stage.WITHDRAWN)
    third = VerdictFactory(claim=claim, retracted=True)
    first, second = claim.verdicts.filter(version__lt=3).order_by("version")
    document = tell(claim)
    assert pairs(document, "wasRevisionOf") == {(urn(second.pk), urn(first.pk)), (urn(third.pk), urn(second.pk))}
    assert pairs(document, "wasInvalidatedBy") == {
        (urn(first.pk), urn(within(second.pk, "making"))),
        (urn(second.pk), urn(within(third.pk, "making"))),
        (urn(third.pk), urn(within(third.pk, "retraction"))),
    }
    assert fact(document, third.pk, "schema:correction") == "It was another meeting."
    desk = tell(claim, UserFactory(editor=True))
    assert pairs(desk, "wasRevisionOf") == pairs(document, "wasRevisionOf") | {(urn(withdrawn.pk), urn(second.pk))}


@pytest.mark.django_db(transaction=True)
def test_a_retraction_is_told_with_the_time_of_its_event() -> None:
    claim = published_claim()
    verdict = claim.verdicts.get()
    verdicts.retract(verdict, by=UserFactory(editor=True), notice="It was another meeting.")
    (event,) = Verdict.pgh_event_model.objects.filter(pgh_obj=verdict, stage="retracted")  # type: ignore[attr-defined]
    (retraction,) = tell(claim).get_record(f"uuid:{within(verdict.pk, 'retraction')}")
    assert retraction.get_endTime() == event.pgh_created_at


def test_evidence_is_quoted_from_its_document_which_is_as_public_as_the_evidence() -> None:
    claim = published_claim()
    (evidence,) = claim.evidence.all()
    page = urn(evidence.snapshot_id)
    for viewer in (AnonymousUser(), UserFactory(journalist=True)):
        document = tell(claim, viewer)
        assert (urn(evidence.pk), page) in pairs(document, "wasQuotedFrom")
        assert evidence.snapshot.document.title in to_json(document)


def test_evidence_in_writing_has_nothing_behind_it() -> None:
    claim = found_claim()
    evidence = EvidenceFactory(claim=claim, citation_only=True)
    document = tell(claim, UserFactory(journalist=True))
    assert fact(document, evidence.pk, "schema:citation") == "National Archives, box 12, folder 3"
    assert not [one for one, _ in pairs(document, "wasDerivedFrom") if one == urn(evidence.pk)]


def test_words_come_from_the_work_that_their_speaker_spoke_in() -> None:
    claim = published_claim(channel="interview with Reuters")
    words = claim.appearances.get()
    work = urn(within(words.snapshot.document_id, "work", "interview with Reuters"))
    document = tell(claim)
    assert pairs(document, "hadPrimarySource") == {(urn(words.pk), work)}
    assert (work, urn(words.speaker_id)) in pairs(document, "wasAttributedTo")
    assert fact(document, UUID(work[9:]), "prov:label") == "interview with Reuters"


def test_what_a_report_tells_of_others_is_not_first_hand_and_the_article_s_own_word_has_no_work() -> None:
    claim = published_claim(channel="report by Reuters")
    words = claim.appearances.get()
    AppearanceFactory(claim=claim, speaker=None)
    document = tell(claim)
    (work,) = of_type(document, "fc:Work")
    assert (urn(words.pk), work) in pairs(document, "wasDerivedFrom")
    assert pairs(document, "hadPrimarySource") == set()


def test_sources_are_told_as_what_they_are() -> None:
    kinds = {"person": "prov:Person", "agency": "prov:Organization", "government": "prov:Organization"}
    claim, speakers = found_claim(), {}
    for kind in kinds:
        speakers[kind] = SourceFactory(kind=kind)
        AppearanceFactory(claim=claim, speaker=speakers[kind])
    place = SnapshotFactory()
    whisper = SourceFactory(name="a person familiar with the talks", anonymous=True, described_in=place.document)
    crowd = SourceFactory(name="European officials", kind="group")
    AppearanceFactory(claim=claim, speaker=whisper, snapshot=place)
    AppearanceFactory(claim=claim, speaker=crowd)
    VerdictFactory(claim=claim, published=True)
    document = tell(claim)
    for kind, expected in kinds.items():
        assert urn(speakers[kind].pk) in of_type(document, expected)
    assert of_type(document, "fc:AnonymousSource") == [urn(whisper.pk)]
    assert fact(document, whisper.pk, "prov:label") == "a person familiar with the talks"
    assert urn(whisper.pk) not in of_type(document, "prov:Person") + of_type(document, "prov:Organization")
    assert fact(document, crowd.pk, "fc:kind") == "group"


def test_the_edges_of_the_claim_s_way_are_told_and_no_others() -> None:
    claim = published_claim()
    words = claim.appearances.get()
    came, beside = (CitationFactory(snapshot=words.snapshot, channel="report", quote=q) for q in ("Mark", "Tariffs"))
    Appearance.objects.filter(pk=words.pk).update(citation=came)
    public = tell(claim)
    assert urn(came.source_id) in {agent for _, agent in pairs(public, "wasAttributedTo")}
    assert beside.source.name not in to_json(public)
    work = urn(within(words.snapshot.document_id, "work", came.label))
    assert (urn(words.snapshot_id), work) in pairs(public, "wasDerivedFrom")


def test_a_copy_is_derived_from_its_original_and_that_from_what_it_was_copied_from() -> None:
    claim = published_claim()
    words = claim.appearances.get()
    original, first = SnapshotFactory(text=words.snapshot.text), SnapshotFactory(text=words.snapshot.text)
    CitationFactory(snapshot=words.snapshot, copy_of=original.document)
    CitationFactory(snapshot=original, copy_of=first.document)
    derived = pairs(tell(claim), "wasDerivedFrom")
    assert (urn(words.snapshot_id), urn(original.document_id)) in derived
    assert (urn(original.pk), urn(first.document_id)) in derived


def test_a_merged_speaker_is_told_by_the_record_that_is_kept() -> None:
    claim = published_claim()
    words = claim.appearances.get()
    kept = SourceFactory()
    merge_sources(kept, words.speaker, by=UserFactory(editor=True))
    agents = {agent for _, agent in pairs(tell(claim), "wasAttributedTo")}
    assert urn(kept.pk) in agents
    assert urn(words.speaker_id) not in agents


def test_a_person_who_places_a_claim_records_it() -> None:
    person = UserFactory(reviewer=True, first_name="Lotte", last_name="Hansen")
    claim = found_claim()
    place = AppearanceFactory(claim=claim, software=None, person=person)
    document = tell(claim, UserFactory(journalist=True))
    (agent,) = [
        who for doing, who in pairs(document, "wasAssociatedWith") if doing == urn(within(place.pk, "recording"))
    ]
    assert fact(document, UUID(agent[9:]), "schema:name") == "Lotte Hansen"


def test_software_is_told_with_its_version_and_its_model() -> None:
    claim = published_claim(software=SoftwareAgentFactory(version="2.1", model_sha256="c" * 64))
    software = claim.appearances.get().software_id
    document = tell(claim)
    assert fact(document, software, "schema:softwareVersion") == "2.1"
    assert fact(document, software, "fc:modelSha256") == "c" * 64
    assert urn(software) in of_type(document, "prov:SoftwareAgent")


def test_words_that_came_after_the_reading_are_not_its_find() -> None:
    claim = found_claim()
    run = ExtractionRun.objects.get()
    late = AppearanceFactory(
        claim=claim,
        snapshot=run.snapshot,
        software=run.software,
        quote="Tariffs",
        created_at=run.ended_at + timedelta(1),
    )
    document = tell(claim, UserFactory(journalist=True))
    assert (urn(late.pk), urn(within(late.pk, "recording"))) in pairs(document, "wasGeneratedBy")


def test_names_of_any_kind_are_told_as_they_are() -> None:
    title, name = 'Line\r\n"broken" \\ <b>&amp;</b> \u2028 𝔘', "uuid:x @prefix fc: <y> ."
    claim = found_claim(speaker=SourceFactory(name=name))
    words = claim.appearances.get()
    words.snapshot.document.title = title
    words.snapshot.document.save()
    document = tell(claim, UserFactory(journalist=True))
    assert fact(document, words.snapshot.document_id, "schema:name") == title
    assert fact(document, words.speaker_id, "schema:name") == name


def test_a_rating_is_told_on_its_scale_and_one_without_a_number_without_it() -> None:
    false, unproven = RatingFactory(name="False"), RatingFactory(name="Unproven")
    claim = published_claim()
    assert fact(tell(claim), false.pk, "schema:ratingValue") == str(false.value)
    other: Claim = ClaimFactory()
    VerdictFactory(claim=other, rating=unproven, published=True)
    (record,) = tell(other).get_record(f"uuid:{unproven.pk}")
    assert record.get_attribute("schema:ratingValue") == set()
    assert record.get_attribute("schema:bestRating") == set()
