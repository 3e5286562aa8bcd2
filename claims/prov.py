"""A claim's provenance in the words of W3C PROV, as far as somebody may see it. The only way from rows to PROV.

Who may see which row is asked of visible_to(viewer), here as everywhere. Whom the desk names to its own is a member of
the desk to everybody else: the same one throughout a document, and no more is told of them.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import AnonymousUser, User
from prov.model import ProvDocument

from claims.lineage import trace_claim
from claims.models import Appearance, Assessment, Assignment, Claim, Evidence, ExtractionRun, Rating, Verdict
from claims.workflow.moves import Act, Stage
from sources import visibility
from sources.models import Attributed, Citation, Document, Snapshot, SoftwareAgent, Source
from sources.provenance import prov
from sources.provenance.prov import TERMS, Activity, Agent, Chain, Doing, Part, within
from sources.provenance.types import Channel

Viewer = User | AnonymousUser

BEST, WORST = 5, 1  # ClaimReview's ratingValue
ORGANISATIONS = (Source.Kind.OUTLET, Source.Kind.AGENCY, Source.Kind.ORGANISATION, Source.Kind.GOVERNMENT)
# Channels by which somebody tells what they know themselves (PROV-DM 5.2.4); a report may be of another's words.
FIRST_HAND = {"interview", "post", "speech", "statement", "testimony"}


def provenance(claim: Claim, *, viewer: Viewer, terms: str = TERMS) -> ProvDocument:
    """Where the claim stands and comes from, what was found on it and by whom, and what became of it.

    terms: the address of our own terms. The number of queries is the same however much there is. Raises
    Claim.DoesNotExist where the viewer may not see the claim.
    """
    seen = Claim.objects.visible_to(viewer).get(pk=claim.pk)
    teller = _Teller(_Rows(seen, viewer), viewer, terms)
    teller.tell()
    return teller.chain.document()


class _Rows:
    """What the viewer may see of a claim, in the order in which it came."""

    def __init__(self, claim: Claim, viewer: Viewer) -> None:
        self.claim = claim
        page = ("snapshot__document__publisher", "snapshot__software", "snapshot__person")
        # also the retired: the first place of all says how the claim was found
        self.appearances = list(
            Appearance.objects.filter(claim=claim)
            .select_related("speaker__merged_into", "software", "person", *page)
            .defer("snapshot__text")
            .order_by("created_at", "id")
        )
        self.evidence = list(
            Evidence.objects.visible_to(viewer)
            .filter(claim=claim, withdrawn_at=None)
            .select_related("added_by", *page)
            .defer("snapshot__text")
            .order_by("created_at", "id")
        )
        rows: list[Appearance | Evidence] = [*self.appearances, *self.evidence]
        self.snapshots = {row.snapshot.pk: row.snapshot for row in rows if row.snapshot is not None}
        self.citations = _walked(claim)
        self.snapshots |= {citation.snapshot_id: citation.snapshot for citation in self.citations}
        self.runs = {
            (run.snapshot_id, run.software_id): run
            for run in ExtractionRun.objects.filter(snapshot__in=self.snapshots).defer("silent")
        }
        self.assessments = list(
            Assessment.objects.visible_to(viewer)
            .submitted()
            .filter(claim=claim)
            .select_related("reviewer", "rating")
            .order_by("submitted_at", "id")
        )
        reviewers = [assessment.reviewer_id for assessment in self.assessments]
        self.taken = dict(
            Assignment.objects.filter(claim=claim, reviewer__in=reviewers).values_list("reviewer", "created_at")
        )
        self.verdicts = list(
            Verdict.objects.visible_to(viewer)
            .filter(claim=claim)
            .select_related("rating", "author", "approved_by")
            .order_by("version")
        )
        events = Verdict.pgh_event_model._default_manager  # type: ignore[attr-defined]  # made with the model
        self.retracted: dict[UUID, datetime] = dict(
            events.filter(stream=claim.pk, act=Act.RETRACT).values_list("pgh_obj", "pgh_created_at")
        )


def _walked(claim: Claim) -> list[Citation]:
    """The edges of the claim's way upstream. What a claim comes from is as public as the claim."""
    traced = trace_claim(claim)
    edges = traced.graph.upstream(traced.lineage.start).edges
    keys = {edge.key for edge in edges if isinstance(edge.kind, Channel)}
    related = ("source__merged_into", "document__publisher", "snapshot__document__publisher")
    rows = Citation.objects.filter(pk__in=keys).select_related(*related, "snapshot__software", "snapshot__person")
    return list(rows.defer("snapshot__text").order_by("id"))


