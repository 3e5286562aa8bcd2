"""Who may do what, and what a published verdict makes public. Tables, a policy sentence above each row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, TextChoices

from claims.models import Appearance
from claims.workflow.moves import Act
from sources import rules


def _with(path: str) -> Q:
    """Rows that the path leads to from an appearance of a claim with a public verdict.

    A subquery, not a join: a join would give a row as often as it was said, and say it again for every other join.
    """
    published = Appearance.objects.filter(claim__listing__public=True, retired=False)
    return Q(Exists(published.filter(**{path: OuterRef("pk")})))


PUBLIC = {
    # A document is public once a claim in it has a published verdict.
    "document": _with("snapshot__document"),
    # A source is public once a claim it made, or a document it published, is: under this record or a merged one.
    "source": _with("speaker")
    | _with("speaker__merged_into")
    | _with("snapshot__document__publisher")
    | _with("snapshot__document__publisher__merged_into"),
}


def nothing(by: User, row: Any) -> str:
    """Nothing that the person did before stands in the way."""
    return ""


def another_author(by: User, verdict: Any) -> str:
    """Only who writes a verdict changes its words."""
    return "" if verdict.author_id == by.pk else "only its author may; send it back, or ask them."


def own_verdict(by: User, verdict: Any) -> str:
    """Four eyes."""
    return "who wrote a verdict can't approve it; ask another editor." if verdict.author_id == by.pk else ""


def own_side(by: User, claim: Any) -> str:
    """A third pair of eyes."""
    if claim.assessments.filter(reviewer=by).exists():
        return "who has assessed a claim can't settle it; ask another editor."
    contested = claim.events.filter(act=Act.CONTEST).order_by("pgh_id").last()
    if contested is not None and (contested.pgh_context or {}).get("user") == by.pk:
        return "who has contested a finding can't settle it; ask another editor."
    return ""


@dataclass(frozen=True)
class Rule:
    """The permission that an act needs, and what its doer's own part in the matter forbids: "" or the reason."""

    permission: str
    forbids: Callable[[User, Any], str] = nothing


RULES: dict[Act, Rule] = {
    # A reviewer records what they find in a text, and puts better what the extractor put badly.
    Act.RECORD: Rule("claims.add_claim"),
    Act.REWORD: Rule("claims.change_claim"),
    Act.SPLIT: Rule("claims.change_claim"),
    Act.MERGE: Rule("claims.change_claim"),
    Act.REJECT: Rule("claims.change_claim"),
    Act.RESTORE: Rule("claims.change_claim"),
    Act.UNDO: Rule("claims.change_claim"),
    # A reviewer corrects where a claim stands and who said it.
    Act.PLACE: Rule("claims.change_appearance"),
    # A reviewer looks at where it comes from: edges proposed, rejected, found; see sources/rules.py.
    Act.TRACE: Rule(rules.PERMISSIONS[rules.Act.CONFIRM]),
    # A reviewer says which claims are worth checking.
    Act.QUEUE: Rule("claims.triage_claim"),
    Act.SET_ASIDE: Rule("claims.triage_claim"),
    # A reviewer takes a claim and gives it back; to give it to others, or to take it from them, needs assign_claim.
    Act.ASSIGN: Rule("claims.add_assignment"),
    Act.RELEASE: Rule("claims.add_assignment"),
    # A reviewer gathers evidence and gives a finding of their own.
    Act.EVIDENCE: Rule("claims.add_evidence"),
    Act.ASSESS: Rule("claims.add_assessment"),
    Act.SUBMIT: Rule("claims.add_assessment"),
    # An editor contests what reviewers agreed on, and settles a dispute in which they took no side.
    Act.CONTEST: Rule("claims.settle_claim"),
    Act.SETTLE: Rule("claims.settle_claim", own_side),
    # A reviewer or an editor writes the verdict; its words are theirs alone.
    Act.DRAFT: Rule("claims.add_verdict"),
    Act.REVISE: Rule("claims.add_verdict", another_author),
    Act.SEND: Rule("claims.add_verdict", another_author),
    Act.WITHDRAW: Rule("claims.add_verdict", another_author),
    # An editor sends back, approves what somebody else wrote, publishes, corrects and retracts.
    Act.SEND_BACK: Rule("claims.approve_verdict"),
    Act.APPROVE: Rule("claims.approve_verdict", own_verdict),
    Act.PUBLISH: Rule("claims.approve_verdict"),
    Act.CORRECT: Rule("claims.approve_verdict"),
    Act.RETRACT: Rule("claims.approve_verdict"),
    # A reviewer asks for another look at what is published; an editor says that it still stands.
    Act.STALE: Rule("claims.add_evidence"),
    Act.CONFIRM: Rule("claims.approve_verdict"),
}


