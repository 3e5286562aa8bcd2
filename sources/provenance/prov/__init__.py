"""W3C PROV: who made what from what, and when, in the words of a standard. Pure: no models, no database.

A Chain tells it, to_json and to_turtle write it down, violations says what is wrong with it.
"""

from .chain import TERMS, Chain
from .constraints import violations
from .formats import from_json, from_turtle, to_graph, to_json, to_turtle
from .vocabulary import (
    Activity,
    Agent,
    Appearance,
    Assessment,
    Claim,
    Document,
    Doing,
    Entity,
    Evidence,
    Organisation,
    Part,
    Person,
    Rating,
    Snapshot,
    Software,
    Unnamed,
    Verdict,
    Work,
    within,
)

__all__ = [
    "TERMS",
    "Activity",
    "Agent",
    "Appearance",
    "Assessment",
    "Chain",
    "Claim",
    "Document",
    "Doing",
    "Entity",
    "Evidence",
    "Organisation",
    "Part",
    "Person",
    "Rating",
    "Snapshot",
    "Software",
    "Unnamed",
    "Verdict",
    "Work",
    "from_json",
    "from_turtle",
    "to_graph",
    "to_json",
    "to_turtle",
    "violations",
    "within",
]
