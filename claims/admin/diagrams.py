"""The pages that draw where a claim or a document comes from: the diagram, and the same as a nested list."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import mark_safe

from claims.pictures import Picture
from sources.provenance.diagram import diagram
from sources.provenance.outline import outline, outline_html
from sources.provenance.types import Lineage, Node

# Where the desk reads about a node, by the first part of its key. A work that nobody captured has no page.
PAGES = {
    "claim": "admin:claims_claim_change",
    "document": "admin:sources_document_read",
    "source": "admin:sources_source_change",
    "verdict": "admin:claims_verdict_change",
    "evidence": "admin:claims_evidence_change",
}


def address(node: Node) -> str:
    """The page of the desk about a node; "" where there is none."""
    kind, _, key = node.key.partition(":")
    return reverse(PAGES[kind], args=[UUID(key)]) if kind in PAGES else ""


def flags(lineage: Lineage) -> list[str]:
    """What to beware of, in words."""
    marks = {
        "single source": lineage.single_source,
        "anonymous only": lineage.anonymous_only,
        "circular reporting": bool(lineage.loops),
    }
    return [words for words, so in marks.items() if so]


def page(request: HttpRequest, picture: Picture, context: dict[str, Any]) -> HttpResponse:
    """The page of a picture; ?format=svg is the drawing alone, to be kept or printed."""
    if request.GET.get("format") == "svg":
        drawing = diagram(picture.nodes, picture.edges, picture.whole, title=picture.title, sentence=picture.sentence)
        headers = {"Content-Disposition": 'attachment; filename="provenance.svg"'}
        return HttpResponse(drawing, content_type="image/svg+xml", headers=headers)
    top = outline(picture.nodes, picture.edges, picture.whole.start, picture.whole)
    drawn = diagram(
        picture.nodes, picture.edges, picture.whole, title=picture.title, sentence=picture.sentence, href=address
    )
    context |= {
        "picture": picture,
        "flags": flags(picture.lineage),
        "downstream": [(node, address(node)) for node in picture.downstream],
        "diagram": mark_safe(drawn),  # noqa: S308  (escaped where it is made)
        "outline": mark_safe(outline_html(top, href=address)),  # noqa: S308  (the same)
    }
    return TemplateResponse(request, "claims/admin/provenance.html", context)
