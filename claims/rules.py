"""Who may do what, and what a published verdict makes public. One table, a policy sentence above each row."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from claims.models import Appearance, Verdict


def _with(path: str) -> Q:
    """Rows that the path leads to from an appearance of a claim with a public verdict.

    A subquery, not a join: a join would give a row as often as it was said, and say it again for every other join.
    """
    published = Appearance.objects.filter(claim__verdicts__stage__in=Verdict.PUBLIC_STAGES)
    return Q(Exists(published.filter(**{path: OuterRef("pk")})))


PUBLIC = {
    # A document is public once a claim in it has a published verdict.
    "document": _with("snapshot__document"),
    # A source is public once a claim it made, or a document it published, is.
    "source": _with("speaker") | _with("snapshot__document__publisher"),
}


@dataclass(frozen=True)
class Role:
    """A group of people of the desk and the permissions that come with it, as app.codename."""

    name: str
    policy: str
    permissions: tuple[str, ...]
    staff: bool = True


def _permissions(app: str, acts: str, models: str) -> tuple[str, ...]:
    return tuple(f"{app}.{act}_{model}" for model in models.split() for act in acts.split())


READ = (
    *_permissions("sources", "view", "source document snapshot citation softwareagent"),
    *_permissions("claims", "view", "claim appearance evidence verdict rating extractionrun"),
)
REVIEW = (
    *_permissions("sources", "add", "source citation"),
    *_permissions("claims", "add change", "claim evidence assessment"),
    *_permissions("claims", "add", "appearance"),
    *_permissions("claims", "view", "assessment"),
)
EDIT = (
    *_permissions("sources", "change", "source document citation"),
    *_permissions("claims", "add change", "verdict"),
    *_permissions("claims", "change", "appearance"),
)
ADMINISTER = (
    *_permissions("auth", "view add change", "user group"),
    *_permissions("claims", "add change", "rating"),
)

ROLES = (
    # A journalist of the house reads everything that is not blind, and changes nothing.
    Role("journalist", "reads claims, evidence and verdicts", READ, staff=False),
    # A reviewer records what was said, gathers evidence and assesses.
    Role("reviewer", "records claims, gathers evidence, assesses", READ + REVIEW),
    # An editor does what a reviewer does, and writes verdicts and corrects what is known of documents and sources.
    Role("editor", "writes verdicts, corrects documents and sources", READ + REVIEW + EDIT),
    # An administrator also looks after people, roles and the rating scale.
    Role("administrator", "looks after people, roles and the scale", READ + REVIEW + EDIT + ADMINISTER),
)
