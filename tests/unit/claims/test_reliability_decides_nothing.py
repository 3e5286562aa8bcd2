"""What we think of a source, and what we found of it before, decides no verdict: who assesses a claim sees neither."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import grimp
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.models import Claim
from claims.workflow.moves import State
from sources.actions import note_reliability
from tests.factories import AppearanceFactory, ClaimFactory, DocumentFactory, SnapshotFactory, UserFactory
from tests.factories.claims import walk

CLAIMS = Path(__file__).resolve().parents[3] / "claims"
# Where notes and figures of a source are told of; nothing else of the claims' side knows them.
TOLD = {
    "track_record.py",
    "admin/source_forms.py",
    "admin/source_page.py",
    "admin/history.py",
    "rules.py",  # who may see and write notes
}
SHOWN = {"templates/claims/admin/source/" + name for name in ("page.html", "note.html", "found.html", "ways.html")}
WORD = "zyxwvutish"


def words_of(path: Path) -> set[str]:
    """Every name and every string of a module but for its docstrings, in lower case."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in prose:
            continue
        for value in vars(node).values():
            found |= {text.lower() for text in (value if isinstance(value, list) else [value]) if isinstance(text, str)}
    return found


def knows(words: set[str]) -> bool:
    return any("reliabilit" in word or "track_record" in word for word in words)


def test_no_other_module_names_reliability_or_what_was_found_before() -> None:
    known = {str(path.relative_to(CLAIMS)) for path in CLAIMS.rglob("*.py") if knows(words_of(path))}
    assert {path for path in known if "migrations" not in path} == TOLD


def test_no_other_template_shows_it() -> None:
    shown = {
        str(path.relative_to(CLAIMS))
        for path in CLAIMS.rglob("*.html")
        if any(word in path.read_text(encoding="utf-8").lower() for word in ("reliab", "verdicts.said", "track_record"))
    }
    assert shown <= SHOWN
    assert "templates/claims/admin/source/note.html" in shown


@pytest.mark.parametrize("package", ["claims.workflow", "claims.admin.workbench", "sources.provenance"])
def test_the_workflow_reaches_neither_over_any_number_of_imports(package: str) -> None:
    graph = grimp.build_graph("claims", "sources", "factcheck", "seeds")
    for module in ("claims.reliability", "claims.track_record", "claims.admin.source_page"):
        assert module in graph.modules
        assert not graph.chain_exists(importer=package, imported=module, as_packages=True)


@pytest.fixture
def noted(db: None) -> Claim:
    """A claim whose speaker, publisher and everything else about it has a note of reliability."""
    document = DocumentFactory()
    claim = ClaimFactory()
    place = AppearanceFactory(claim=claim, snapshot=SnapshotFactory(document=document))
    for source in (place.speaker, document.publisher):
        note_reliability(source, note=f"A {WORD} liar.", reason=f"{WORD}.", by=UserFactory(reviewer=True))
    return claim


@pytest.mark.parametrize("state", [State.NEW, State.QUEUED, State.ASSIGNED, State.AGREED, State.DISPUTED])
def test_the_workbench_neither_reads_nor_shows_a_note(noted: Claim, state: State) -> None:
    walk(noted, state)
    place = noted.appearances.get()
    client = Client()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    for page in (
        reverse("admin:sources_document_read", args=[place.snapshot.document_id]),
        reverse("admin:workbench_panel", args=[place.pk]),
        reverse("admin:claims_claim_change", args=[noted.pk]),
        reverse("admin:index"),
    ):
        with CaptureQueriesContext(connection) as queries:
            response = client.get(page)
        assert response.status_code == 200
        assert WORD not in response.content.decode()
        assert not [query["sql"] for query in queries if "reliabilitynote" in query["sql"]]


def test_no_act_of_the_workflow_reads_a_note(noted: Claim) -> None:
    reviewers: list[Any] = []
    with CaptureQueriesContext(connection) as queries:
        walk(noted, State.AGREED, ("False", "False"))
        reviewers += [assessment.reviewer for assessment in noted.assessments.all()]
    assert len(reviewers) == 2
    assert not [query["sql"] for query in queries if 'FROM "sources_reliabilitynote"' in query["sql"]]
