"""The addresses, as the discovery document has them."""

from __future__ import annotations

from django.urls import path

from factcheck.common.problem import GOOGLE, SHAPES

from . import views
from .errors import shape

PREFIX = GOOGLE.removeprefix("/")

SHAPES[GOOGLE] = shape

urlpatterns = [
    path("claims:search", views.ClaimSearch.as_view(), name="claims-search"),
    path("claims:imageSearch", views.ImageSearch.as_view(), name="claims-image-search"),
    path("pages", views.Pages.as_view(), name="pages"),
    path("pages/<str:page>", views.Page.as_view(), name="page"),
]
