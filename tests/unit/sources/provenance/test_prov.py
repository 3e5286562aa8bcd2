"""A chain in the words of W3C PROV: told, written, read back, and held to the constraints."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prov.model import ProvDocument
from rdflib import Graph

from sources.provenance.prov import (
    Activity,
    Agent,
    Appearance,
    Assessment,
    Chain,
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
    from_json,
    from_turtle,
    to_json,
    to_turtle,
    within,
)
from tests.prov import assert_holds

NOON = datetime(2026, 1, 22, 12, tzinfo=UTC)


def identifier(number: int) -> UUID:
    return UUID(int=number, version=4)


def hour(number: int) -> datetime:
    return NOON + timedelta(hours=number)


def story() -> Chain:
    """An article with an interview is captured, read, assessed; the verdict is published, corrected and retracted."""
    chain = Chain()
    outlet = Organisation(id=identifier(1), label="The Post", name="The Post", kind="outlet")
    rutte = Person(id=identifier(2), label="Mark Rutte", name="Mark Rutte", kind="person")
    insider = Unnamed(id=identifier(3), label="a person familiar with the talks")
    desk = Organisation(id=identifier(4), label="the desk")
    reviewer = Person(id=identifier(5), label="a member of the desk")
    editor = Person(id=identifier(6), label="a member of the desk")
    extractor = Software(id=identifier(7), label="extractor 1", name="extractor", version="1", model_sha256="a" * 64)
    crowd = Agent(id=identifier(8), label="European officials", kind="group")

    document = Document(
        id=identifier(10),
        title="“Deal”",
        url="https://example.org/a?b=c&d",
        published=date(2026, 1, 22),
        kind="article",
    )
    snapshot = Snapshot(id=identifier(11), title="“Deal”", sha256="b" * 64, captured_at=hour(1), url=document.url)
    interview = Work(id=identifier(12), label="interview with The Post", channel="interview")
    claim = Claim(id=identifier(13), text="NATO will act.")
    words = Appearance(id=identifier(14), text="NATO will act", cue="said")
    evidence = Evidence(id=identifier(15), text="", citation="Treaty, page 3", stance="refutes")
    false = Rating(id=identifier(16), name="False", value=1, best=5, worst=1)
    finding = Assessment(id=identifier(17), text="It is not so.", rating=false)
    first = Verdict(id=identifier(18), version=1, stage="corrected", claim=claim, rating=false, text="No.")
    second = Verdict(id=identifier(19), version=2, stage="retracted", claim=claim, rating=false, note="Wrong meeting.")

    capture = Activity(id=identifier(20), doing=Doing.CAPTURE, end=hour(1))
    reading = Activity(id=identifier(21), doing=Doing.EXTRACTION, start=hour(2), end=hour(3))
    assessing = Activity(id=identifier(22), doing=Doing.ASSESSING, start=hour(4), end=hour(6))
    publication = Activity(id=identifier(23), doing=Doing.PUBLICATION, start=hour(7), end=hour(8))
    correction = Activity(id=identifier(24), doing=Doing.PUBLICATION, start=hour(9), end=hour(10))
    retraction = Activity(id=identifier(25), doing=Doing.RETRACTION, end=hour(11))

    chain.attributed(document, outlet)
    chain.used(capture, document)
    chain.generated(snapshot, capture, hour(1))
    chain.specialises(snapshot, document)
    for source in (rutte, insider, crowd):
        chain.attributed(interview, source)
    chain.first_hand(snapshot, interview)
    chain.associated(capture, extractor)
    chain.used(reading, snapshot)
    chain.associated(reading, extractor)
    chain.generated(claim, reading, hour(3))
    chain.generated(words, reading, hour(3))
    chain.quoted(words, snapshot)
    chain.specialises(words, claim)
    chain.generated(evidence, at=hour(5))
    chain.used(assessing, claim, evidence)
    chain.generated(finding, assessing, hour(6))
    chain.attributed(finding, reviewer)
    chain.associated(assessing, reviewer, Part.REVIEWER)
    chain.acted_for(reviewer, desk)
    chain.generated(first, publication, hour(8))
    chain.generated(second, correction, hour(10))
    chain.derived(first, finding)
    chain.derived(first, evidence)
    chain.revised(second, first)
    chain.associated(publication, editor, Part.AUTHOR, Part.APPROVER)
    chain.invalidated(first, correction, hour(10))
    chain.invalidated(second, retraction, hour(11))
    return chain


def test_the_whole_story_is_valid_and_says_the_same_in_both_forms() -> None:
    assert_holds(story().document())


def test_telling_it_twice_and_in_another_order_gives_the_same_bytes() -> None:
    document = story().document()
    other = ProvDocument(namespaces=document.namespaces)
    records = [*document.get_records(), *document.get_records()]
    random.Random(3).shuffle(records)
    for record in records:
        other.add_record(record)
    assert to_json(other) == to_json(document)
    assert to_turtle(other) == to_turtle(document)


def test_who_knows_only_the_short_forms_finds_the_way_from_the_verdict_to_the_speaker() -> None:
    graph = Graph().parse(data=to_turtle(story().document()), format="turtle")
    found = graph.query("""
        PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX fc: <https://factcheck.invalid/ns#>
        PREFIX schema: <https://schema.org/>
        SELECT ?speaker ?name WHERE {
            ?verdict a fc:Verdict ; prov:wasGeneratedBy ?publication ; schema:itemReviewed ?claim .
            ?words prov:specializationOf ?claim ; prov:wasDerivedFrom ?snapshot .
            ?snapshot prov:hadPrimarySource ?work .
            ?work prov:wasAttributedTo ?speaker . ?speaker a prov:Person ; rdfs:label ?name .
        }""")
    assert {str(row.name) for row in found} == {"Mark Rutte"}  # type: ignore[union-attr]


def test_turtle_of_others_in_short_forms_alone_is_read() -> None:
    document = from_turtle("""
        @prefix prov: <http://www.w3.org/ns/prov#> . @prefix ex: <https://example.org/> .
        ex:b a prov:Entity ; prov:wasRevisionOf ex:a . ex:c a prov:Agent .
        ex:a a prov:Entity ; prov:wasAttributedTo ex:c .
    """)
    expected = ProvDocument(namespaces={"ex": "https://example.org/"})
    expected.entity("ex:a")
    expected.entity("ex:b")
    expected.agent("ex:c")
    expected.revision("ex:b", "ex:a")
    expected.attribution("ex:a", "ex:c")
    assert document == expected
    assert_holds(document)


def test_who_takes_part_and_who_merely_answers_for_it_stay_two() -> None:
    """prov's reader alone would give the part of the one to the other."""
    chain, doing = Chain(), Activity(id=identifier(1), doing=Doing.DRAFTING)
    for number in range(2, 8):
        chain.associated(doing, Person(id=identifier(number)), *([Part.AUTHOR] if number == 4 else []))
    assert_holds(chain.document())


