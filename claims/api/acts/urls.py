"""The addresses of the acts."""

from __future__ import annotations

from django.urls import path

from .views import VIEWS, WorkflowView

urlpatterns = [
    path("claims/<uuid:id>/workflow/", WorkflowView.as_view(), name="claim-workflow"),
    *(path(entry.path, view.as_view(), name=entry.name) for entry, view in VIEWS),
]