class _Teller:
    """Tells the rows as a chain."""

    def __init__(self, rows: _Rows, viewer: Viewer, terms: str) -> None:
        self.rows, self.viewer = rows, viewer
        self.chain = Chain(terms)
        self.claim = prov.Claim(id=rows.claim.pk, text=rows.claim.text)
        self.desk = prov.Organisation(id=within(rows.claim.pk, "desk"), label="the desk")
        self.unnamed: dict[int, UUID] = {}  # by the person's key, which nobody learns

    def tell(self) -> None:
        """Everything, in the order of the work: the order numbers the members of the desk."""
        self._found()
        for appearance in self.rows.appearances:
            if not appearance.retired:
                self._appearance(appearance)
        for citation in self.rows.citations:
            self._upstream(citation)
        for evidence in self.rows.evidence:
            self._evidence(evidence)
        for assessment in self.rows.assessments:
            self._assessment(assessment)
        earlier: list[tuple[Verdict, prov.Verdict]] = []
        for verdict in self.rows.verdicts:
            earlier.append((verdict, self._verdict(verdict, earlier)))

    # Where it stands

    def _found(self) -> None:
        """The claim was made as it was found at its first place, where that may be told."""
        made = self.rows.claim.created_at
        first = next(iter(self.rows.appearances), None)
        finding = self._finding(first) if first else None
        if finding and not (_known(finding.start, made) <= made <= _known(finding.end, made)):
            finding = None
        self.chain.generated(self.claim, finding, made)

    def _appearance(self, appearance: Appearance) -> None:
        snapshot, finding = self._snapshot(appearance.snapshot), self._finding(appearance)
        if snapshot is None or finding is None:
            return
        words = prov.Appearance(id=appearance.pk, text=appearance.exact, cue=appearance.cue, channel=appearance.channel)
        self.chain.generated(words, finding, appearance.created_at)
        self.chain.quoted(words, snapshot)
        self.chain.specialises(words, self.claim)
        speaker = self._source(appearance.speaker)
        if speaker is not None:
            label = appearance.channel or f"what {appearance.speaker} said"
            work = self._work(appearance.snapshot, label, appearance.channel)
            self.chain.attributed(work, speaker)
            self._taken_from(words, work)

    def _upstream(self, citation: Citation) -> None:
        """What a snapshot took from where. Snapshots are taken from what is behind them, documents are not: so that two
        documents which cite each other, each in a later text, contradict nothing."""
        captured = self.rows.snapshots[citation.snapshot_id]
        snapshot = self._snapshot(captured)
        if snapshot is None:
            return
        if citation.document is not None:
            self.chain.derived(snapshot, self._document(citation.document))
            return
        work = self._work(captured, citation.label, citation.channel)
        source = self._source(citation.source)
        if source is not None:
            self.chain.attributed(work, source)
        self._taken_from(snapshot, work)

    def _work(self, snapshot: Snapshot, label: str, channel: str) -> prov.Work:
        """An interview, say, that the document names; named alike, it is one."""
        return prov.Work(id=within(snapshot.document_id, "work", label), label=label, channel=channel)

    def _taken_from(self, entity: prov.Entity, work: prov.Work) -> None:
        first_hand = work.channel.split(" ")[0] in FIRST_HAND
        (self.chain.first_hand if first_hand else self.chain.derived)(entity, work)

    def _finding(self, appearance: Appearance) -> Activity | None:
        """The reading that found it there, else a recording of its own; none where the document is not to be seen."""
        snapshot = self._snapshot(appearance.snapshot)
        if snapshot is None:
            return None
        run = self.rows.runs.get((appearance.snapshot_id, appearance.software_id))  # type: ignore[arg-type]
        if run is not None and _within(run, appearance.created_at):
            known = run.started_at if run.started_at < run.ended_at else None  # kept without its start
            finding = Activity(id=run.pk, doing=Doing.EXTRACTION, start=known, end=run.ended_at)
        else:
            of = within(appearance.pk, "recording")
            finding = Activity(id=of, doing=Doing.RECORDING, end=appearance.created_at)
        self.chain.used(finding, snapshot)
        self.chain.associated(finding, self._made_by(appearance, "claims.view_appearance"))
        return finding

    def _snapshot(self, snapshot: Snapshot | None) -> prov.Snapshot | None:
        """A snapshot with its document and its capture; none for none."""
        if snapshot is None:
            return None
        row = snapshot.document
        document = self._document(row)
        told = prov.Snapshot(
            id=snapshot.pk,
            label=str(row),
            title=row.title,
            url=row.url,
            sha256=snapshot.text_sha256,
            captured_at=snapshot.captured_at,
        )
        capture = Activity(
            id=within(snapshot.pk, "capture"),
            doing=Doing.CAPTURE,
            start=snapshot.capture_started_at,
            end=snapshot.captured_at,
        )
        self.chain.used(capture, document)
        self.chain.associated(capture, self._made_by(snapshot, "sources.view_snapshot"))
        self.chain.generated(told, capture, snapshot.captured_at)
        self.chain.specialises(told, document)
        return told

    def _document(self, row: Document) -> prov.Document:
        """A document, and who answers for it."""
        document = prov.Document(
            id=row.pk, label=str(row), title=row.title, url=row.url, published=row.published, kind=row.kind
        )
        publisher = self._source(row.publisher)
        if publisher is not None:
            self.chain.attributed(document, publisher)
        return document

    # What was made of it

    def _evidence(self, evidence: Evidence) -> None:
        told = _told(evidence)
        gathering = Activity(id=within(evidence.pk, "gathering"), doing=Doing.GATHERING, end=evidence.created_at)
        self.chain.used(gathering, self.claim)
        self.chain.associated(gathering, self._person(evidence.added_by, "claims.view_evidence"))
        self.chain.generated(told, gathering, evidence.created_at)
        snapshot = self._snapshot(evidence.snapshot)
        if snapshot is not None:
            self.chain.quoted(told, snapshot)

    def _assessment(self, assessment: Assessment) -> None:
        """From the moment when the reviewer took the claim; with what evidence there was when the finding came in."""
        assert assessment.submitted_at is not None, "only what was submitted is loaded"  # noqa: S101
        begun = min(assessment.created_at, self.rows.taken.get(assessment.reviewer_id, assessment.created_at))
        doing = Activity(
            id=within(assessment.pk, "assessing"), doing=Doing.ASSESSING, start=begun, end=assessment.submitted_at
        )
        told = self._finding_of(assessment)
        reviewer = self._person(assessment.reviewer, "claims.view_assessment")
        self.chain.used(doing, self.claim, *self._evidence_by(assessment.submitted_at))
        self.chain.generated(told, doing, assessment.submitted_at)
        self.chain.associated(doing, reviewer, Part.REVIEWER)
        self.chain.attributed(told, reviewer)

    def _verdict(self, verdict: Verdict, earlier: list[tuple[Verdict, prov.Verdict]]) -> prov.Verdict:
        moment = verdict.published_at or verdict.created_at
        told = self._words(verdict)
        doing = Activity(
            id=within(verdict.pk, "making"),
            doing=Doing.PUBLICATION if verdict.published_at else Doing.DRAFTING,
            start=verdict.created_at,
            end=verdict.published_at,
        )
        author = self._person(verdict.author, "claims.view_verdict")
        evidence = self._evidence_by(moment)
        self.chain.used(doing, self.claim, *evidence)
        self.chain.generated(told, doing, moment)
        self.chain.attributed(told, author)
        self.chain.associated(doing, author, Part.AUTHOR)
        if verdict.approved_by is not None:
            self.chain.associated(doing, self._person(verdict.approved_by, "claims.view_verdict"), Part.APPROVER)
        findings = [a for a in self.rows.assessments if a.submitted_at and a.submitted_at <= verdict.created_at]
        for source in (*evidence, *map(self._finding_of, findings)):
            self.chain.derived(told, source)
        self._after(verdict, told, doing, earlier)
        return told

    def _after(
        self, verdict: Verdict, told: prov.Verdict, doing: Activity, earlier: list[tuple[Verdict, prov.Verdict]]
    ) -> None:
        """What a version revises and puts out of force, and how it was retracted itself."""
        stood = [(row, words) for row, words in earlier if row.stage != Stage.WITHDRAWN]
        if stood:
            row, words = stood[-1]
            self.chain.revised(told, words)
            if row.stage == Stage.CORRECTED and verdict.published_at:
                self.chain.invalidated(words, doing, verdict.published_at)
        if verdict.stage == Stage.RETRACTED and verdict.published_at:
            # the event has the database's time, published_at is ours: nothing is retracted before it is published
            moment = max(self.rows.retracted.get(verdict.pk, verdict.published_at), verdict.published_at)
            retraction = Activity(id=within(verdict.pk, "retraction"), doing=Doing.RETRACTION, end=moment)
            self.chain.invalidated(told, retraction, moment)
            self.chain.associated(retraction, self.desk)

    def _evidence_by(self, moment: datetime) -> list[prov.Evidence]:
        return [_told(evidence) for evidence in self.rows.evidence if evidence.created_at <= moment]

    def _finding_of(self, assessment: Assessment) -> prov.Assessment:
        rating = _rating(assessment.rating) if assessment.rating else None
        return prov.Assessment(id=assessment.pk, text=assessment.rationale, rating=rating)

    def _words(self, verdict: Verdict) -> prov.Verdict:
        return prov.Verdict(
            id=verdict.pk,
            label=f"version {verdict.version}: {verdict.rating}",
            text=verdict.summary,
            version=verdict.version,
            stage=verdict.stage,
            note=verdict.retraction_notice or verdict.correction_note,
            claim=self.claim,
            rating=_rating(verdict.rating),
        )

    # Who did it

    def _made_by(self, row: Attributed, permission: str) -> Agent:
        agent = row.agent
        return self._software(agent) if isinstance(agent, SoftwareAgent) else self._person(agent, permission)

    def _software(self, row: SoftwareAgent) -> prov.Software:
        software = prov.Software(
            id=row.pk, label=str(row), name=row.name, version=row.version, model_sha256=row.model_sha256
        )
        self.chain.acted_for(software, self.desk)
        return software

    def _person(self, row: User, permission: str) -> prov.Person:
        """By name to those who may see the row that names them, and to themselves; else one of the desk, without a
        name: under an identifier that comes from nothing of theirs, or it could be guessed back."""
        if row == self.viewer or visibility.sees_all(self.viewer, permission):
            name = row.get_full_name() or row.get_username()
            person = prov.Person(id=within(self.rows.claim.pk, "person", row.pk), label=name, name=name)
        else:
            number = self.unnamed.setdefault(row.pk, within(self.rows.claim.pk, "member", len(self.unnamed) + 1))
            person = prov.Person(id=number, label="a member of the desk")
        self.chain.acted_for(person, self.desk)
        return person

    def _source(self, row: Source | None) -> Agent | None:
        """Whoever says or carries something, by the record that it is kept under; none for none."""
        if row is None:
            return None
        row = row.record
        if row.kind == Source.Kind.ANONYMOUS:
            return prov.Unnamed(id=row.pk, label=row.name, kind=row.kind)
        told = prov.Organisation if row.kind in ORGANISATIONS else Agent
        if row.kind == Source.Kind.PERSON:
            told = prov.Person
        return told(id=row.pk, label=row.name, name=row.name, kind=row.kind)


def _within(run: ExtractionRun, moment: datetime) -> bool:
    """Whether the run made what was made at a moment; a run that is kept without its start has its end as both."""
    return moment <= run.ended_at and (run.started_at <= moment or run.started_at == run.ended_at)


def _known(moment: datetime | None, otherwise: datetime) -> datetime:
    return moment or otherwise


def _told(evidence: Evidence) -> prov.Evidence:
    return prov.Evidence(
        id=evidence.pk, text=evidence.exact, citation=evidence.citation, stance=evidence.get_stance_display()
    )


def _rating(rating: Rating) -> prov.Rating:
    best, worst = (BEST, WORST) if rating.value is not None else (None, None)
    return prov.Rating(id=rating.pk, label=rating.name, name=rating.name, value=rating.value, best=best, worst=worst)
