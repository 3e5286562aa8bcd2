"""The roof: which address leads to which room."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from claims.api.acts import urls as acts
from claims.api.acts.documents import DocumentWithCaptureViewSet
from claims.api.annotations.views import AnnotationView, DocumentAnnotationsView
from claims.api.atom import atom
from claims.api.changes import ChangesView
from claims.api.google import urls as google
from claims.api.views import ClaimViewSet, RatingViewSet, SourceWithClaimsViewSet, VerdictViewSet
from claims.api.webhooks import WebhookViewSet
from claims.pages import start
from factcheck.common.views import NothingHere, ProblemTypeView
from sources.api.views import SnapshotViewSet

v1 = SimpleRouter(use_regex_path=False)
v1.register("claims", ClaimViewSet)
v1.register("documents", DocumentWithCaptureViewSet)
v1.register("snapshots", SnapshotViewSet)
v1.register("sources", SourceWithClaimsViewSet)
v1.register("verdicts", VerdictViewSet)
v1.register("ratings", RatingViewSet)
v1.register("webhooks", WebhookViewSet)

beside = [
    path("changes/", ChangesView.as_view(), name="changes"),
    path("annotations/<uuid:id>/", AnnotationView.as_view(), name="annotation-detail"),
    path("documents/<uuid:id>/annotations/", DocumentAnnotationsView.as_view(), name="document-annotations"),
]

handler400 = "factcheck.common.problem.bad_request"
handler500 = "factcheck.common.problem.server_error"

urlpatterns = [
    path("", start, name="start"),
    path("admin/", admin.site.urls),
    path("api/", RedirectView.as_view(pattern_name="api-docs")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path("api/problems/<slug:slug>/", ProblemTypeView.as_view(), name="api-problem"),
    path("api/v1/", include(([*v1.urls, *beside, *acts.urlpatterns], "api"))),
    path("feeds/verdicts.atom", atom, name="atom"),
    re_path("^api/", NothingHere.as_view()),
    path(google.PREFIX, include((google.urlpatterns, "google"))),
    re_path(f"^{google.PREFIX}", NothingHere.as_view()),
]
