"""The page of a source: who it is, what it said, what we found, and what we think of it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim
from claims.workflow import assessing, editing, triage
from seeds.load import load_scale
from sources.actions import merge_sources, note_reliability, record_relationship
from sources.models import Citation, Likeness, ReliabilityNote, Source
from tests.factories import (
    AppearanceFactory,
    CitationFactory,
    ClaimFactory,
    DocumentFactory,
    LikenessFactory,
    RatingFactory,
    SnapshotFactory,
    SourceFactory,
    UserFactory,
    VerdictFactory,
)
from tests.factories.claims import stand_on

Kind = Source.Kind


def page_of(source: Source) -> str:
    return reverse("admin:sources_source_read", args=[source.pk])


def text_of(response: Any) -> str:
    """The page as it reads, on one line."""
    assert response.status_code == 200
    main = response.content.decode().partition('<header class="fc-source-head">')[2].partition("<script")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace(" ,", ",").replace("( ", "(")


def bare_percentages(said: str) -> list[str]:
    """Percentages that stand without what they are of and how sure that is."""
    rest = said.replace("Ranges are 95 % intervals", "")
    return re.findall(r"[\d.]+ ?%", re.sub(r"\d+ of \d+, between \d+ % and \d+ %", "", rest))


def said_by(speaker: Source | None, *, rating: str = "", publisher: Source | None = None, **place: Any) -> Claim:
    """A claim of a speaker, with a published verdict where a rating is given."""
    claim = ClaimFactory()
    document = DocumentFactory(**({"publisher": publisher} if publisher else {}))
    AppearanceFactory(claim=claim, speaker=speaker, snapshot=SnapshotFactory(document=document), **place)
    if rating:
        VerdictFactory(claim=claim, rating=RatingFactory(name=rating), published=True)
    return claim


@pytest.fixture
def rutte() -> Source:
    return SourceFactory(name="Mark Rutte", aliases=["Mr Rutte"], domains=["nato.int"])


def test_a_source_is_told_with_its_names_and_domains_and_the_way_to_its_details(desk: Client, rutte: Source) -> None:
    said = text_of(desk.get(page_of(rutte)))
    assert "Also known as Mr Rutte" in said
    assert "Domains nato.int" in said
    assert "What we found before decides no verdict." in said
    assert "No verdict is published on anything the source said." in said
    assert "No claim is recorded." in said
    assert reverse("admin:sources_source_history", args=[rutte.pk]) in desk.get(page_of(rutte)).content.decode()


def test_what_it_said_leads_to_the_words_in_the_workbench_newest_first(desk: Client, rutte: Source) -> None:
    days = [date(2026, 1, 22), date(2026, 3, 1), date(2025, 12, 24)]
    claims = [said_by(rutte) for _ in days]
    for claim, day in zip(claims, days, strict=True):
        document = claim.appearances.get().snapshot.document
        document.published = day
        document.save()
    page = desk.get(page_of(rutte))
    rows = page.context["claims"]
    assert [row.said.claim for row in rows] == [claims[1], claims[0], claims[2]]
    place = claims[1].appearances.get()
    assert rows[0].url.endswith(f"?snapshot={place.snapshot_id}#appearance-{place.pk}")
    assert f'href="{rows[0].url}"' in page.content.decode()


def test_a_claim_said_in_two_places_stands_there_once_with_both(desk: Client, rutte: Source) -> None:
    claim = said_by(rutte)
    AppearanceFactory(claim=claim, speaker=rutte)
    AppearanceFactory(claim=claim)  # somebody else says it too
    (row,) = desk.get(page_of(rutte)).context["claims"]
    assert len(row.places) == 2


def test_fifty_claims_stand_on_a_page(desk: Client, rutte: Source) -> None:
    snapshot = SnapshotFactory()
    for _ in range(51):
        AppearanceFactory(snapshot=snapshot, speaker=rutte)
    pages = [desk.get(page_of(rutte), {"page": n}).context["claims"] for n in (1, 2)]
    assert [len(rows) for rows in pages] == [50, 1]
    assert "Page 2 of 2" in text_of(desk.get(page_of(rutte), {"page": "nonsense"} | {"page": 2}))


def test_what_is_no_claim_or_stands_elsewhere_now_is_not_told(desk: Client, rutte: Source, reviewer: Any) -> None:
    rejected, moved = said_by(rutte), said_by(rutte)
    editing.reject(rejected, by=reviewer, reason="No claim.")
    moved.appearances.update(retired=True)
    assert desk.get(page_of(rutte)).context["claims"] == []


@pytest.fixture
def scale() -> None:
    """The whole scale, as the house has it."""
    load_scale()


def test_of_five_verdicts_the_share_is_told_with_its_interval_and_never_alone(
    desk: Client, rutte: Source, scale: None
) -> None:
    for rating in ("True", "Mostly true", "True", "False", "Unproven"):
        said_by(rutte, rating=rating)
    said = text_of(desk.get(page_of(rutte)))
    assert "True or Mostly true 3 of 5, between 23 % and 88 %" in said
    assert "Mostly false or False 1 of 5, between 4 % and 62 %" in said
    assert bare_percentages(said) == []


def test_of_four_verdicts_no_percentage_is_told(desk: Client, rutte: Source, scale: None) -> None:
    for _ in range(4):
        said_by(rutte, rating="True")
    said = text_of(desk.get(page_of(rutte)))
    assert "True or Mostly true 4 of 4" in said
    assert "%" not in said.replace("Ranges are 95 % intervals", "")


def test_drafts_and_retracted_verdicts_do_not_count_and_a_correction_counts_as_it_reads_now(
    desk: Client, rutte: Source
) -> None:
    drafted, retracted, corrected = said_by(rutte), said_by(rutte), said_by(rutte, rating="False")
    VerdictFactory(claim=drafted, summary="A xyzzyish draft.")
    VerdictFactory(claim=retracted, retracted=True)
    stand_on(corrected, RatingFactory(name="True"))
    VerdictFactory(claim=corrected, rating=RatingFactory(name="True"), published=True)
    page = desk.get(page_of(rutte))
    assert [(name, number) for name, number, _ in page.context["verdicts"].rows if number] == [("True", 1)]
    assert "xyzzyish" not in page.content.decode()


def test_nothing_of_assessments_stands_on_the_page(desk: Client, reviewer: Any, rutte: Source) -> None:
    claim = said_by(rutte)
    triage.queue(claim, by=UserFactory(editor=True))
    triage.assign(claim, by=reviewer)
    stand_on(claim, RatingFactory())
    with CaptureQueriesContext(connection) as queries:
        desk.get(page_of(rutte))
    assert not any("assessment" in query["sql"] for query in queries if "auth_permission" not in query["sql"])
    before = desk.get(page_of(rutte)).content
    assessing.submit_assessment(claim, by=reviewer, rating=RatingFactory(), rationale="A plughxyz.")
    after = desk.get(page_of(rutte)).content
    csrf = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
    assert csrf.sub(b"", before) == csrf.sub(b"", after)


def test_through_whom_it_came_is_counted_by_claims(desk: Client, rutte: Source) -> None:
    rte, reuters = SourceFactory(name="RTÉ", kind=Kind.OUTLET), SourceFactory(name="Reuters", kind=Kind.AGENCY)
    for _ in range(2):
        said_by(rutte, publisher=rte)
    claim = said_by(rutte, publisher=SourceFactory(name="BBC", kind=Kind.OUTLET))
    place = claim.appearances.get()
    place.citation = CitationFactory(snapshot=place.snapshot, source=reuters)
    place.save()
    carriers, channels = desk.get(page_of(rutte)).context["ways"]
    assert [(way.label, way.claims, url) for way, url in carriers["rows"]] == [
        ("RTÉ", 2, page_of(rte)),
        ("BBC", 1, page_of(claim.appearances.get().snapshot.document.publisher)),
    ]
    assert [(way.label, way.claims, url) for way, url in channels["rows"]] == [
        ("interview with Reuters", 1, page_of(reuters))
    ]


def test_a_rejected_channel_is_none(desk: Client, rutte: Source) -> None:
    place = said_by(rutte).appearances.get()
    place.citation = CitationFactory(snapshot=place.snapshot, standing=Citation.Standing.REJECTED)
    place.save()
    assert desk.get(page_of(rutte)).context["ways"][1]["rows"] == []


def test_an_outlet_tells_its_own_words_from_those_of_others(desk: Client) -> None:
    outlet = SourceFactory(outlet=True)
    said_by(None, publisher=outlet, rating="True")  # the article's own word
    said_by(SourceFactory(), publisher=outlet, rating="False")
    page = desk.get(page_of(outlet))
    rows = {name: (said, others) for name, said, others in page.context["verdicts"].rows if said or others}
    assert rows == {"True": (1, 0), "False": (0, 1)}
    assert [row.said.places[0].speaker for row in page.context["claims"]] == [None]
    assert "in its own words" in text_of(page)
    assert "What the source published (2 documents)" in text_of(page)


def test_of_an_outlet_the_anonymous_and_the_single_sourced_are_told(desk: Client) -> None:
    outlet = SourceFactory(outlet=True)
    for _ in range(3):
        document = DocumentFactory(publisher=outlet)
        nobody = SourceFactory(kind=Kind.ANONYMOUS, name="a diplomat", described_in=document)
        AppearanceFactory(speaker=nobody, snapshot=SnapshotFactory(document=document))
    for _ in range(3):
        said_by(SourceFactory(), publisher=outlet)
    page = desk.get(page_of(outlet))
    assert page.context["nameless"].words == "3 of 6, between 19 % and 81 %"
    assert page.context["carried"].anonymous.words == "3 of 6, between 19 % and 81 %"
    assert page.context["carried"].single.words == "6 of 6, between 61 % and 100 %"


def test_all_records_count_on_the_page_of_the_one_that_is_kept(desk: Client, editor: Any, rutte: Source) -> None:
    gone = SourceFactory(name="M. Rutte")
    said_by(rutte, rating="True")
    said_by(gone, rating="True")
    merge_sources(rutte, gone, by=editor)
    page = desk.get(page_of(rutte))
    assert page.context["page"].paginator.count == 2
    assert [number for name, number, _ in page.context["verdicts"].rows if name == "True"] == [2]
    assert "Records merged into this one M. Rutte" in text_of(page)


def test_the_page_of_a_merged_record_leads_on(desk: Client, editor: Any, rutte: Source) -> None:
    gone = SourceFactory(name="M. Rutte")
    merge_sources(rutte, gone, by=editor)
    page = desk.get(page_of(gone))
    assert "This record was merged into Mark Rutte" in text_of(page)
    assert f'href="{page_of(rutte)}"' in page.content.decode()
    assert "What we found" not in text_of(page)


def test_one_claim_and_thirty_cost_the_same(desk: Client, rutte: Source, django_assert_num_queries: Any) -> None:
    said_by(rutte, rating="True")
    said_by(SourceFactory(), publisher=rutte)
    desk.get(page_of(rutte))  # content types are looked up once a process; what was outdated is counted
    with CaptureQueriesContext(connection) as queries:
        desk.get(page_of(rutte))
        one = len(queries)
    for n in range(29):
        said_by(rutte, rating="True" if n % 3 else "")
        said_by(SourceFactory(), publisher=rutte)
    desk.get(page_of(rutte))
    with django_assert_num_queries(one):
        desk.get(page_of(rutte))
    assert 20 < one <= 35


def test_who_may_not_see_sources_does_not_get_there(rutte: Source) -> None:
    client = Client()
    client.force_login(UserFactory(is_staff=True))
    assert client.get(page_of(rutte)).status_code in (302, 403, 404)
    assert Client().get(page_of(rutte)).status_code == 302


def test_without_the_permission_to_see_claims_only_those_with_a_published_verdict_count(rutte: Source) -> None:
    from django.contrib.auth.models import Permission

    said_by(rutte)
    said_by(rutte, rating="True")
    person = UserFactory(is_staff=True)
    person.user_permissions.add(Permission.objects.get(codename="view_source"))
    client = Client()
    client.force_login(person)
    page = client.get(page_of(rutte))
    assert page.context["page"].paginator.count == 1
    assert "How reliable we think the source is" not in text_of(page)
    assert "Relationships" not in text_of(page)


def test_relationships_are_told_in_both_directions_in_words(desk: Client, editor: Any) -> None:
    sun, house, group = (
        SourceFactory(name=name, kind=Kind.ORGANISATION) for name in ("The Sun", "News UK", "News Corp")
    )
    record_relationship(sun, "owned_by", house, by=editor, since=date(1981, 1, 1), note="Company register")
    record_relationship(house, "part_of", group, by=editor, since=date(2013, 6, 28))
    said = text_of(desk.get(page_of(house)))
    assert "The Sun is owned by News UK since 1981 Company register" in said
    assert "News UK is part of News Corp since 28 Jun 2013" in said


def test_the_form_of_the_source_has_its_domains(editors_desk: Client, rutte: Source) -> None:
    form = {"name": "Mark Rutte", "kind": "person", "domains": ["NATO.int.", "rutte.nl"], "aliases": []}
    page = reverse("admin:sources_source_change", args=[rutte.pk])
    assert editors_desk.post(page, form).status_code == 302
    assert Source.objects.get(pk=rutte.pk).domains == ["nato.int", "rutte.nl"]


# What we think of it.


def note(client: Client, source: Source, text: str, reason: str) -> Any:
    return client.post(page_of(source), {"do": "note", "note-note": text, "note-reason": reason})


def test_a_reviewer_notes_how_reliable_a_source_is_and_what_was_thought_before_stays(
    desk: Client, editors_desk: Client, reviewer: Any, editor: Any, rutte: Source
) -> None:
    assert note(desk, rutte, "Precise with figures.", "Three of its figures checked.").status_code == 302
    assert note(editors_desk, rutte, "Less precise of late.", "Two corrections.").status_code == 302
    page = desk.get(page_of(rutte))
    said = text_of(page)
    assert re.search(rf"Less precise of late. Because: Two corrections. {editor}, \d+ \w+ \d{{4}}, \d\d:\d\d", said)
    assert "Earlier notes (1) Precise with figures. Because: Three of its figures checked." in said
    assert page.context["earlier"][0].person == reviewer
    history = desk.get(reverse("admin:sources_source_history", args=[rutte.pk])).content.decode()
    assert "noted how reliable a source is" in history


@pytest.mark.parametrize(
    ("filled", "field"), [({"note-note": "Precise."}, "reason"), ({"note-reason": "Three figures."}, "note")]
)
def test_what_is_missing_in_a_note_is_said_beside_the_field(
    desk: Client, rutte: Source, filled: dict[str, str], field: str
) -> None:
    page = desk.post(page_of(rutte), {"do": "note", "note-note": "  ", "note-reason": " ", **filled})
    assert list(page.context["forms"]["note"].errors) == [field]
    assert not ReliabilityNote.objects.exists()
    assert '<details class="fc-act" open>' in page.content.decode()


def test_who_may_only_read_notes_writes_none(rutte: Source) -> None:
    client = Client()
    client.force_login(UserFactory(journalist=True, is_staff=True))
    assert "Write a note" not in text_of(client.get(page_of(rutte)))
    assert note(client, rutte, "Precise.", "I know them.").status_code == 403
    assert not ReliabilityNote.objects.exists()


def test_a_form_that_says_not_what_it_wants_is_refused(desk: Client, rutte: Source) -> None:
    assert desk.post(page_of(rutte), {"do": "nonsense"}).status_code == 400


# Merging.


def merge(client: Client, source: Source, other: Source, **form: Any) -> Any:
    return client.post(page_of(source), {"do": "merge", "merge-other": other.pk, "merge-keep": "more", **form})


def test_the_record_that_is_named_more_often_is_kept_unless_somebody_says_otherwise(
    editors_desk: Client, rutte: Source
) -> None:
    often = SourceFactory(name="M. Rutte")
    said_by(often)
    assert merge(editors_desk, rutte, often).status_code == 302
    assert Source.objects.get(pk=rutte.pk).merged_into == often
    seldom = SourceFactory(name="Rutte, M.")
    said_by(seldom)
    said_by(seldom)
    assert merge(editors_desk, often, seldom, **{"merge-keep": "this"}).status_code == 302
    assert Source.objects.get(pk=seldom.pk).merged_into == often


def test_what_can_not_be_merged_is_said_beside_the_field(editors_desk: Client, rutte: Source) -> None:
    nobody = SourceFactory(anonymous=True, name="an official")
    for other in (nobody, rutte):
        page = merge(editors_desk, rutte, other)
        assert list(page.context["forms"]["merge"].errors) == ["other"]
    assert not Likeness.objects.exists()


def test_a_reviewer_merges_nothing(desk: Client, rutte: Source) -> None:
    other = SourceFactory()
    assert "Merge with" not in text_of(desk.get(page_of(rutte)))
    assert merge(desk, rutte, other).status_code == 403
    assert Source.objects.get(pk=other.pk).merged_into is None


def test_a_merging_is_taken_back_from_either_page_and_only_once(
    editors_desk: Client, editor: Any, rutte: Source
) -> None:
    gone = SourceFactory(name="M. Rutte")
    for page in (rutte, gone):
        likeness = merge_sources(rutte, gone, by=editor)
        form = {"do": "part", "part-likeness": likeness.pk}
        assert str(likeness.pk) in editors_desk.get(page_of(page)).content.decode()
        editors_desk.post(page_of(page), form)
        assert Source.objects.get(pk=gone.pk).merged_into is None
    again = editors_desk.post(page_of(rutte), form, follow=True)
    assert "These are two records already." in again.content.decode()


def test_a_record_merged_by_way_of_another_is_not_taken_back_before_that(
    editors_desk: Client, editor: Any, rutte: Source
) -> None:
    middle, last = SourceFactory(name="M. Rutte"), SourceFactory(name="Rutte, M.")
    below = merge_sources(middle, last, by=editor)
    merge_sources(rutte, middle, by=editor)
    page = editors_desk.get(page_of(rutte))
    assert "Rutte, M. by way of M. Rutte" in text_of(page)
    assert f'value="{below.pk}"' not in page.content.decode()
    again = editors_desk.post(page_of(rutte), {"do": "part", "part-likeness": below.pk}, follow=True)
    assert "take that back first" in again.content.decode()


def test_who_it_may_be_as_well_is_told_with_the_way_to_decide(
    desk: Client, editors_desk: Client, rutte: Source
) -> None:
    likeness = LikenessFactory(one=rutte, other=SourceFactory(name="M. Rutte"), reason="the same last name")
    link = reverse("admin:sources_likeness_change", args=[likeness.pk])
    for client, word in ((desk, "Look"), (editors_desk, "Decide")):
        page = client.get(page_of(rutte))
        assert "May be the same as M. Rutte (the same last name)" in text_of(page).replace(" )", ")")
        assert f'href="{link}">{word}' in page.content.decode()


# Lists and choosing.


def names(page: Any) -> set[str]:
    return {source.name for source in page.context["cl"].result_list}


def test_lists_show_each_source_once_and_merged_records_where_they_are_asked_for(
    desk: Client, editor: Any, rutte: Source
) -> None:
    merge_sources(rutte, SourceFactory(name="M. Rutte"), by=editor)
    path = reverse("admin:sources_source_changelist")
    assert names(desk.get(path)) == {"Mark Rutte"}
    merged = desk.get(path, {"records": "merged"})
    assert names(merged) == {"M. Rutte"}
    assert "merged into Mark Rutte" in merged.content.decode()
    assert names(desk.get(path, {"records": "all"})) == {"Mark Rutte", "M. Rutte"}
    assert names(desk.get(path, {"records": "nonsense"})) == {"Mark Rutte"}


def test_where_a_source_is_chosen_no_merged_record_is_offered(desk: Client, editor: Any, rutte: Source) -> None:
    merge_sources(rutte, SourceFactory(name="Rutte, M."), by=editor)
    for model, field in (("citation", "source"), ("relationship", "object"), ("likeness", "other")):
        query = {"app_label": "sources", "model_name": model, "field_name": field, "term": "Rutte"}
        found = desk.get(reverse("admin:autocomplete"), query).json()["results"]
        assert [row["text"] for row in found] == ["Mark Rutte"]


def test_a_merged_record_is_read_and_not_changed(editors_desk: Client, editor: Any, rutte: Source) -> None:
    gone = SourceFactory(name="M. Rutte")
    merge_sources(rutte, gone, by=editor)
    page = reverse("admin:sources_source_change", args=[gone.pk])
    assert f'href="{page_of(rutte)}"' in editors_desk.get(page).content.decode()
    assert editors_desk.post(page, {"name": "Else", "kind": "person"}).status_code == 403


def test_a_source_that_only_a_proposal_knows_can_be_deleted() -> None:
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    source = SourceFactory()
    LikenessFactory(one=source, other=SourceFactory())
    page = reverse("admin:sources_source_delete", args=[source.pk])
    assert client.post(page, {"post": "yes"}).status_code == 302
    assert not Source.objects.filter(pk=source.pk).exists()


def test_the_history_of_a_source_tells_its_whole_chain(editors_desk: Client, editor: Any, rutte: Source) -> None:
    nato = SourceFactory(name="NATO", kind=Kind.ORGANISATION)
    record_relationship(rutte, "speaks_for", nato, by=editor)
    note_reliability(rutte, note="Precise.", reason="Three figures.", by=editor)
    merge_sources(rutte, SourceFactory(name="M. Rutte"), by=editor, reason="The same office.")
    html = editors_desk.get(reverse("admin:sources_source_history", args=[rutte.pk])).content.decode()
    for told in (
        "merged two records of one source: The same office.",
        "recorded what one source is to another",
        "<ins>speaks for</ins>",
        "noted how reliable a source is: Three figures.",
        "<ins>Mr Rutte, M. Rutte</ins>",
    ):
        assert told in " ".join(html.split()).replace("M. Rutte, Mr Rutte", "Mr Rutte, M. Rutte")
    assert "{" not in re.sub(r"(?s)<(script|style).*?</\1>|<[^>]*>", "", html.partition("fc-history")[2])
