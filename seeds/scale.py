"""The rating scale: ClaimReview values 5 to 1 for how true a claim is, none where a number would mislead."""

from __future__ import annotations

SCALE: tuple[tuple[str, int | None, str], ...] = (
    ("True", 5, "The claim is accurate and nothing significant is missing."),
    ("Mostly true", 4, "The claim is accurate but needs clarification or additional information."),
    ("Half true", 3, "The claim is partly accurate but leaves out or distorts important details."),
    ("Mostly false", 2, "The claim holds an element of truth but ignores facts that would give another impression."),
    ("False", 1, "The claim is not accurate."),
    ("Misleading", None, "The words may be accurate; the impression they give is not."),
    ("Missing context", None, "The claim can't be understood rightly without facts that it leaves out."),
    ("Unproven", None, "What could be found neither supports nor refutes the claim."),
    ("Not checkable", None, "No evidence could decide the claim: an opinion, or too vague."),
)