def test_a_deployment_may_give_the_terms_an_address_of_its_own() -> None:
    chain = Chain(terms="https://entity.example/activity/ns#")
    chain.add(Claim(id=identifier(1), text="x"))
    assert "fc: <https://entity.example/activity/ns#>" in to_turtle(chain.document())
    assert_holds(chain.document())


def test_turtle_has_no_bundles() -> None:
    document = ProvDocument(namespaces={"ex": "https://example.org/"})
    document.bundle("ex:bundle").entity("ex:a")
    with pytest.raises(ValueError, match="no bundles; take PROV-JSON"):
        to_turtle(document)
    assert from_json(to_json(document)) == document


def test_a_name_within_something_is_always_the_same_and_no_other_s() -> None:
    one, other = identifier(1), identifier(2)
    assert within(one, "work", 1) == within(one, "work", 1)
    assert len({within(one, "work", 1), within(one, "work", 2), within(other, "work", 1), within(one, "work1")}) == 4


def test_a_time_without_a_zone_is_refused() -> None:
    claim = Claim(id=identifier(1))
    with pytest.raises(ValueError, match="2026-01-01 00:00:00 has no time zone"):
        Chain().generated(claim, at=datetime(2026, 1, 1))  # noqa: DTZ001


def test_an_event_of_which_nothing_is_known_is_refused() -> None:
    with pytest.raises(ValueError, match="nothing is known of the generation"):
        Chain().generated(Claim(id=identifier(1)))


