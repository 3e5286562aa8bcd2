"""The feed of changes: every one once, in one order, however many publish at once."""

from __future__ import annotations

from threading import Event, Thread
from typing import Any

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from claims.models import Change
from claims.workflow import editing, verdicts
from tests.factories import ClaimFactory, UserFactory, VerdictFactory
from tests.publishing import CHANGES, Desk, Reader, happened, together, told

from .asking import moment, problem, refusal


@pytest.fixture
def committed() -> Any:
    """Runs what the end of a transaction runs."""

    def commit() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    return commit


def changes(client: APIClient, **query: Any) -> list[dict[str, Any]]:
    """Those of an answer."""
    response = client.get(CHANGES, query)
    assert response.status_code == 200, response.content
    return response.json()["changes"]


def test_a_verdict_is_published_corrected_and_retracted_in_the_open(public: APIClient, committed: Any) -> None:
    first = VerdictFactory(published=True)
    committed()
    second = VerdictFactory(claim=first.claim, published=True, correction_note="We had the wrong year.")
    committed()
    verdicts.retract(second, by=UserFactory(editor=True), notice="It was another meeting.")
    committed()

    told = changes(public)

    assert [(each["kind"], each["verdict"]["id"]) for each in told] == [
        ("published", str(first.pk)),
        ("corrected", str(second.pk)),
        ("retracted", str(second.pk)),
    ]
    assert told[0]["claim"] == {"id": str(first.claim_id), "text": first.claim.text}
    assert told[0]["verdict"]["stage"] == "corrected"
    assert told[2]["verdict"]["retraction_notice"] == "It was another meeting."
    assert told[0]["at"] == moment(Change.objects.earliest("position").at)


def test_a_program_goes_on_where_it_was(public: APIClient, committed: Any) -> None:
    for _ in range(3):
        VerdictFactory(published=True)
    committed()
    first = public.get(CHANGES, {"limit": 2}).json()
    assert (len(first["changes"]), first["more"]) == (2, True)
    second = public.get(first["next_url"]).json()
    assert (len(second["changes"]), second["more"]) == (1, False)
    nothing = public.get(CHANGES, {"since": second["next"]}).json()
    assert (nothing["changes"], nothing["next"]) == ([], second["next"])
    assert public.get(CHANGES, {"since": "now"}).json()["next"] == second["next"]
    VerdictFactory(published=True)
    committed()
    assert len(changes(public, since=second["next"])) == 1


def test_some_kinds_can_be_asked_for(public: APIClient, committed: Any) -> None:
    VerdictFactory(published=True)
    VerdictFactory(retracted=True)
    committed()
    assert len(changes(public)) == 3
    assert [each["kind"] for each in changes(public, kind="retracted")] == ["retracted"]
    assert len(changes(public, kind=["retracted", "published"])) == 3


def test_nothing_is_told_of_what_is_not_published(public: APIClient, desk: APIClient, committed: Any) -> None:
    VerdictFactory(approved=True)
    VerdictFactory(in_review=True)
    ClaimFactory()
    committed()
    assert changes(public) == changes(desk) == []


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ({"since": "1"}, "no cursor of ours"),
        ({"since": "WzFd:x"}, "no cursor of ours"),
        ({"limit": "501"}, "from 1 to 500"),
        ({"limit": "0"}, "from 1 to 500"),
        ({"limit": "²"}, "from 1 to 500"),
        ({"kind": "drafted"}, "allowed: published, corrected, retracted"),
    ],
)
def test_what_the_feed_does_not_understand_is_refused(public: APIClient, query: dict[str, str], told: str) -> None:
    assert told in refusal(public, CHANGES, **query)


def test_changes_are_for_reading(public: APIClient) -> None:
    problem(public.post(CHANGES), 405)


def test_any_number_of_changes_costs_one_query(
    public: APIClient, committed: Any, django_assert_num_queries: Any
) -> None:
    for _ in range(4):
        VerdictFactory(published=True)
    committed()
    with django_assert_num_queries(1):
        changes(public)


def test_a_change_is_never_taken_back(committed: Any) -> None:
    VerdictFactory(published=True)
    committed()
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        Change.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_a_publication_that_fails_leaves_no_trace() -> None:
    verdict = VerdictFactory(approved=True)
    with transaction.atomic():
        verdicts.publish(verdict, by=UserFactory(editor=True))
        transaction.set_rollback(True)
    assert changes(APIClient()) == []


@pytest.mark.django_db(transaction=True)
def test_who_publishes_first_and_ends_last_comes_last_and_is_not_missed() -> None:
    slow, quick = VerdictFactory(approved=True), VerdictFactory(approved=True)
    editor, published, read = UserFactory(editor=True), Event(), Event()

    def take_long() -> None:
        try:
            with transaction.atomic():
                verdicts.publish(slow, by=editor)
                published.set()
                read.wait(30)
        finally:
            connection.close()

    thread = Thread(target=take_long)
    thread.start()
    assert published.wait(30)
    verdicts.publish(quick, by=editor)
    reader = Reader()
    reader.read(APIClient())
    seen = [verdict for _, _, verdict in reader.seen]
    read.set()
    thread.join()
    reader.read(APIClient())
    assert seen == [str(quick.pk)]
    assert [verdict for _, _, verdict in reader.seen] == [str(quick.pk), str(slow.pk)]


@pytest.mark.django_db(transaction=True)
def test_eight_who_publish_at_once_are_each_read_once_and_in_order() -> None:
    desk = Desk(claims=8)
    reader = together(desk.publish, 8, rounds=6)
    assert reader.seen == told()
    assert {(kind, verdict) for _, kind, verdict in reader.seen} == happened()
    assert len(reader.seen) == len(happened()) == 8 * 7
    assert reader.asked > 2


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_is_no_longer_public_is_told_of_no_more() -> None:
    claim = ClaimFactory(published=True)
    assert len(changes(APIClient())) == 1
    with pytest.raises(Exception, match="not possible"):
        editing.reject(claim, by=UserFactory(editor=True), reason="No claim.")
    assert len(changes(APIClient())) == 1


def test_a_feed_without_an_entry_says_the_same_whenever_it_is_asked(public: APIClient) -> None:
    assert b"<updated>1970-01-01T00:00:00+00:00</updated>" in public.get("/feeds/verdicts.atom").content


def test_a_feed_reader_gets_the_newest_first(public: APIClient, committed: Any) -> None:
    from lxml import etree

    VerdictFactory(published=True, summary='Not <b>so</b> & "so".')
    retracted = VerdictFactory(retracted=True)
    committed()
    response = public.get("/feeds/verdicts.atom")
    assert response["Content-Type"].startswith("application/atom+xml")
    feed = etree.fromstring(response.content)
    space = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.xpath("a:id and a:title and a:updated and a:link[@rel='self']", namespaces=space)
    titles = feed.xpath("a:entry/a:title/text()", namespaces=space)
    assert titles == [f"Retracted: {retracted.claim.text}", *titles[1:]]
    assert len(titles) == 3
    for needed in ("id", "updated", "link", "summary"):
        assert len(feed.xpath(f"a:entry/a:{needed}", namespaces=space)) == 3, needed
    assert 'Not <b>so</b> & "so".' in feed.xpath("a:entry/a:summary/text()", namespaces=space)
    again = public.get("/feeds/verdicts.atom", headers={"If-None-Match": response["ETag"]})
    assert again.status_code == 304
