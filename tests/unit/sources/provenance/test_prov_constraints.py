"""Every constraint of PROV-CONSTRAINTS that we check is violated here by a document in PROV-N that violates no other,
and kept by one that differs in nothing else."""

from __future__ import annotations

import re

import pytest
from prov.model import ProvDocument

from sources.provenance.prov import violations
from sources.provenance.prov.constraints import CONSTRAINTS

DAY = "2026-01-22T"
EARLY, NOON, LATE = (f"{DAY}{hour}:00:00+00:00" for hour in ("08", "12", "20"))

# constraint: statements, where «kept|violated» stands in the one document or in the other
CASES = [
    (23, "used(u; a, e, -) used(u; «a|b», e, NOON)"),
    (24, "wasGeneratedBy(g; e, a, -) wasGeneratedBy(«g|h»; e, a, NOON)"),
    (25, "wasInvalidatedBy(g; e, a, -) wasInvalidatedBy(«g|h»; e, a, NOON)"),
    (26, "wasStartedBy(s; a, e, b, -) wasStartedBy(«s|t»; a, e, b, NOON)"),
    (27, "wasEndedBy(s; a, e, b, -) wasEndedBy(«s|t»; a, e, b, NOON)"),
    (30, "activity(a, «NOON|LATE», NOON)"),
    (31, "wasStartedBy(a, -, b, NOON) wasStartedBy(a, -, c, «NOON|LATE»)"),
    (32, "wasEndedBy(a, -, b, NOON) wasEndedBy(a, -, c, «NOON|LATE»)"),
    (33, "activity(a, «EARLY|NOON», -) used(a, e, EARLY)"),
    (33, "activity(a, -, «LATE|NOON») used(a, e, LATE)"),
    (34, "activity(a, NOON, -) wasGeneratedBy(e, a, «NOON|EARLY»)"),
    (34, "activity(a, -, NOON) wasGeneratedBy(e, a, «EARLY|LATE»)"),
    (35, "activity(a, NOON, -) activity(b, -, «LATE|EARLY») wasInformedBy(b, a)"),
    (36, "wasGeneratedBy(e, -, NOON) wasInvalidatedBy(e, -, «NOON|EARLY»)"),
    (37, "wasGeneratedBy(e, -, NOON) used(a, e, «NOON|EARLY»)"),
    (38, "used(a, e, NOON) wasInvalidatedBy(e, -, «NOON|EARLY»)"),
    (39, "wasGeneratedBy(e, a, NOON) wasGeneratedBy(e, b, «NOON|LATE»)"),
    (40, "wasInvalidatedBy(e, a, NOON) wasInvalidatedBy(e, b, «-|LATE»)"),
    (41, "used(u; a, e, «EARLY|LATE») wasGeneratedBy(g; f, a, NOON) wasDerivedFrom(f, e, a, g, u)"),
    (42, "wasDerivedFrom(f, e) wasDerivedFrom(h, f) wasDerivedFrom(«h, e|e, h»)"),
    (42, "wasDerivedFrom(«f|e», e)"),
    (42, "wasDerivedFrom(«f, e|e, f») specializationOf(f, e)"),
    (42, "wasGeneratedBy(e, -, «EARLY|LATE») wasDerivedFrom(f, e) wasDerivedFrom(h, f) wasGeneratedBy(h, -, NOON)"),
    (43, "wasGeneratedBy(e, -, NOON) wasStartedBy(a, e, -, «NOON|EARLY»)"),
    (43, "wasInvalidatedBy(e, -, NOON) wasStartedBy(a, e, -, «NOON|LATE»)"),
    (44, "wasGeneratedBy(e, -, NOON) wasEndedBy(a, e, -, «NOON|EARLY»)"),
    (44, "wasInvalidatedBy(e, -, NOON) wasEndedBy(a, e, -, «NOON|LATE»)"),
    (45, "wasGeneratedBy(e, -, NOON) specializationOf(f, e) wasGeneratedBy(f, -, «NOON|EARLY»)"),
    (46, "wasInvalidatedBy(e, -, NOON) specializationOf(f, e) wasInvalidatedBy(f, -, «EARLY|LATE»)"),
    (47, "wasGeneratedBy(x, -, «EARLY|LATE») activity(a, -, NOON) wasAssociatedWith(a, x, -)"),
    (47, "wasInvalidatedBy(x, -, «LATE|EARLY») activity(a, NOON, -) wasAssociatedWith(a, x, -)"),
    (47, "activity(x, EARLY, «NOON|EARLY») activity(a, NOON, LATE) wasAssociatedWith(a, x, -)"),
    (47, "activity(x, «NOON|LATE», LATE) activity(a, NOON, NOON) wasAssociatedWith(a, x, -)"),
    (48, "wasGeneratedBy(x, -, «EARLY|LATE») wasGeneratedBy(e, -, NOON) wasAttributedTo(e, x)"),
    (48, "activity(x, «EARLY|LATE», -) wasGeneratedBy(e, -, NOON) wasAttributedTo(e, x)"),
    (49, "wasGeneratedBy(x, -, «EARLY|LATE») wasInvalidatedBy(y, -, NOON) actedOnBehalfOf(y, x, -)"),
    (49, "activity(x, «EARLY|LATE», -) activity(y, -, NOON) actedOnBehalfOf(y, x, -)"),
    (51, "wasDerivedFrom(f, e, «a|-», g, u)"),
    (51, "wasDerivedFrom(f, e, -, -, «-|u»)"),
    (52, "specializationOf(«f|e», e)"),
    (52, "specializationOf(f, e) specializationOf(g, f) specializationOf(«h|e», g)"),
    (53, "used(u; a, e, -) wasGeneratedBy(«g|u»; f, a, -)"),
    (54, "used(u; a, e, -) agent(«x|u»)"),
    (55, "entity(e) agent(e) activity(«a|e») agent(a)"),
    (55, "used(a, e, -) wasDerivedFrom(f, «g|a»)"),
    (56, "entity(c, [prov:type='prov:«Collection|EmptyCollection»']) hadMember(c, e)"),
]
# Two times of one event are also what 31 and 32 forbid.
OF_TIMES = [
    (22, "activity(a, EARLY, -) activity(a, «-|NOON», LATE)"),
    (28, "activity(a, NOON, -) wasStartedBy(a, -, -, «NOON|LATE»)"),
    (29, "activity(a, -, NOON) wasEndedBy(a, -, -, «NOON|LATE»)"),
]


