"""Many publish at once while somebody reads along: what the tests and the benchmark of the change feed do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from time import monotonic
from typing import Any

from django.db import connection
from rest_framework.test import APIClient

CHANGES = "/api/v1/changes/"


@dataclass
class Reader:
    """Asks for changes again and again, each time from where it was."""

    since: str | None = None
    seen: list[tuple[int, str, str]] = field(default_factory=list)  # position, kind, verdict
    asked: int = 0

    def read(self, client: APIClient) -> None:
        """All that there is now."""
        while True:
            query: dict[str, Any] = {"limit": 7, **({"since": self.since} if self.since else {})}
            response = client.get(CHANGES, query)
            assert response.status_code == 200, response.content
            body = response.json()
            self.asked += 1
            self.seen += [(each["position"], each["kind"], each["verdict"]["id"]) for each in body["changes"]]
            self.since = body["next"]
            if not body["more"]:
                return


def together(act: Callable[[int, int], None], publishers: int, *, rounds: int = 0, seconds: float = 0) -> Reader:
    """Let so many publishers do act(publisher, round) at once, a number of rounds or seconds; a reader that polled
    throughout, and once after."""
    done, reader, failures = Event(), Reader(), list[BaseException]()
    end = monotonic() + seconds

    def publish(number: int) -> None:
        try:
            turn = 0
            while turn < rounds if rounds else monotonic() < end:
                act(number, turn)
                turn += 1
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    def poll() -> None:
        try:
            while not done.is_set():
                reader.read(APIClient())
        except BaseException as error:
            failures.append(error)
        finally:
            connection.close()

    polling = Thread(target=poll)
    working = [Thread(target=publish, args=(number,)) for number in range(publishers)]
    for thread in (polling, *working):
        thread.start()
    for thread in working:
        thread.join()
    done.set()
    polling.join()
    if failures:
        raise failures[0]
    reader.read(APIClient())
    return reader


class Desk:
    """Claims that were found false, on which versions of a verdict follow each other."""

    def __init__(self, claims: int) -> None:
        from tests.factories import ClaimFactory, RatingFactory, UserFactory
        from tests.factories.claims import stand_on

        self.author, self.editor = UserFactory(editor=True), UserFactory(editor=True)
        self.rating = RatingFactory(name="False")
        self.claims = [ClaimFactory(state="agreed") for _ in range(claims)]
        for claim in self.claims:
            stand_on(claim, self.rating)

    def publish(self, number: int, turn: int) -> None:
        """The next version on a claim of this publisher's, as a correction of the one before; every fifth is retracted
        at once."""
        from claims.workflow import verdicts

        words: dict[str, Any] = {"rating": self.rating, "summary": f"Version {turn}.", "correction_note": "A figure."}
        verdict = verdicts.draft_verdict(self.claims[number], by=self.author, **words)
        verdicts.send_verdict(verdict, by=self.author)
        verdicts.approve(verdict, by=self.editor)
        verdicts.publish(verdict, by=self.editor)
        if turn % 5 == 4:
            verdicts.retract(verdict, by=self.editor, notice="It was another year.")


def told() -> list[tuple[int, str, str]]:
    """What the feed has to say, from what the verdicts went through, in the feed's order."""
    from claims.models import Change

    return [(c.position, c.kind, str(c.verdict_id)) for c in Change.objects.order_by("position")]


def happened() -> set[tuple[str, str]]:
    """(kind, verdict) of every publication and retraction, from the history of the verdicts."""
    from claims.models import Verdict

    found = set()
    for event in Verdict.events.rel.related_model.objects.filter(act__in=["publish", "retract"]):  # type: ignore[attr-defined]
        kind = "retracted" if event.act == "retract" else "published" if event.version == 1 else "corrected"
        found.add((kind, str(event.pgh_obj_id)))
    return found
