"""manage.py provenance: a claim's way upstream in four formats, and what is kept of it brought up to date."""

from __future__ import annotations

import io
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import CommandError, call_command

from claims.models import Claim, ClaimOrigins
from claims.origins import outdate
from sources.models import Citation, Fingerprint
from sources.provenance.prov import from_json, from_turtle
from tests.factories import AppearanceFactory, SnapshotFactory, SourceFactory, UserFactory, VerdictFactory
from tests.prov import assert_holds

pytestmark = pytest.mark.django_db

STORY = " ".join(f"On day {day} the harbour of Esbjerg counted {day * 7} ships from the south." for day in range(9))


def provenance(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command("provenance", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def published() -> Claim:
    place = AppearanceFactory(speaker=SourceFactory(name="Mark Rutte"), snapshot__document__title="Rutte speaks")
    VerdictFactory(claim=place.claim, published=True)
    return place.claim


def test_the_list_leads_from_the_verdict_to_the_mouth(published: Claim) -> None:
    first, blank, *lines = provenance(str(published.pk)).splitlines()
    assert first.startswith("1 link, 1 independent origin: Mark Rutte. The verdict rests on 1 link, ")
    assert blank == ""
    assert [line.strip().split()[0:2] for line in lines[1:4]] == [["is", "about"], ["stands", "in"], ["said", "by"]]


@pytest.mark.parametrize(("kind", "read"), [("json", from_json), ("turtle", from_turtle)])
def test_prov_is_written_as_it_can_be_read_back(published: Claim, kind: str, read: Any) -> None:
    assert_holds(read(provenance(str(published.pk), format=kind)))


def test_the_drawing_is_an_svg_of_the_claim(published: Claim) -> None:
    drawing = ElementTree.fromstring(provenance(str(published.pk), format="svg"))
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Mark Rutte" in "".join(drawing.itertext())


def test_of_an_unpublished_claim_the_public_is_shown_nothing_and_the_desk_everything() -> None:
    claim = AppearanceFactory().claim
    with pytest.raises(CommandError, match="--as NAME") as refused:
        provenance(str(claim.pk))
    assert refused.value.returncode == 2
    assert "1 link" in provenance(str(claim.pk), person=UserFactory(reviewer=True).username)


@pytest.mark.parametrize(
    ("arguments", "options", "told"),
    [
        (["nothing"], {}, "There is no claim 'nothing'"),
        (["0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20"], {}, "There is no claim"),
        (["0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20"], {"person": "nobody"}, "Nobody at the desk is called 'nobody'"),
        ([], {}, "either the identifier of a claim or --update"),
        (["0198c5f0-7d3a-7b1e-9c55-3f2b8f6a1d20"], {"update": True}, "either the identifier of a claim or --update"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_remedy(arguments: list[str], options: Any, told: str) -> None:
    with pytest.raises(CommandError, match=told) as refused:
        provenance(*arguments, **options)
    assert refused.value.returncode == 2


def test_update_compares_texts_that_were_captured_before_and_counts_anew() -> None:
    early = SnapshotFactory(text=STORY, document__published=date(2026, 2, 1))
    late = SnapshotFactory(text=STORY, document__published=date(2026, 2, 2))
    place = AppearanceFactory(snapshot=late, quote="the harbour of Esbjerg counted 7 ships", speaker=None)
    AppearanceFactory(claim=place.claim, snapshot=early, quote=place.exact, speaker=None)
    assert provenance(update=True) == "1 copies proposed, the origins of 1 claims counted anew.\n"
    assert Citation.objects.get().document == early.document
    kept = ClaimOrigins.objects.get()
    assert (kept.links, kept.origins, kept.single_source, kept.current) == (2, 1, True, True)
    assert provenance(update=True) == "0 copies proposed, the origins of 0 claims counted anew.\n"
    outdate(documents=[early.document_id])
    assert provenance(update=True) == "0 copies proposed, the origins of 1 claims counted anew.\n"
    assert Fingerprint.objects.count() == 2
