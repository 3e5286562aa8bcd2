"""Two records become one source and two again, in whatever order, and who has no name keeps none."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any

import pytest
from django.dispatch import receiver

from factcheck.common.acts import Conflict
from factcheck.common.errors import InvalidInput, NotAllowed
from sources.actions import merge_sources, part_sources, tell_apart
from sources.models import Likeness, Source
from sources.signals import provenance_changed
from tests.factories import LikenessFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

Kind, Standing = Source.Kind, Likeness.Standing


@pytest.fixture
def editor() -> Any:
    return UserFactory(editor=True)


@pytest.fixture
def told() -> Iterator[list[set[Any]]]:
    """The sources of which it was said that something about them has changed."""
    found: list[set[Any]] = []

    @receiver(provenance_changed)
    def hear(sources: Any = (), **_: Any) -> None:
        found.append(set(sources))

    yield found
    provenance_changed.disconnect(hear)


def person(name: str, *aliases: str, domains: tuple[str, ...] = ()) -> Source:
    return SourceFactory(name=name, aliases=list(aliases), domains=list(domains))


def as_it_is() -> dict[str, tuple[frozenset[str], frozenset[str], str | None]]:
    """Each record by name: its aliases, its domains, and what it was merged into."""
    rows = Source.objects.select_related("merged_into")
    return {
        row.name: (frozenset(row.aliases), frozenset(row.domains), row.merged_into and row.merged_into.name)
        for row in rows
    }


def test_the_kept_record_gains_the_names_and_domains_and_the_other_leads_to_it(editor: Any, told: list[Any]) -> None:
    kept, gone = person("Donald Trump", "Mr Trump"), person("D. Trump", "Trump", "Mr Trump", domains=("trump.com",))
    likeness = merge_sources(kept, gone, by=editor, reason="One man.")
    assert as_it_is() == {
        "Donald Trump": (frozenset({"Mr Trump", "D. Trump", "Trump"}), frozenset({"trump.com"}), None),
        "D. Trump": (frozenset({"Trump", "Mr Trump"}), frozenset({"trump.com"}), "Donald Trump"),
    }
    assert (likeness.standing, likeness.person) == (Standing.MERGED, editor)
    assert told == [{kept.pk, gone.pk}]


def test_every_name_leads_to_the_kept_record_and_lists_show_each_source_once(editor: Any) -> None:
    kept, gone = person("Donald Trump"), person("D. Trump", "Trump")
    merge_sources(kept, gone, by=editor)
    for name in ("donald trump", "D. TRUMP", "Trump"):
        assert list(Source.objects.named(name)) == [kept]
    assert list(Source.objects.records()) == [kept]
    for record in (kept, gone):
        assert set(Source.objects.filter(pk=record.pk).family()) == {kept, gone}


def test_a_proposal_that_was_there_is_the_one_that_is_merged(editor: Any) -> None:
    proposed = LikenessFactory()
    merge_sources(proposed.other, proposed.one, by=editor)
    (likeness,) = Likeness.objects.all()
    assert (likeness.pk, likeness.standing, likeness.reason) == (proposed.pk, Standing.MERGED, proposed.reason)


def test_what_was_merged_into_the_one_that_goes_goes_with_it(editor: Any) -> None:
    top, middle, low = person("A"), person("B"), person("C")
    merge_sources(middle, low, by=editor)
    merge_sources(top, middle, by=editor)
    assert {name: into for name, (_, _, into) in as_it_is().items()} == {"A": None, "B": "A", "C": "A"}
    assert as_it_is()["A"][0] == {"B", "C"}


def test_a_chain_is_taken_back_from_its_end(editor: Any) -> None:
    top, middle, low = person("A", "a"), person("B", "b"), person("C", "c")
    alone = as_it_is()
    below = merge_sources(middle, low, by=editor)
    between = as_it_is()
    above = merge_sources(top, middle, by=editor)
    with pytest.raises(Conflict, match="take that back first"):
        part_sources(below, by=editor)
    part_sources(above, by=editor)
    assert as_it_is() == between
    part_sources(below, by=editor)
    assert as_it_is() == alone


def test_a_kept_record_that_went_itself_is_taken_back_first(editor: Any) -> None:
    top, middle, low = person("A"), person("B"), person("C")
    alone = as_it_is()
    first = merge_sources(middle, low, by=editor)
    last = merge_sources(top, middle, by=editor)
    for likeness in (last, first):
        part_sources(likeness, by=editor)
    assert as_it_is() == alone


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=str)
def test_several_mergings_into_one_record_are_taken_back_in_any_order(editor: Any, order: tuple[int, ...]) -> None:
    kept = person("A", "x", domains=("a.org",))
    others = [
        person("B", "x", "shared", domains=("a.org", "b.org")),
        person("C", "shared", domains=("b.org", "c.org")),
        person("D", "B"),
    ]
    alone = as_it_is()
    mergings = [merge_sources(kept, gone, by=editor) for gone in others]
    for n in order:
        part_sources(mergings[n], by=editor)
        assert Source.objects.get(pk=others[n].pk).merged_into is None
    assert as_it_is() == alone


def test_as_long_as_one_is_merged_all_of_its_names_lead_to_the_kept_record(editor: Any) -> None:
    kept, first, second = person("A"), person("B", "shared"), person("C", "shared")
    taken_back = merge_sources(kept, first, by=editor)
    merge_sources(kept, second, by=editor)
    part_sources(taken_back, by=editor)
    assert set(Source.objects.named("shared")) == {kept, first}


def test_what_was_taken_back_can_be_merged_again_the_other_way_round(editor: Any) -> None:
    one, other = person("A"), person("B")
    alone = as_it_is()
    likeness = part_sources(merge_sources(one, other, by=editor), by=editor)
    assert (likeness.standing, likeness.changes) == (Standing.PROPOSED, {})
    again = merge_sources(other, one, by=editor)
    assert again.pk == likeness.pk
    assert as_it_is()["A"][2] == "B"
    part_sources(again, by=editor)
    assert as_it_is() == alone


def test_what_is_taken_back_already_is_not_taken_back_again(editor: Any, told: list[Any]) -> None:
    likeness = merge_sources(person("A"), person("B"), by=editor)
    part_sources(likeness, by=editor)
    before = len(told)
    with pytest.raises(Conflict, match="two records already"):
        part_sources(likeness, by=editor)
    assert len(told) == before


def test_a_record_is_not_merged_with_itself(editor: Any) -> None:
    source = person("A")
    with pytest.raises(InvalidInput, match="two different"):
        merge_sources(source, source, by=editor)


@pytest.mark.parametrize("nameless_goes", [True, False])
def test_who_has_no_name_is_never_merged_with_who_has(editor: Any, nameless_goes: bool) -> None:
    pair = [person("A"), SourceFactory(anonymous=True)]
    kept, gone = pair if nameless_goes else pair[::-1]
    with pytest.raises(InvalidInput, match="another anonymous source alone"):
        merge_sources(kept, gone, by=editor)
    assert not Likeness.objects.exists()


def test_two_without_a_name_are_merged_without_becoming_each_others_alias(editor: Any) -> None:
    kept, gone = SourceFactory(anonymous=True, name="a diplomat"), SourceFactory(anonymous=True, name="an official")
    merge_sources(kept, gone, by=editor)
    assert as_it_is()["a diplomat"][0] == frozenset()
    assert list(Source.objects.named("an official")) == []


def test_a_record_that_was_merged_meanwhile_is_merged_no_further(editor: Any) -> None:
    kept, gone, third = person("A"), person("B"), person("C")
    merge_sources(kept, gone, by=editor)
    for pair in ((third, gone), (gone, third)):
        with pytest.raises(Conflict, match="“B” has been merged into “A” already"):
            merge_sources(*pair, by=editor)


def test_two_sources_are_told_apart_with_a_reason_and_may_be_merged_after_all(editor: Any) -> None:
    likeness = LikenessFactory()
    with pytest.raises(InvalidInput, match="say why"):
        tell_apart(likeness, by=editor, reason=" ")
    assert tell_apart(likeness, by=editor, reason="Father and son.").standing == Standing.DIFFERENT
    assert merge_sources(likeness.one, likeness.other, by=editor).standing == Standing.MERGED


def test_merged_records_are_not_told_apart_before_the_merging_is_taken_back(editor: Any) -> None:
    likeness = merge_sources(person("A"), person("B"), by=editor)
    with pytest.raises(Conflict, match="take that back first"):
        tell_apart(likeness, by=editor, reason="Father and son.")


def test_a_reviewer_merges_parts_and_tells_nothing(editor: Any) -> None:
    reviewer, likeness = UserFactory(reviewer=True), LikenessFactory()
    merged = merge_sources(person("A"), person("B"), by=editor)
    for act in (
        lambda: merge_sources(likeness.one, likeness.other, by=reviewer),
        lambda: part_sources(merged, by=reviewer),
        lambda: tell_apart(likeness, by=reviewer, reason="Father and son."),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_the_history_of_both_tells_who_merged_them_and_who_took_it_back(editor: Any) -> None:
    kept, gone = person("A"), person("B")
    likeness = merge_sources(kept, gone, by=editor, reason="One man.")
    part_sources(likeness, by=editor, reason="Two men.")
    for source in (kept, gone):
        events = source.events.order_by("sequence")
        contexts = [event.pgh_context or {} for event in events]
        assert [(c.get("act"), c.get("reason")) for c in contexts[1:]] == [
            ("merge_sources", "One man."),
            ("part_sources", "Two men."),
        ]
        assert {c.get("user") for c in contexts[1:]} == {editor.pk}
    assert [event.merged_into_id for event in gone.events.order_by("sequence")] == [None, kept.pk, None]