def read(statements: str) -> ProvDocument:
    """A document of PROV-N's statements, with the three times of the day by their names."""
    for name, time in (("EARLY", EARLY), ("NOON", NOON), ("LATE", LATE)):
        statements = statements.replace(name, time)
    lines = "\n".join(re.split(r"(?<=\)) (?=\w+\()", statements))
    return ProvDocument.deserialize(
        content=f"document\ndefault <https://example.org/>\n{lines}\nendDocument", format="provn"
    )


def numbers(statements: str) -> set[int]:
    return {int(found.split()[0]) for found in violations(read(statements))}


def kept(case: str) -> set[int]:
    return numbers(re.sub("«(.*?)[|].*?»", r"\1", case))


def violated(case: str) -> set[int]:
    return numbers(re.sub("«.*?[|](.*?)»", r"\1", case))


@pytest.mark.parametrize(("number", "case"), CASES)
def test_one_document_keeps_the_constraint_and_another_violates_it_alone(number: int, case: str) -> None:
    assert kept(case) == set()
    assert violated(case) == {number}


@pytest.mark.parametrize(("number", "case"), OF_TIMES)
def test_an_activity_starts_and_ends_once(number: int, case: str) -> None:
    assert kept(case) == set()
    assert number in violated(case) <= {number, 31, 32}


def test_every_constraint_that_is_checked_has_its_cases() -> None:
    assert {number for number, _ in (*CASES, *OF_TIMES)} == set(CONSTRAINTS)


def test_a_violation_says_which_constraint_of_what_and_when() -> None:
    found = violations(read("wasGeneratedBy(e, -, NOON) used(a, e, EARLY)"))
    assert found == [
        "37 (generation-precedes-usage): the usage of e by a (statement 2), at 2026-01-22T08:00:00+00:00, "
        "comes after the generation of e, at 2026-01-22T12:00:00+00:00"
    ]


def test_a_contradiction_is_found_over_events_whose_times_nobody_knows() -> None:
    way = " ".join(f"wasDerivedFrom(e{n + 1}, e{n})" for n in range(50))
    assert numbers(f"wasGeneratedBy(e0, -, LATE) {way} wasGeneratedBy(e50, -, NOON)") == {42}
    assert numbers(f"wasGeneratedBy(e0, -, EARLY) {way} wasGeneratedBy(e50, -, NOON)") == set()


def test_a_way_through_activities_orders_what_they_make() -> None:
    """e is made within a, which ends before b begins to be informed by it, which makes f."""
    way = "wasGeneratedBy(e, a, LATE) used(b, e, -) activity(b, -, NOON)"
    assert numbers(way) == {33}


def test_a_revision_and_a_mention_are_held_to_what_they_are_kinds_of() -> None:
    document = read("entity(e) entity(f) entity(b)")
    document.revision("e", "f")
    document.revision("f", "e")
    document.mention("b", "b", "bundle")
    assert {int(found.split()[0]) for found in violations(document)} == {42, 52}


def test_times_without_a_zone_count_as_one_zone_s() -> None:
    document = read("entity(e)")
    document.generation("e", time="2026-01-22T12:00:00")
    document.invalidation("e", time=EARLY)
    assert [found.split()[0] for found in violations(document)] == ["36"]


def test_each_bundle_is_checked_by_itself() -> None:
    document = read("wasDerivedFrom(f, e)")
    document.bundle("one").derivation("e", "f")
    assert violations(document) == []
    document.bundle("two").derivation("e", "e")
    assert len(violations(document)) == 1