def test_two_descriptions_of_one_thing_are_refused() -> None:
    chain = Chain()
    chain.add(Claim(id=identifier(1), text="NATO will act."))
    chain.add(Claim(id=identifier(1), text="NATO will act."))
    with pytest.raises(ValueError, match="described in two ways"):
        chain.add(Claim(id=identifier(1), text="NATO won't act."))


def test_two_times_of_one_event_are_refused_and_one_moment_in_two_zones_is_one() -> None:
    chain, claim = Chain(), Claim(id=identifier(1))
    chain.generated(claim, at=NOON)
    chain.generated(claim, at=NOON.astimezone(timezone(timedelta(hours=5, minutes=30))))
    assert_holds(chain.document())
    with pytest.raises(ValueError, match="told with two times"):
        chain.generated(claim, at=hour(1))


HOSTILE = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30) | st.sampled_from(
    ["a:b/c#d", "urn:uuid:x", '"""', "\\", "\r\n", "<script>", "_:b0", "@prefix x: <y> .", "l'été\u2028", "𝔘:𝔘", "fc:x"]
)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
KINDS: list[Any] = [Document, Snapshot, Work, Claim, Appearance, Evidence, Rating, Assessment, Verdict]
AGENTS: list[Any] = [Agent, Person, Organisation, Software, Unnamed]


@st.composite
def chains(draw: st.DrawFn) -> ProvDocument:
    """Things made one after the other, each by an activity of its own hour, from what was there before."""
    terms = draw(st.sampled_from(["https://factcheck.invalid/ns#", "https://agent.example/entity/activity#"]))
    chain, made = Chain(terms), list[Entity]()
    agents = [made_of(draw, draw(st.sampled_from(AGENTS)), 100 + number) for number in range(draw(st.integers(1, 3)))]
    for number in range(draw(st.integers(1, 5))):
        entity = made_of(draw, draw(st.sampled_from(KINDS)), number)
        zone = draw(ZONES)
        start, end = (moment.astimezone(zone) for moment in (hour(2 * number), hour(2 * number + 1)))
        doing = Activity(
            id=identifier(200 + number),
            label=draw(HOSTILE),
            doing=draw(st.sampled_from(Doing)),
            start=draw(st.sampled_from([start, None])),
            end=draw(st.sampled_from([end, None])),
        )
        chain.generated(entity, draw(st.sampled_from([doing, None])), end)
        for other in draw(st.lists(st.sampled_from(made), max_size=3, unique=True)) if made else ():
            draw(st.sampled_from([chain.derived, chain.quoted, chain.revised, chain.first_hand, chain.specialises]))(
                entity, other
            )
            if draw(st.booleans()):
                chain.used(doing, other)
            if draw(st.booleans()):
                chain.derived(entity, other)
        for agent in draw(st.lists(st.sampled_from(agents), max_size=2)):
            chain.associated(doing, agent, *draw(st.lists(st.sampled_from(Part), max_size=2)))
            chain.attributed(entity, agent)
            chain.acted_for(agent, draw(st.sampled_from(agents)))
        made.append(entity)
    if draw(st.booleans()):
        chain.invalidated(made[0], at=hour(50))
    return chain.document()


def made_of(draw: st.DrawFn, kind: Any, number: int) -> Any:
    """A thing whose words may be anything."""
    values: dict[str, Any] = {"label": draw(HOSTILE)}
    for name in kind.FACTS:
        annotation = kind.__annotations__.get(name, "str")
        if annotation == "str":
            values[name] = draw(HOSTILE)
        elif "int" in annotation:
            values[name] = draw(st.none() | st.integers(-(2**70), 2**70))
        elif "datetime" in annotation:
            values[name] = draw(st.none() | st.datetimes(min_value=datetime(1900, 1, 2), timezones=ZONES))  # noqa: DTZ001
        elif "date" in annotation:
            values[name] = draw(st.none() | st.dates())
    return kind(id=identifier(number), **values)


@settings(deadline=None, max_examples=60)
@given(chains())
def test_whatever_is_told_in_its_order_is_valid_and_read_back(document: ProvDocument) -> None:
    assert_holds(document)
