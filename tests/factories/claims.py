"""Claims, where they stand, evidence, assessments, verdicts."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from claims.markup import Markup, create_page
from claims.models import (
    Appearance,
    Assessment,
    Assignment,
    Claim,
    Evidence,
    ExtractionRun,
    MarkupPage,
    Rating,
    Verdict,
)
from claims.workflow import assessing, editing, triage, verdicts
from claims.workflow.moves import Stage, State
from seeds.scale import SCALE

from .people import UserFactory
from .sources import Anchored, SnapshotFactory, SoftwareAgentFactory, SourceFactory


class RatingFactory(DjangoModelFactory):
    """A step of the real scale, by name; "False" unless said."""

    class Meta:
        model = Rating
        django_get_or_create = ("name",)

    class Params:
        step = factory.LazyAttribute(lambda o: next(step for step in SCALE if step.name == o.name))

    name = "False"
    value = factory.LazyAttribute(lambda o: o.step.value)
    position = factory.LazyAttribute(lambda o: SCALE.index(o.step) + 1)
    description = factory.LazyAttribute(lambda o: o.step.description)
    stances = factory.LazyAttribute(lambda o: list(o.step.stances))
    asks = factory.LazyAttribute(lambda o: o.step.asks)


class ClaimFactory(DjangoModelFactory):
    """A fact, new. appears=True gives it an appearance, published=True a published verdict too.

    state="agreed" (any state) takes it there the way people do; ratings are the findings of its reviewers.
    """

    class Meta:
        model = Claim
        skip_postgeneration_save = True

    class Params:
        appears = factory.Trait(
            appearance=factory.RelatedFactory("tests.factories.claims.AppearanceFactory", factory_related_name="claim")
        )
        published = factory.Trait(
            verdict=factory.RelatedFactory(
                "tests.factories.claims.VerdictFactory", factory_related_name="claim", published=True
            )
        )

    text = factory.Sequence("NATO will act {} times.".format)
    kind = "fact"
    checkable = True
    checkworthiness = 0.5
    reasons = ["a named actor"]

    @classmethod
    def _create(
        cls, model_class: Any, *args: Any, state: str = "new", ratings: tuple[str, ...] = (), **kwargs: Any
    ) -> Claim:
        claim: Claim = super()._create(model_class, *args, **kwargs)
        walk(claim, State(state), ratings)
        return claim


def walk(claim: Claim, state: State, ratings: tuple[str, ...] = ()) -> None:
    """Take a new claim to a state, by the acts that lead there."""
    if state is State.NEW:
        return
    editor = UserFactory(editor=True)
    if state is State.REJECTED:
        editing.reject(claim, by=editor, reason="No claim.")
        return
    if state is State.SET_ASIDE:
        triage.set_aside(claim, by=editor, reason="Not worth the time.")
        return
    triage.queue(claim, by=editor)
    if state is State.QUEUED:
        return
    findings = ratings or (("False", "False") if state is State.AGREED else ("False", "True"))
    if state is State.ASSIGNED:
        findings = ratings
        triage.assign(claim, by=UserFactory(reviewer=True))
    for name in findings:
        reviewer, rating = UserFactory(reviewer=True), RatingFactory(name=name)
        stand_on(claim, rating)
        triage.assign(claim, by=reviewer)
        assessing.submit_assessment(claim, by=reviewer, rating=rating, rationale=f"It is {name.lower()}.")
    if state is State.SETTLED:
        stand_on(claim, RatingFactory())
        assessing.settle(claim, by=editor, rating=RatingFactory(), reason="The minutes decide it.")


def stand_on(claim: Claim, rating: Rating) -> None:
    """Give the claim the evidence that the rating asks for, where it has none."""
    if rating.stances and not assessing.fitting(claim, rating).exists():
        EvidenceFactory(claim=claim, stance=rating.stances[0])


class AppearanceFactory(Anchored):
    """Said by a person, extracted by software."""

    class Meta:
        model = Appearance

    claim = factory.SubFactory(ClaimFactory)
    snapshot = factory.SubFactory(SnapshotFactory)
    speaker = factory.SubFactory(SourceFactory)
    cue = "said"
    software = factory.SubFactory(SoftwareAgentFactory)
    quote = "NATO will act"


class ExtractionRunFactory(DjangoModelFactory):
    """A finished run."""

    class Meta:
        model = ExtractionRun

    snapshot = factory.SubFactory(SnapshotFactory)
    software = factory.SubFactory(SoftwareAgentFactory)
    started_at = factory.LazyFunction(timezone.now)
    ended_at = factory.SelfAttribute("started_at")
    claims_found = 1


class EvidenceFactory(Anchored):
    """A refuting passage; citation_only=True is a citation without a snapshot."""

    class Meta:
        model = Evidence

    class Params:
        citation_only = factory.Trait(snapshot=None, citation="National Archives, box 12, folder 3", quote=None)

    claim = factory.SubFactory(ClaimFactory)
    snapshot = factory.SubFactory(SnapshotFactory)
    stance = Evidence.Stance.REFUTES
    added_by = factory.SubFactory(UserFactory, reviewer=True)
    quote = "Tariffs of up to 25%"


class AssignmentFactory(DjangoModelFactory):
    """A place for an hour on a claim that is being assessed."""

    class Meta:
        model = Assignment

    claim = factory.SubFactory(ClaimFactory, state=State.ASSIGNED)
    reviewer = factory.SubFactory(UserFactory, reviewer=True)
    assigned_by = factory.SelfAttribute("reviewer")
    reserved_until = factory.LazyFunction(lambda: timezone.now() + timedelta(hours=1))


class AssessmentFactory(DjangoModelFactory):
    """A draft of a reviewer who has taken the claim; submitted=True is final."""

    class Meta:
        model = Assessment

    claim = factory.SubFactory(ClaimFactory, state=State.QUEUED)
    reviewer = factory.SubFactory(UserFactory, reviewer=True)
    rating = factory.SubFactory(RatingFactory)
    rationale = "The minutes of the meeting say otherwise."
    submitted = False

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Assessment:
        submitted = kwargs.pop("submitted", False)
        claim, reviewer, rating = kwargs["claim"], kwargs["reviewer"], kwargs["rating"]
        if claim.state == State.NEW:
            triage.queue(claim, by=UserFactory(editor=True))
        triage.assign(claim, by=reviewer)
        act = assessing.save_assessment
        if submitted:
            act = assessing.submit_assessment
            stand_on(claim, rating)
        return act(claim, by=reviewer, rating=rating, rationale=kwargs["rationale"])


class VerdictFactory(DjangoModelFactory):
    """A draft on a claim whose reviewers agreed; in_review, approved, published, retracted=True are further on."""

    class Meta:
        model = Verdict

    class Params:
        in_review = factory.Trait(stage=Stage.IN_REVIEW)
        approved = factory.Trait(stage=Stage.APPROVED)
        published = factory.Trait(stage=Stage.PUBLISHED)
        retracted = factory.Trait(stage=Stage.RETRACTED)

    claim = factory.SubFactory(ClaimFactory)
    rating = factory.SubFactory(RatingFactory)
    summary = "The minutes of the meeting say otherwise."
    author = factory.SubFactory(UserFactory, editor=True)
    explanation = ""
    grounds = ""
    correction_note = ""
    stage = Stage.DRAFT

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Verdict:
        stage, claim, rating, author = (kwargs.pop(name) for name in ("stage", "claim", "rating", "author"))
        grounds = kwargs.pop("grounds") or ("We searched the archives." if rating.asks else "")
        if claim.state == State.NEW:
            walk(claim, State.AGREED, (rating.name,) * claim.assessors)
        public = claim.verdicts.public().exists()
        note = kwargs.pop("correction_note") or ("We were wrong." if public else "")
        verdict = verdicts.draft_verdict(
            claim, by=author, rating=rating, grounds=grounds, correction_note=note, **kwargs
        )
        editor = UserFactory(editor=True)
        if stage == Stage.WITHDRAWN:
            verdicts.withdraw_verdict(verdict, by=author)
        ways = (Stage.DRAFT, Stage.IN_REVIEW, Stage.APPROVED, Stage.PUBLISHED, Stage.RETRACTED)
        for step in ways[1 : ways.index(stage) + 1] if stage in ways else ():
            if step is Stage.IN_REVIEW:
                verdicts.send_verdict(verdict, by=author)
            elif step is Stage.APPROVED:
                verdicts.approve(verdict, by=editor)
            elif step is Stage.PUBLISHED:
                verdicts.publish(verdict, by=editor)
            elif step is Stage.RETRACTED:
                verdicts.retract(verdict, by=editor, notice="It was another meeting.")
        return verdict


class MarkupPageFactory(DjangoModelFactory):
    """A page of the newsroom with one review, as an editor marks it up. `claims`: what it reviews, one by one."""

    class Meta:
        model = MarkupPage

    page_url = factory.Sequence("https://checks.example.org/{}".format)
    publish_date = "2026-01-22"
    author = factory.Dict({"name": "Example Checks"})
    claims: tuple[str, ...] = ("NATO will act.",)
    owner = factory.SubFactory(UserFactory, editor=True)

    @classmethod
    def _create(cls, model_class: Any, *args: Any, claims: tuple[str, ...], owner: Any, **said: Any) -> MarkupPage:
        reviews = [review(claim) for claim in claims]
        return create_page(Markup(markups=said.pop("markups", reviews), **said), by=owner)


def review(claim: str) -> dict[str, Any]:
    """ClaimReviewMarkup of a claim that somebody made."""
    return {
        "claimReviewed": claim,
        "claimDate": "2026-01-21",
        "claimAuthor": {"name": "Mark Rutte"},
        "rating": {"textualRating": "Mostly false", "ratingValue": 2, "worstRating": 1, "bestRating": 5},
    }
