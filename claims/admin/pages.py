"""The desk's pages that belong to no one model, and their addresses."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, path

from .editors import editors_desk
from .figures import figures


def pages() -> list[URLPattern]:
    """What django-unfold's site adds to its own addresses."""
    view = admin.site.admin_view
    return [
        path("editors-desk/", view(editors_desk), name="claims_editors_desk"),
        path("figures/", view(figures), name="claims_figures"),
    ]
