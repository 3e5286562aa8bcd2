"""Nobody sees another's finding before their own is in: by no page, list, count, filter, search, act or file.

Two worlds differ in nothing but what others found and drafted. As long as the second reviewer has not submitted, both
worlds must answer every request alike, byte for byte.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import pytest
from django.core.management import call_command, get_commands
from django.db import transaction
from django.test import Client

from claims.models import Claim, Rating
from claims.workflow import assessing, triage
from tests.addresses import actions, addresses, offered, unknown
from tests.factories import AppearanceFactory, ClaimFactory, EvidenceFactory, UserFactory, VerdictFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Hundreds of requests are refused, as they should be."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


# Words that stand nowhere else.
FOUND, OTHERWISE = "zyxwvut", "plughxyz"
RATING, OTHER_RATING = "Zebrafirm", "Quaggasoft"
DRAFTED, REVIEWER, AUTHOR = "xyzzyish", "frobnitzreviewer", "frobnitzauthor"
SECRETS = [FOUND, RATING]
WHO = [{"role": "reviewer"}, {"is_superuser": True}]

# What never comes twice alike: how long a search took, the identifier of a row that the request made, until when one's
# own place is reserved.
UNLIKE = re.compile(rb"in \d+\.\d+\s+seconds|\"edit\": \"[0-9a-f-]{36}\"|yours until <time .*?</time>")

Answer = tuple[int, str, bytes]


@dataclass(frozen=True)
class Scene:
    """A claim with four places, all taken: the third reviewer's finding is in, the others have half-written drafts."""

    claim: Claim
    first: Any
    second: Any
    fourth: Any
    session: str
    journalist: str

    def find(self, rating: str, word: str) -> None:
        """The first reviewer finds this, and the fourth drafts the same."""
        found = {"rating": Rating.objects.get(name=rating), "rationale": f"The {word} minutes say so."}
        assessing.submit_assessment(self.claim, by=self.first, **found)
        assessing.save_assessment(self.claim, by=self.fourth, **found)


