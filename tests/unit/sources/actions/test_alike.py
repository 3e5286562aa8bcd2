"""Which names sound alike, whichever of the two comes first."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from sources.actions import record_source
from sources.actions.alike import AT_MOST, PART, alike, folded
from sources.models import Likeness, Source
from tests.factories import DocumentFactory, SourceFactory

Kind = Source.Kind
WORDS = st.sampled_from(
    "Lars Løkke Lokke Rasmussen Rasmusen Mr Trump Donald D. The Sun – ! 🔥 Σίσυφος मोदी محمد".split()
)
NAMES = st.one_of(st.text(min_size=1, max_size=30), st.lists(WORDS, min_size=1, max_size=4).map(" ".join))
SOURCES = st.builds(
    lambda name, kind, aliases: Source(name=name, kind=kind, aliases=aliases),
    NAMES,
    st.sampled_from([kind for kind in Kind if kind != Kind.ANONYMOUS]),
    st.lists(NAMES, max_size=2),
)


def of(name: str, kind: Kind = Kind.PERSON, *aliases: str) -> Source:
    return Source(name=name, kind=kind, aliases=list(aliases))


@given(SOURCES, SOURCES)
@example(of("Rasmussen"), of("Lars Løkke Rasmussen"))
def test_likeness_is_the_same_from_either_side(one: Source, other: Source) -> None:
    there, back = alike(one, other), alike(other, one)
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.score == back.score
        assert 0 < there.score <= 1


@given(SOURCES)
def test_a_name_with_letters_is_like_itself_whatever_its_case(source: Source) -> None:
    twin = of(source.name.upper(), Kind(source.kind))
    found = alike(source, twin)
    if folded(source.name) and folded(source.name) == folded(twin.name):
        assert found is not None
        assert found.score == 1.0


@given(NAMES)
def test_folding_a_folded_name_changes_nothing(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@pytest.mark.parametrize(
    ("one", "other", "score"),
    [
        ("Lars Løkke Rasmussen", "Lars Lokke Rasmussen", 1.0),
        ("Jean-Luc Mélenchon", "jean luc melenchon", 1.0),
        ("Rasmussen", "Lars Løkke Rasmussen", PART),
        ("Mette Frederiksen", "Mette Frederikson", 0.94),
    ],
)
def test_names_of_people(one: str, other: str, score: float) -> None:
    found = alike(of(one), of(other))
    assert found is not None
    assert found.score == pytest.approx(score, abs=0.01)
    assert f"“{one}”" in found.reason
    assert f"“{other}”" in found.reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (of("Mark Rutte"), of("Mark Carney")),
        (of("Washington"), of("Washington", Kind.GOVERNMENT)),  # a person is no body
        (of("The Sun", Kind.OUTLET), of("Baltimore Sun", Kind.OUTLET)),  # a last word is no last name
        (of("!!!", Kind.ACCOUNT), of("???", Kind.ACCOUNT)),
        (of("🔥", Kind.ACCOUNT), of("💧", Kind.ACCOUNT)),
        (of("Modi"), of("मोदी")),
        (of("मोदी"), of("मादा")),
    ],
)
def test_names_that_are_not_alike(one: Source, other: Source) -> None:
    assert alike(one, other) is None


def test_an_alias_counts_as_a_name() -> None:
    found = alike(of("DR", Kind.OUTLET, "Danmarks Radio"), of("Danmarks radio", Kind.OUTLET))
    assert found is not None
    assert found.score == 1.0


@pytest.mark.django_db
def test_a_new_source_is_proposed_to_be_one_with_those_that_sound_alike_and_nothing_is_merged() -> None:
    known = SourceFactory(name="Lars Lokke Rasmussen")
    SourceFactory(name="Lars Chr. Brask")
    new = record_source("Lars Løkke Rasmussen", Kind.PERSON)
    (proposed,) = Likeness.objects.all()
    assert {proposed.one, proposed.other} == {known, new}
    assert proposed.standing == Likeness.Standing.PROPOSED
    assert proposed.software is not None
    assert not Source.objects.exclude(merged_into=None).exists()


@pytest.mark.django_db
def test_anonymous_sources_are_never_proposed() -> None:
    for _ in range(2):
        record_source("a diplomat", Kind.ANONYMOUS, described_in=DocumentFactory())
    assert not Likeness.objects.exists()


@pytest.mark.django_db
def test_finding_those_that_sound_alike_costs_the_same_for_one_and_for_many() -> None:
    def price(name: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            record_source(name, Kind.PERSON)
        return len(queries)

    few = price("Anna Lee")
    Source.objects.bulk_create(Source(name=f"Anna Number-{n}", kind=Kind.PERSON) for n in range(AT_MOST))
    assert price("Anna Maria") == few
