"""Pairs that may be one source: a person merges them, tells them apart, and takes a merging back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sources.actions import merge_sources
from sources.models import Likeness, Source
from tests.factories import AppearanceFactory, DocumentFactory, LikenessFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db

LIST = "/admin/sources/likeness/"
Standing = Likeness.Standing


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def editor() -> Any:
    return UserFactory(editor=True)


@pytest.fixture
def desk(editor: Any) -> Client:
    return signed_in(editor)


def pages(likeness: Likeness) -> str:
    return reverse("admin:sources_likeness_change", args=[likeness.pk])


def shown(page: Any) -> list[Likeness]:
    return list(page.context["cl"].result_list)


def tick(client: Client, action: str, *likenesses: Likeness, query: str = "", **form: Any) -> Any:
    chosen = {"action": action, "_selected_action": [str(row.pk) for row in likenesses], "index": 0}
    return client.post(LIST + query, chosen | form, follow=True)


def test_the_record_that_is_named_more_often_is_kept_unless_somebody_says_otherwise(desk: Client) -> None:
    likeness = LikenessFactory()
    AppearanceFactory.create_batch(2, speaker=likeness.other)
    AppearanceFactory(speaker=likeness.one)
    form = desk.get(pages(likeness)).context["adminform"].form
    assert form.fields["decision"].initial == "other"
    assert f"Keep “{likeness.other}” (Person, named 2 times)" in dict(form.fields["decision"].choices).values()
    assert desk.post(pages(likeness), {"decision": "one", "why": ""}).status_code == 302
    assert Source.objects.get(pk=likeness.other_id).merged_into == likeness.one


def test_documents_count_as_well_and_so_do_merged_records(desk: Client, editor: Any) -> None:
    one, other, third = (SourceFactory(outlet=True) for _ in range(3))
    DocumentFactory.create_batch(3, publisher=third)
    merge_sources(other, third, by=editor)
    AppearanceFactory(speaker=one)
    likeness = LikenessFactory(one=one, other=other)
    assert desk.get(pages(likeness)).context["adminform"].form.fields["decision"].initial == "other"


def test_two_sources_ask_for_a_reason_beside_the_field(desk: Client) -> None:
    likeness = LikenessFactory()
    page = desk.post(pages(likeness), {"decision": "apart", "why": " "})
    assert list(page.context["adminform"].form.errors) == ["why"]
    assert desk.post(pages(likeness), {"decision": "apart", "why": "Father and son."}).status_code == 302
    likeness.refresh_from_db()
    assert (likeness.standing, likeness.reason) == (Standing.DIFFERENT, "nearly the same letters")


def test_who_has_no_name_is_not_merged_with_who_has_and_the_form_says_so(desk: Client) -> None:
    likeness = LikenessFactory(other=SourceFactory(anonymous=True))
    page = desk.post(pages(likeness), {"decision": "one", "why": ""})
    assert "anonymous source alone" in page.context["adminform"].form.errors["decision"][0]


def test_a_merged_pair_can_be_taken_back_and_nothing_else(desk: Client, editor: Any) -> None:
    likeness = merge_sources(SourceFactory(), SourceFactory(), by=editor)
    page = desk.get(pages(likeness))
    assert [key for key, _ in page.context["adminform"].form.fields["decision"].choices] == ["part"]
    assert "Merged" in page.content.decode()
    assert "('merged'" not in page.content.decode()
    assert desk.post(pages(likeness), {"decision": "part", "why": ""}).status_code == 302
    assert not Source.objects.exclude(merged_into=None).exists()


def test_the_list_shows_what_waits_and_the_rest_where_it_is_asked_for(desk: Client, editor: Any) -> None:
    waits, apart = LikenessFactory(), LikenessFactory(standing=Standing.DIFFERENT)
    merged = merge_sources(SourceFactory(), SourceFactory(), by=editor)
    assert shown(desk.get(LIST)) == [waits]
    assert shown(desk.get(LIST, {"standing": "merged"})) == [merged]
    assert shown(desk.get(LIST, {"standing": "different"})) == [apart]
    assert set(shown(desk.get(LIST, {"standing": "all"}))) == {waits, apart, merged}


def test_two_that_have_become_one_by_way_of_a_third_wait_no_longer(desk: Client, editor: Any) -> None:
    first, second, third = (SourceFactory() for _ in range(3))
    LikenessFactory(one=first, other=second)
    merge_sources(third, first, by=editor)
    assert len(shown(desk.get(LIST))) == 1
    merge_sources(third, second, by=editor)
    assert shown(desk.get(LIST)) == []


def test_of_a_pair_whose_one_was_merged_since_what_it_was_merged_into_is_meant(desk: Client, editor: Any) -> None:
    gone, other, kept = SourceFactory(), SourceFactory(), SourceFactory(name="Kept")
    likeness = LikenessFactory(one=gone, other=other)
    merge_sources(kept, gone, by=editor)
    form = desk.get(pages(likeness)).context["adminform"].form
    assert "Keep “Kept” (Person, named 0 times)" in dict(form.fields["decision"].choices).values()
    choice = "one" if likeness.one_id == gone.pk else "other"
    assert desk.post(pages(likeness), {"decision": choice, "why": ""}).status_code == 302
    assert Source.objects.get(pk=other.pk).merged_into == kept


def test_several_are_merged_at_once_each_with_the_record_that_was_chosen(desk: Client) -> None:
    first, second = LikenessFactory(), LikenessFactory()
    asked = tick(desk, "merge_ticked", first, second)
    assert asked.templates[0].name == "sources/admin/decide.html"
    assert not Source.objects.exclude(merged_into=None).exists()
    done = tick(
        desk,
        "merge_ticked",
        first,
        second,
        **{"reason": "One man.", f"kept-{first.pk}": "one", f"kept-{second.pk}": "other"},
    )
    assert "2 merged." in done.content.decode()
    assert Source.objects.get(pk=first.other_id).merged_into == first.one
    assert Source.objects.get(pk=second.one_id).merged_into == second.other


def test_several_are_told_apart_with_one_reason_that_is_asked_for(desk: Client) -> None:
    pairs = LikenessFactory.create_batch(2)
    asked = tick(desk, "tell_apart_ticked", *pairs, reason=" ")
    assert asked.context["form"].errors["reason"]
    assert "2 told apart." in tick(desk, "tell_apart_ticked", *pairs, reason="Namesakes.").content.decode()
    assert Likeness.objects.filter(standing=Standing.DIFFERENT).count() == 2


def test_of_several_those_that_can_not_be_taken_back_are_named_with_the_reason(desk: Client, editor: Any) -> None:
    first, second, third = (SourceFactory() for _ in range(3))
    below, above = merge_sources(second, third, by=editor), merge_sources(first, second, by=editor)
    done = tick(desk, "take_back_ticked", below, above, query="?standing=merged", reason="")
    told = done.content.decode()
    assert "1 taken back, 1 was not: One of them has been merged into another since" in told or "2 taken back." in told
    assert Source.objects.get(pk=second.pk).merged_into is None


def test_a_reviewer_looks_and_decides_nothing() -> None:
    likeness, client = LikenessFactory(), signed_in(UserFactory(reviewer=True))
    assert shown(client.get(LIST)) == [likeness]
    page = client.get(pages(likeness))
    assert page.status_code == 200
    assert "Decision" not in page.content.decode()
    assert client.post(pages(likeness), {"decision": "one", "why": ""}).status_code == 403
    tick(client, "merge_ticked", likeness, reason="")
    assert not Source.objects.exclude(merged_into=None).exists()


def test_nobody_adds_a_likeness_by_hand(desk: Client) -> None:
    assert desk.get(LIST + "add/").status_code == 403


@pytest.mark.parametrize("action", ["merge_ticked", "tell_apart_ticked", "take_back_ticked"])
def test_more_than_a_hundred_are_not_decided_at_once(
    desk: Client, action: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sources.admin.likenesses.MOST", 1)
    done = tick(desk, action, *LikenessFactory.create_batch(2), reason="Namesakes.")
    assert "more than 1 pairs" in done.content.decode()
    assert Likeness.objects.filter(standing=Standing.PROPOSED).count() == 2