@pytest.fixture
def scene(request: pytest.FixtureRequest, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Scene:
    settings.REVIEWERS = 4
    monkeypatch.setattr("django.template.context_processors.get_token", lambda request: "token")
    first, third, fourth = (UserFactory(reviewer=True, username=name) for name in (REVIEWER, "third", "fourth"))
    second = UserFactory(username="second", is_staff=True, **getattr(request, "param", {"role": "reviewer"}))
    for position, name in enumerate((RATING, OTHER_RATING), start=20):
        Rating.objects.create(name=name, position=position, description="For this test.")
    published = ClaimFactory(text="Denmark is a member.", appears=True)
    VerdictFactory(claim=published, published=True, author=UserFactory(reviewer=True, username=AUTHOR))
    VerdictFactory(claim=published, summary=f"A {DRAFTED} correction.", author=second)
    claim = ClaimFactory(text="NATO will act soon.")
    AppearanceFactory(claim=claim, snapshot=published.appearances.get().snapshot, quote="NATO will act")
    EvidenceFactory(claim=claim, snapshot=None, citation="National Archives, box 12", quote=None)
    triage.queue(claim, by=UserFactory(editor=True))
    for reviewer in (first, second, third, fourth):
        triage.assign(claim, by=reviewer)
        assessing.save_assessment(claim, by=reviewer, rating=None, rationale="Not yet.")
    rating = Rating.objects.get(name=OTHER_RATING)
    assessing.submit_assessment(claim, by=third, rating=rating, rationale="The third one's reasons.")
    return Scene(claim, first, second, fourth, _session(second), _session(UserFactory(journalist=True)))


def _session(person: Any) -> str:
    client = Client()
    client.force_login(person)
    return client.cookies["sessionid"].value


@contextmanager
def undone() -> Iterator[None]:
    """Whatever happens in it has not happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def ask(session: str, address: str, data: dict[str, Any] | None = None) -> Answer:
    """What somebody is answered: GET, or POST where that is refused or data is given. Nothing of it stays."""
    client = Client()
    if session:
        client.cookies["sessionid"] = session
    with undone():
        response: Any = client.post(address, data) if data else client.get(address)
        if response.status_code == 405:
            response = client.post(address, {})
        return response.status_code, response.get("Location", ""), UNLIKE.sub(b"", response.getvalue())


def walk(session: str) -> dict[str, Answer]:
    """Every address with the answer, and what lists themselves offer to ask."""
    found: dict[str, Answer] = {}
    for address in addresses(SECRETS):
        found[address] = status, _, body = ask(session, address)
        if status == 200 and address.startswith("/admin/") and b'id="changelist' in body:
            if "?" not in address:
                found |= {address + question: ask(session, address + question) for question in offered(body)}
            for act in actions(body):
                found[f"{address} {act['action']}"] = ask(session, address, act)
    found["export"] = 0, "", files().encode()
    return found


def files() -> str:
    """What leaves the house in files, and what is printed beside them."""
    out = io.StringIO()
    for kind in ("csv", "jsonl"):
        call_command("export", format=kind, stdout=out)
    call_command("audit", "verify", stdout=out)
    for claim in Claim.objects.order_by("pk"):
        for kind in ("text", "json", "turtle", "svg"):
            call_command("provenance", str(claim.pk), format=kind, person="second", stdout=out)
    return out.getvalue()


def holds(answers: dict[str, Answer], *words: str) -> list[str]:
    """The addresses that say one of the words, unless they were asked for it."""
    said = [word.encode() for word in words]
    return [
        address
        for address, (_, location, body) in answers.items()
        if not any(word in address for word in SECRETS) and any(word in body + location.encode() for word in said)
    ]


def in_a_world_where(scene: Scene, rating: str, word: str) -> dict[str, Answer]:
    """What the second reviewer is answered where others found this."""
    with undone():
        scene.find(rating, word)
        return walk(scene.session)


def test_no_page_is_forgotten() -> None:
    """A new page stands in tests/addresses.py, with what it can be asked."""
    assert unknown() == []


def test_no_command_is_forgotten() -> None:
    """What a new command writes must be blind too: look, and add it here."""
    ours = {
        name for name, app in get_commands().items() if app in ("access", "claims", "sources", "factcheck", "seeds")
    }
    assert ours <= {"audit", "deliver", "demo", "export", "extract", "ingest", "provenance", "token"}


@pytest.mark.parametrize("scene", WHO, ids=["reviewer", "superuser"], indirect=True)
def test_what_others_found_changes_no_byte_that_the_second_reviewer_can_get(scene: Scene) -> None:
    here = in_a_world_where(scene, RATING, FOUND)
    there = in_a_world_where(scene, OTHER_RATING, OTHERWISE)
    assert [address for address in here | there if here.get(address) != there.get(address)] == []
    assert holds(here, FOUND) == []
    assert sum(status == 200 for status, _, _ in here.values()) > 300  # it did get somewhere
    assert not any(status >= 500 and status != HTTPStatus.NOT_IMPLEMENTED for status, _, _ in here.values())


def test_once_the_second_has_submitted_the_findings_of_others_are_there_to_read(scene: Scene) -> None:
    scene.find(RATING, FOUND)
    claim, place = scene.claim, scene.claim.appearances.get()
    finding = claim.assessments.get(reviewer=scene.first)
    pages = {
        "panel": f"/admin/sources/document/workbench/{place.pk}/",
        "claim": f"/admin/claims/claim/{claim.pk}/change/",
        "finding": f"/admin/claims/assessment/{finding.pk}/change/",
        "list": f"/admin/claims/assessment/?rating__id__exact={finding.rating_id}",
    }
    wanted = {"panel": FOUND, "claim": FOUND, "finding": FOUND, "list": str(finding.pk)}
    before = {name: ask(scene.session, address) for name, address in pages.items()}
    rating = Rating.objects.get(name=OTHER_RATING)
    assessing.submit_assessment(claim, by=scene.second, rating=rating, rationale="As I see it.")
    after = {name: ask(scene.session, address) for name, address in pages.items()}
    for name, word in wanted.items():
        assert word.encode() not in before[name][2], name
        assert word.encode() in after[name][2], name
    drafted = f"/admin/claims/assessment/{claim.assessments.get(reviewer=scene.fourth).pk}/change/"
    assert FOUND.encode() not in ask(scene.session, drafted)[2]


@pytest.mark.parametrize("who", ["nobody", "journalist"])
def test_outside_the_desk_no_finding_no_draft_and_no_reviewer_is_seen(scene: Scene, who: str) -> None:
    scene.find(RATING, FOUND)
    answers = walk(scene.journalist if who == "journalist" else "")
    del answers["export"]  # a command of the desk's own machine
    assert holds(answers, FOUND, DRAFTED, REVIEWER, AUTHOR) == []
    assert b"The minutes of the meeting say otherwise." in answers["/api/v1/claims/"][2]  # the published verdict is