# To give a claim to others, or to take it from them.
ASSIGN_OTHERS = "claims.assign_claim"
# An editor says in ClaimReview markup what pages of the newsroom found, and reads and changes what other editors said.
MARK_UP = "claims.approve_verdict"
# To capture a text: whoever may take evidence from it.
CAPTURE = "claims.add_evidence"
# To say something else of evidence, or to withdraw it.
REVISE_EVIDENCE = "claims.change_evidence"


class MarkupAct(TextChoices):
    """What people do with the markup of pages, as the history tells it."""

    CREATE = "create_markup", "marked a page up"
    UPDATE = "update_markup", "changed a page's markup"
    DELETE = "delete_markup", "took a page's markup back"


# To have an address told of what is published; to see and stop everybody's.
HAVE_WEBHOOKS = "claims.add_webhook"
LOOK_AFTER_WEBHOOKS = "claims.change_webhook"
# To make a report that leaves the house.
MAKE_REPORTS = "claims.add_report"


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
    *_permissions("sources", "view", "source document snapshot citation softwareagent relationship reliabilitynote"),
    *_permissions("claims", "view", "claim appearance evidence verdict rating extractionrun report"),
    HAVE_WEBHOOKS,
    *_permissions("access", "add", "token"),
)
REVIEW = (
    *_permissions("sources", "add", "source citation"),
    *_permissions("sources", "change", "citation"),
    *_permissions("sources", "view", "likeness"),
    *_permissions("sources", "add change", "reliabilitynote"),
    *_permissions("claims", "add change", "claim evidence assessment appearance verdict"),
    *_permissions("claims", "view add", "assignment"),
    *_permissions("claims", "view", "assessment edit"),
    "claims.triage_claim",
    MAKE_REPORTS,
)
EDIT = (
    *_permissions("sources", "change", "source document likeness"),
    *_permissions("sources", "add change", "relationship"),
    "sources.merge_source",
    ASSIGN_OTHERS,
    "claims.settle_claim",
    "claims.approve_verdict",
)
ADMINISTER = (
    *_permissions("auth", "view add change", "user group"),
    *_permissions("claims", "add change", "rating"),
    *_permissions("claims", "view change", "webhook"),
    *_permissions("claims", "view", "delivery"),
    *_permissions("access", "view revoke", "token"),
)

ROLES = (
    # A journalist of the house reads everything that is not blind, and changes nothing.
    Role("journalist", "reads claims, evidence and verdicts", READ, staff=False),
    # A reviewer says what is worth checking, gathers evidence, assesses, and writes verdicts.
    Role("reviewer", "triages, gathers evidence, assesses, writes verdicts", READ + REVIEW),
    # An editor also assigns, settles disputes, approves and publishes, and corrects documents and sources.
    Role("editor", "assigns, settles, approves, publishes, corrects", READ + REVIEW + EDIT),
    # An administrator also looks after people, roles and the rating scale.
    Role("administrator", "looks after people, roles and the scale", READ + REVIEW + EDIT + ADMINISTER),
)
