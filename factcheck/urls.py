"""The roof: which address leads to which room."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.routers import SimpleRouter

from claims.api.views import ClaimViewSet, SourceWithClaimsViewSet
from claims.pages import start
from factcheck.common.views import NothingHere, ProblemTypeView
from sources.api.views import DocumentViewSet

v1 = SimpleRouter(use_regex_path=False)
v1.register("claims", ClaimViewSet)
v1.register("documents", DocumentViewSet)
v1.register("sources", SourceWithClaimsViewSet)

handler400 = "factcheck.common.problem.bad_request"
handler500 = "factcheck.common.problem.server_error"

urlpatterns = [
    path("", start, name="start"),
    path("admin/", admin.site.urls),
    path("api/", RedirectView.as_view(pattern_name="api-docs")),
    path("api/schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("api/docs/", SpectacularSwaggerView.as_view(url_name="api-schema"), name="api-docs"),
    path("api/problems/<slug:slug>/", ProblemTypeView.as_view(), name="api-problem"),
    path("api/v1/", include((v1.urls, "api"))),
    re_path("^api/", NothingHere.as_view()),
]
