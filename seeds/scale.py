"""The rating scale: ClaimReview values 5 to 1 for how true a claim is, none where a number would mislead.

With each step, which evidence it must stand on (one piece with one of the stances) or what its note has to tell.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One step of the scale, as claims.models.Rating has it."""

    name: str
    value: int | None
    description: str
    stances: tuple[str, ...] = ()
    asks: str = ""


FOR, AGAINST, CONTEXT = "supports", "refutes", "context"

SCALE = (
    Step("True", 5, "The claim is accurate and nothing significant is missing.", (FOR,)),
    Step("Mostly true", 4, "The claim is accurate but needs clarification or additional information.", (FOR,)),
    Step("Half true", 3, "The claim is partly accurate but leaves out or distorts important details.", (FOR, AGAINST)),
    Step(
        "Mostly false",
        2,
        "The claim holds an element of truth but ignores facts that would give another impression.",
        (AGAINST,),
    ),
    Step("False", 1, "The claim is not accurate.", (AGAINST,)),
    Step(
        "Misleading",
        None,
        "The words may be accurate; the impression they give is not.",
        (AGAINST, CONTEXT),
    ),
    Step(
        "Missing context",
        None,
        "The claim can't be understood rightly without facts that it leaves out.",
        (AGAINST, CONTEXT),
    ),
    Step("Unproven", None, "What could be found neither supports nor refutes the claim.", asks="what was searched"),
    Step(
        "Not checkable",
        None,
        "No evidence could decide the claim: an opinion, or too vague.",
        asks="why no evidence could decide it",
    ),
)
