"""Pages for everybody. So far one: where to go from here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this site is, and the ways in: the desk for people, the interface for programs."""
    return render(request, "claims/start.html")
