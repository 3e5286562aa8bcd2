"""Every address of the site, read from the URL resolver, with rows that are there in the place of its parameters.

A test that walks them all can't forget a page: one that it does not know is named by unknown().
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import URLResolver, get_resolver
from lxml.html import document_fromstring

from claims.admin.workbench.panel import OFFERS
from claims.api.acts.table import ACTS
from claims.models import Appearance, Assessment, Claim, Edit, Evidence, MarkupPage, Rating, Verdict, Webhook
from factcheck.common.shapes import expansions
from sources.models import Citation, Document, Snapshot, Source

MODELS = {model._meta.label_lower: model for model in admin.site._registry}
# The pages that every model of the admin has, after app_model_.
OF_A_MODEL = {"changelist", "add", "history", "delete", "change"}
# All others, by name; of a page without a name, its pattern. What they are asked is said in `questions`.
KNOWN = {
    "start",
    *("admin:" + name for name in "search index login logout password_change password_change_done".split()),
    *("admin:" + name for name in "autocomplete jsi18n view_on_site app_list auth_user_password_change".split()),
    *(f"admin:claims_claim_{name}" for name in "add_evidence assess write_verdict add_appearance".split()),
    *("admin:sources_document_read", "admin:sources_source_read"),
    *("admin:claims_claim_provenance", "admin:sources_document_provenance", "api:claim-provenance"),
    *(f"admin:workbench_{name}" for name in "next documents capture text new record undo panel act".split()),
    "admin:access_token_revoke",
    "admin:claims_editors_desk",
    "admin:claims_figures",
    "admin/(?P<url>.*)$",
    *("api-schema", "api-docs", "api-problem", "api:changes", "atom"),
    "api:claim-workflow",
    *(f"api:webhook-{name}" for name in ("list", "detail", "rotate", "enable", "deliveries")),
    *(f"api:{name}-{kind}" for name in ("snapshot", "verdict", "rating") for kind in ("list", "detail")),
    *(f"api:{entry.name}" for entry in ACTS),
    *(f"api:{name}-{kind}" for name in ("claim", "document", "source") for kind in ("list", "detail")),
    *("api:document-annotations", "api:annotation-detail"),
    *("api/", "^api/"),
    *(f"google:{name}" for name in "claims-search claims-image-search pages page".split()),
    "^v1alpha1/",
}

MODELS_OF_ACTS: dict[str, type[Model]] = {
    "claim": Claim,
    "verdict": Verdict,
    "evidence": Evidence,
    "appearance": Appearance,
    "edge": Appearance,
    "edit": Edit,
}

UNASKED = ("", "delete_selected")
WITH_SUBJECT = [None, *(offer for offer in OFFERS.values() if offer.on in ("evidence", "verdict", "edge"))]


@dataclass(frozen=True)
class Page:
    """One pattern of the resolver."""

    name: str
    pattern: str

    @property
    def model(self) -> type[Model] | None:
        """The model that it is a page of."""
        found = re.match(r"admin/(\w+)/(\w+)/", self.pattern)
        return MODELS.get(f"{found[1]}.{found[2]}") if found else None


def pages(resolver: Any = None, pattern: str = "", space: str = "") -> Iterator[Page]:
    """All of them, in the order in which the resolver tries them."""
    for entry in (resolver or get_resolver()).url_patterns:
        here = pattern + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from pages(entry, here, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            yield Page(f"{space}{entry.name}" if entry.name else here, here)


def unknown() -> list[str]:
    """The pages that a walk would not know how to ask."""
    strange = []
    for page in pages():
        meta = page.model._meta if page.model else None
        general = meta and page.name in {f"admin:{meta.app_label}_{meta.model_name}_{kind}" for kind in OF_A_MODEL}
        redirect = meta and page.name == page.pattern.partition("<")[0] + "<path:object_id>/"
        if not general and not redirect and page.name not in KNOWN:
            strange.append(page.name)
    return strange


def addresses(secrets: Iterable[str]) -> Iterator[str]:
    """Every page with every row that it could show, and with the questions that it can be asked.

    secrets: what somebody would search for who wants to know whether it is there.
    """
    for page in pages():
        for path in _filled(page):
            for question in questions(page, list(secrets)):
                yield f"/{path}{question}"


def _filled(page: Page) -> Iterator[str]:
    """The pattern with rows in the place of its parameters."""
    pattern = page.pattern.removeprefix("^").removesuffix("$")
    pattern = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)", r"<\1>", pattern)
    names = [name.rpartition(":")[2] for name in re.findall(r"<([^>]+)>", pattern)]
    if page.name == "admin:view_on_site":
        yield from (f"admin/r/{kind.pk}/{key}/" for kind, key in _rows_by_type())
        return
    values = _values(page)
    for chosen in product(*(values[name] for name in names)):
        if "subject" in names and OFFERS.get(chosen[1]) not in WITH_SUBJECT:
            continue
        path = pattern
        for value in chosen:
            path = re.sub(r"<[^>]+>", str(value), path, count=1)
        yield path


def _values(page: Page) -> dict[str, list[Any]]:
    """What can stand for a parameter. A page with a parameter of another name raises KeyError."""
    nowhere = UUID(int=0)
    slugs = ["invalid-parameter", "nothing"] if page.name == "api-problem" else [*OFFERS, "nothing"]
    kinds = {
        "api:claim-detail": Claim,
        "api:claim-provenance": Claim,
        "api:document-detail": Document,
        "api:source-detail": Source,
        "api:snapshot-detail": Snapshot,
        "api:verdict-detail": Verdict,
        "api:rating-detail": Rating,
        **{f"api:webhook-{name}": Webhook for name in ("detail", "rotate", "enable", "deliveries")},
    }
    of_id: dict[str, type[Model]] = {
        "api:document-annotations": Document,
        "api:annotation-detail": Appearance,
        "api:claim-workflow": Claim,
        **{f"api:{entry.name}": MODELS_OF_ACTS[entry.on] for entry in ACTS},
    }
    return {
        "object_id": _keys(page.model) if page.model else [],
        "id": [*_keys(of_id[page.name]), nowhere] if page.name in of_id else _keys(User),
        "edge": _keys(Citation)[:1] or [nowhere],
        "page": [*_keys(MarkupPage), nowhere, "nothing"],
        "pk": [*(_keys(kinds[page.name]) if page.name in kinds else []), nowhere],
        "snapshot": _keys(Snapshot),
        "appearance": [*_keys(Appearance), nowhere],
        "slug": slugs,
        "subject": [*_keys(Evidence), *_keys(Verdict), *_keys(Citation)],
        "app_label": ["access", "sources", "claims", "auth"],
        "url": ["nothing/here/"],
    }


def _keys(model: type[Model]) -> list[Any]:
    return list(model._default_manager.order_by("pk").values_list("pk", flat=True))


def _rows_by_type() -> Iterator[tuple[ContentType, Any]]:
    for model in (Claim, Assessment, Verdict, Document, Group):
        kind = ContentType.objects.get_for_model(model)
        yield from ((kind, key) for key in _keys(model))


def questions(page: Page, secrets: list[str]) -> Iterator[str]:
    """The query strings that a page takes, the empty one first."""
    yield ""
    if page.name.endswith("_changelist"):
        for secret in secrets:
            yield f"?q={secret}"
            yield from (f"?{path}__icontains={secret}" for path in _roads_to("rationale", page))
            yield from (f"?{path}__name={secret}" for path in _roads_to("rating", page))
    elif page.name == "admin:autocomplete":
        for model in MODELS.values():
            for field in model._meta.get_fields():
                if field.concrete and field.is_relation:
                    ask = f"?app_label={model._meta.app_label}&model_name={model._meta.model_name}"
                    yield from (f"{ask}&field_name={field.name}&term={term}" for term in ("", *secrets))
    elif page.name in ("admin:search", "admin:workbench_documents"):
        for term in ("NATO", *secrets):
            yield f"?q={term}"
            yield f"?s={term}&extended=1"
    elif page.name == "admin:workbench_new":
        yield "?start=0&end=10"
    elif page.name == "api:document-annotations":
        yield from ("?page=0", "?page=1", "?iris=1", "?iris=1&page=0")
    elif page.name.endswith("_provenance"):
        yield "?format=svg"
    elif page.name == "admin:sources_source_read":
        yield "?page=2"
    elif page.name == "admin:claims_figures":
        yield "?weeks=4"
    elif page.name.endswith("_history"):
        yield "?before=1000000"
    elif page.name == "google:claims-search":
        yield from (f"?query={term}" for term in ("NATO", *secrets))
        narrow = (
            "languageCode=en",
            "maxAgeDays=9",
            "pageSize=1",
            "offset=1",
            "fields=claims/text",
            "prettyPrint=false",
        )
        yield from (f"?query=NATO&{more}" for more in narrow)
        yield "?reviewPublisherSiteFilter=testserver"
    elif page.name == "google:pages":
        yield from (f"?organization={secret}" for secret in secrets)
        yield "?pageSize=1"
    elif page.name == "api:changes":
        yield from ("?since=now", "?kind=retracted", "?limit=1")
    elif page.name.startswith("api:") and page.name.endswith("-list") and page.name != "api:webhook-list":
        yield from _api_questions(page.name, secrets)


def _roads_to(field: str, page: Page) -> Iterator[str]:
    """Lookups by which a list could be asked for assessments."""
    model = page.model
    if model is Assessment:
        yield field
    elif model is Claim:
        yield f"assessments__{field}"
    elif model is not None and any(f.name == "claim" for f in model._meta.get_fields()):
        yield f"claim__assessments__{field}"


def _api_questions(name: str, secrets: list[str]) -> Iterator[str]:
    from factcheck.urls import v1

    viewset: Any = next(view for prefix, view, _ in v1.registry if prefix == name[4:].removesuffix("-list") + "s")
    yield from ("?total=true", "?format=csv", "?format=ndjson")
    yield from (f"?expand={path}" for path in expansions(viewset.serializer_class()))
    yield from (f"?facets={name}" for name in viewset.facets)
    for ordering in viewset.orderings:
        yield from (f"?ordering={sign}{ordering}" for sign in ("", "-"))
    for name in (*viewset.filterset_class.base_filters, "rating", "assessments__rationale__icontains", "assessment"):
        for value in ("true", "fact", "0.5", "2026-01-22", "none", *secrets):
            yield f"?{name}={value}"


def offered(html: bytes) -> list[str]:
    """The questions that a list's own links and filters ask."""
    page = document_fromstring(html)
    asked = [link for link in page.xpath("//a/@href") if link.startswith("?")]
    for control in page.xpath("//form[@id='filter-form' or @id='changelist-search']//*[@name]"):
        values = control.xpath(".//option/@value") or [control.get("value") or "1"]
        asked += [f"?{urlencode({control.get('name'): value})}" for value in values if value]
    return list(dict.fromkeys(asked))


def actions(html: bytes) -> list[dict[str, Any]]:
    """What a list can do with its rows, as its form sends it; but for deletion, which tells rows in no fixed order."""
    page = document_fromstring(html)
    rows = page.xpath("//input[@name='_selected_action']/@value")
    chosen = page.xpath("//select[@name='action']//option/@value")
    return [
        {"action": action, "_selected_action": rows, "index": 0} for action in chosen if rows and action not in UNASKED
    ]
