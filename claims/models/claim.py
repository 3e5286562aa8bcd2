"""Claim: one atomic, standalone assertion. Appearance: where it stands, who said it, through which channel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.extraction.types import Kind
from claims.workflow.moves import CONCLUDED, FOUND, Act, State
from factcheck.common.models import Identified
from sources import visibility
from sources.models import Attributed, Citation, Snapshot, SoftwareAgent, Source
from sources.models.agent import exactly_one_agent
from sources.models.anchor import Anchor, anchor_is_immutable, anchor_spans_words, anchor_stands_in_snapshot
from sources.models.history import chained

from .invariants import appearance_triggers, claim_triggers
from .projections import appearance_projections, claim_projections

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser, User


def reviewers() -> int:
    """How many reviewers assess a claim, as the site has it now."""
    number: int = settings.REVIEWERS
    return number


class ClaimQuerySet(models.QuerySet["Claim"]):
    """Claims, in the domain's words."""

    def visible_to(self, user: User | AnonymousUser) -> ClaimQuerySet:
        """All for the desk; for the public those with a published verdict."""
        if visibility.sees_all(user, "claims.view_claim"):
            return self
        return self.filter(listing__public=True)


class Claim(Identified):
    """One atomic assertion: one verdict fits it. The words are the article's own, as far as they stand alone.

    state is where it is on its way to a finding, act what brought it there; outcome is the finding itself. revision
    counts the changes, by trigger: a screen that shows an older one is stale.
    """

    KINDS = [(str(kind), kind.capitalize()) for kind in Kind]

    text = models.TextField()
    kind = models.CharField(max_length=20, choices=KINDS)
    checkable = models.BooleanField(help_text="Could a fact-checker in principle decide it with evidence?")
    checkworthiness = models.FloatField("check-worthiness", help_text="From 0 to 1, how much it is worth checking.")
    reasons = models.JSONField(default=list, blank=True, help_text="Of the check-worthiness, strongest first.")
    quantities = models.JSONField(default=list, blank=True)
    dates = models.JSONField(default=list, blank=True)
    negated = models.BooleanField(default=False)
    hedged = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State.choices, default=State.NEW, editable=False)
    act = models.CharField(max_length=10, choices=Act.choices, default=Act.RECORD, editable=False)
    state_reason = models.TextField("reason", blank=True, editable=False)
    deadline = models.DateField(null=True, blank=True)
    assessors = models.PositiveSmallIntegerField(
        "reviewers", default=reviewers, editable=False, help_text="How many assess it independently."
    )
    outcome = models.ForeignKey(
        "claims.Rating", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="merged"
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="parts"
    )
    revision = models.PositiveIntegerField(default=1, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        permissions = [
            ("triage_claim", "Can say which claims are worth checking"),
            ("assign_claim", "Can assign claims to others"),
            ("settle_claim", "Can contest findings and settle disputes"),
        ]
        indexes = [
            models.Index(fields=["-checkworthiness", "id"], name="claim_by_checkworthiness"),
            models.Index(fields=["-created_at", "-id"], name="claim_newest_first"),
            models.Index(fields=["state", "deadline", "-checkworthiness", "id"], name="claim_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(checkworthiness__gte=0, checkworthiness__lte=1),
                name="checkworthiness_between_0_and_1",
                violation_error_message="Check-worthiness lies between 0 and 1.",
            ),
            models.CheckConstraint(condition=Q(kind__in=[str(kind) for kind in Kind]), name="claim_kind_is_known"),
            models.CheckConstraint(condition=~Q(text=""), name="claim_says_something"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="claim_state_is_known"),
            models.CheckConstraint(condition=Q(assessors__gte=1), name="claim_has_a_reviewer_at_least"),
            models.CheckConstraint(
                condition=Q(state__in=FOUND, outcome__isnull=False) | (~Q(state__in=FOUND) & Q(outcome__isnull=True)),
                name="claim_has_a_finding_once_found",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.SET_ASIDE, State.REJECTED, State.SETTLED]) | ~Q(state_reason=""),
                name="claim_tells_the_reason",
                violation_error_message="Give a reason.",
            ),
            models.CheckConstraint(
                condition=Q(state=State.SETTLED, settled_by__isnull=False)
                | (~Q(state=State.SETTLED) & Q(settled_by__isnull=True)),
                name="settled_claim_names_who_settled_it",
            ),
        ]
        triggers = [*claim_triggers(), *claim_projections()]

    def __str__(self) -> str:
        return self.text

    @property
    def is_concluded(self) -> bool:
        """Whether nobody assesses it any more: its assessments are open to the desk."""
        return self.state in CONCLUDED


chained(stream="id")(Claim)


@chained()
class Appearance(Identified, Attributed, Anchor):
    """A claim at the exact words it stands in (schema.org Claim.appearance).

    speaker is none where the article itself asserts it; cue holds the reporting words ("said", "according to"), channel
    the way they came ("interview with Reuters"), citation the edge that leads there. Attributed: who extracted it.
    """

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="appearances")
    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="appearances")
    speaker = models.ForeignKey(
        Source,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appearances",
        help_text="Empty: the article itself says so.",
    )
    cue = models.CharField(max_length=200, blank=True)
    channel = models.CharField(max_length=300, blank=True)
    citation = models.ForeignKey(
        Citation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="appearances",
        help_text="The upstream edge that the channel's words name.",
    )
    retired = models.BooleanField(default=False, editable=False, help_text="Another place was given in its stead.")

    class Meta:
        ordering = ["snapshot", "start", "end", "id"]
        indexes = [
            models.Index(fields=["speaker", "claim"], condition=Q(retired=False), name="appearance_by_speaker"),
            models.Index(fields=["claim"], condition=Q(retired=False), name="appearance_of_claim"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["claim", "snapshot", "start", "end"], name="one_appearance_per_anchor"),
            anchor_spans_words("appearance_anchor_spans_words"),
            exactly_one_agent("appearance_has_one_agent"),
        ]
        triggers = [
            anchor_stands_in_snapshot(),
            anchor_is_immutable(),
            *appearance_triggers(),
            *appearance_projections(),
        ]

    def __str__(self) -> str:
        return f"“{self.exact}”"


class ExtractionRun(Identified):
    """One reading of one snapshot by one version of the extractor (W3C PROV-DM Activity, section 2.1.1)."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="extraction_runs")
    software = models.ForeignKey(SoftwareAgent, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField()
    claims_found = models.PositiveIntegerField()
    silent = models.JSONField(
        "sentences without a claim", default=list, help_text="[start, end, reason] of each, in text order."
    )

    class Meta:
        ordering = ["-ended_at"]
        constraints = [
            models.UniqueConstraint(fields=["snapshot", "software"], name="one_run_per_snapshot_and_software"),
            models.CheckConstraint(condition=Q(ended_at__gte=models.F("started_at")), name="run_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.software} on {self.snapshot}"
