"""Claims, where they stand, evidence, assessments, verdicts."""

from __future__ import annotations

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from claims.models import Appearance, Assessment, Claim, Evidence, ExtractionRun, Rating, Verdict
from seeds.scale import SCALE

from .people import UserFactory
from .sources import Anchored, SnapshotFactory, SoftwareAgentFactory, SourceFactory


class RatingFactory(DjangoModelFactory):
    """A step of the real scale, by name; "False" unless said."""

    class Meta:
        model = Rating
        django_get_or_create = ("name",)

    name = "False"
    value = factory.LazyAttribute(lambda o: {name: value for name, value, _ in SCALE}[o.name])
    position = factory.LazyAttribute(lambda o: [name for name, *_ in SCALE].index(o.name) + 1)
    description = factory.LazyAttribute(lambda o: f"The claim is {o.name.lower()}.")


class ClaimFactory(DjangoModelFactory):
    """A fact. appears=True gives it an appearance, published=True a published verdict too."""

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


class AssessmentFactory(DjangoModelFactory):
    """A draft; submitted=True is final."""

    class Meta:
        model = Assessment

    class Params:
        submitted = factory.Trait(submitted_at=factory.LazyFunction(timezone.now))

    claim = factory.SubFactory(ClaimFactory)
    reviewer = factory.SubFactory(UserFactory, reviewer=True)
    rating = factory.SubFactory(RatingFactory)
    rationale = "The minutes of the meeting say otherwise."


class VerdictFactory(DjangoModelFactory):
    """A draft; approved=True and published=True are further on their way."""

    class Meta:
        model = Verdict

    class Params:
        approved = factory.Trait(stage=Verdict.Stage.APPROVED, approved_by=factory.SubFactory(UserFactory, editor=True))
        published = factory.Trait(
            stage=Verdict.Stage.PUBLISHED,
            approved_by=factory.SubFactory(UserFactory, editor=True),
            published_at=factory.LazyFunction(timezone.now),
        )

    claim = factory.SubFactory(ClaimFactory)
    rating = factory.SubFactory(RatingFactory)
    summary = "The minutes of the meeting say otherwise."
    author = factory.SubFactory(UserFactory, editor=True)
