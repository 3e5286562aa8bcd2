"""The addresses of the workbench: the page, the panel of a claim, and one for every act."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET, require_POST

from claims.models import Appearance, Claim, Evidence, Verdict
from factcheck.common.errors import DomainError, InvalidInput, NotAllowed
from sources.admin.base import signed_in
from sources.models import Document, Snapshot
from sources.provenance.loader import citations

from . import page, panel
from .forms import ActForm, captured
from .origins import EdgeSubject

REFUSED, CONFLICT, FORBIDDEN = 422, 409, 403
FOUND = 20  # captured documents that a search shows


@require_GET
def show_panel(request: HttpRequest, appearance: UUID) -> HttpResponse:
    """The panel of one claim at one place."""
    return _panel(request, _row(request, appearance))


@require_GET
def new_claim(request: HttpRequest, snapshot: UUID) -> HttpResponse:
    """The form for a claim in the words that are selected: ?start= and ?end= in code points."""
    _permit(request)
    text = get_object_or_404(Snapshot, pk=snapshot)
    try:
        start, end = int(request.GET["start"]), int(request.GET["end"])
    except (KeyError, ValueError) as error:
        raise Http404("Give the start and the end of the selected words.") from error
    words = " ".join(text.text[start:end].split())
    initial = {"start": start, "end": end, "text": words[:1].upper() + words[1:]}
    form = panel.OFFERS["record"].form(user=signed_in(request), subject=text, initial=initial)
    return _record(request, form)


@require_GET
def captured_documents(request: HttpRequest) -> HttpResponse:
    """Captured documents whose title or text has the words of ?q=, to take evidence from."""
    _permit(request)
    words = request.GET.get("q", "").strip()
    found = Document.objects.visible_to(request.user).filter(snapshots__isnull=False)
    if words:
        found = found.filter(title__icontains=words) | found.filter(url__icontains=words)
    rows = [(document, document.snapshots.defer("text").first()) for document in found.distinct()[:FOUND]]
    return _html(request, "found", {"documents": rows, "words": words})


@require_GET
def captured_text(request: HttpRequest, snapshot: UUID) -> HttpResponse:
    """The text of a captured document, to select the passage that matters from."""
    _permit(request, "sources.view_snapshot")
    return _html(request, "passage", {"snapshot": get_object_or_404(Snapshot, pk=snapshot)})


@require_POST
def capture(request: HttpRequest) -> HttpResponse:
    """Capture the page at `url`, and show its text to select from."""
    _permit(request, "claims.add_evidence")
    try:
        snapshot = captured(request.POST.get("url", "").strip())
    except DomainError as error:
        return _html(request, "passage", {"error": str(error)}, status=REFUSED)
    return _html(request, "passage", {"snapshot": snapshot, "fresh": True})


@require_POST
def act(request: HttpRequest, appearance: UUID, slug: str, subject: UUID | None = None) -> HttpResponse:
    """Do what a form of the panel asks for. What is refused is said beside the fields, and nothing typed is lost."""
    row = _row(request, appearance)
    offer = panel.OFFERS.get(slug)
    if offer is None or offer.on == "snapshot":
        raise Http404(f"There is no act {slug}.")
    form = offer.form(request.POST, user=signed_in(request), subject=_subject(row, offer.on, subject))
    status = _done(form)
    if status != HttpResponse.status_code:
        return _panel(request, _row(request, appearance), {slug: form}, status)
    if slug == "assess":  # saved while it is written: the page stays as it is
        return HttpResponse(status=204)
    return _after(request, row, slug)


@require_POST
def record(request: HttpRequest, snapshot: UUID) -> HttpResponse:
    """A claim in the selected words."""
    form, status = _sent(request, snapshot, "record")
    if status != HttpResponse.status_code:
        return _record(request, form, status)
    return _after(request, page.rows(form.subject, signed_in(request), claims=[form.result])[0], "record")


@require_POST
def undo(request: HttpRequest, snapshot: UUID) -> HttpResponse:
    """Take back what this person did last."""
    form, status = _sent(request, snapshot, "undo")
    if status != HttpResponse.status_code:
        told = "; ".join(str(error) for errors in form.errors.values() for error in errors)
        return _html(request, "refused", {"message": told}, status=status)
    return _html(request, "changed", page.body(form.subject, signed_in(request)) | {"said": "Taken back."})


def _sent(request: HttpRequest, snapshot: UUID, slug: str) -> tuple[ActForm, int]:
    """The form of an act on a snapshot, done; and the HTTP status of what came of it."""
    _permit(request)
    subject = get_object_or_404(Snapshot, pk=snapshot)
    form = panel.OFFERS[slug].form(request.POST, user=signed_in(request), subject=subject)
    return form, _done(form)


def _done(form: ActForm) -> int:
    """Do it where the form is in order; the HTTP status of what came of it."""
    if not form.is_valid():
        return REFUSED
    try:
        form.result = form.act()
    except InvalidInput as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return REFUSED
    except NotAllowed as error:
        form.add_error(None, str(error))
        return FORBIDDEN
    except DomainError as error:
        form.add_error(None, str(error))
        return CONFLICT
    return HttpResponse.status_code


def _permit(request: HttpRequest, *permissions: str) -> None:
    if not request.user.has_perms(["claims.view_claim", *permissions]):
        raise PermissionDenied


def _row(request: HttpRequest, appearance: UUID) -> page.Row:
    _permit(request)
    place = get_object_or_404(Appearance.objects.select_related("snapshot"), pk=appearance)
    found = page.rows(place.snapshot, signed_in(request), claims=[place.claim_id])
    here = next((row for row in found if row.appearance.pk == place.pk), None)
    if here is None and not found:
        raise Http404("This claim stands elsewhere now.")
    return here or found[0]


def _subject(row: page.Row, on: str, key: UUID | None) -> Claim | Appearance | Evidence | Verdict | EdgeSubject:
    if on == "claim":
        return row.claim
    if on == "place":
        return row.appearance
    if on == "edge":
        return EdgeSubject(row.appearance, get_object_or_404(citations(), pk=key))
    if on == "evidence":
        return get_object_or_404(Evidence, pk=key, claim=row.claim)
    return get_object_or_404(Verdict, pk=key, claim=row.claim)


def _after(request: HttpRequest, row: page.Row, slug: str) -> HttpResponse:
    """The panel as it is now, and what else on the page the act has changed."""
    user, snapshot = signed_in(request), row.appearance.snapshot
    found = page.rows(snapshot, user)
    same = [other for other in found if other.claim.pk == row.claim.pk]
    here = next((other for other in same if other.key == row.key), next(iter(same), None))
    reshapes = slug in panel.RESHAPES or here is None
    body = page.body(snapshot, user, found, with_text=reshapes)
    body |= {"said": f"{panel.OFFERS[slug].label}: done.", "reshapes": reshapes}
    if here is not None:
        body |= panel.context(here, user)
    response = _html(request, "done", body)
    standings = {other.key: other.standing for other in same}
    response["HX-Trigger-After-Settle"] = json.dumps(
        {"fc:changed": {"standings": standings, "open": here.key if here else ""}}
    )
    return response


def _panel(
    request: HttpRequest, row: page.Row, bound: dict[str, ActForm] | None = None, status: int = 200
) -> HttpResponse:
    return _html(request, "panel", panel.context(row, signed_in(request), bound), status=status)


def _record(request: HttpRequest, form: ActForm, status: int = 200) -> HttpResponse:
    return _html(request, "record", {"form": form, "snapshot": form.subject}, status=status)


def _html(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    html = render_to_string(f"claims/admin/workbench/{template}.html", context, request)
    return HttpResponse(html, status=status)
