"""What a personal token may do besides reading, which every token can. Its owner's own rights still hold."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """A part of the work, by the name that tokens and views say, and what it allows."""

    name: str
    says: str


SCOPES = {
    scope.name: scope
    for scope in (
        Scope("documents", "capture documents"),
        Scope("claims", "record, reword, split, merge, reject and restore claims, say where they stand and come from"),
        Scope("triage", "queue claims, set them aside, take and assign them"),
        Scope("assess", "assess claims, contest findings and settle them"),
        Scope("evidence", "add, revise and withdraw evidence"),
        Scope("verdicts", "draft, approve, publish, correct, retract and confirm verdicts"),
        Scope("markup", "write pages of markup, as Google's Fact Check Tools API has them"),
        Scope("webhooks", "say which addresses are told of changes"),
    )
}
