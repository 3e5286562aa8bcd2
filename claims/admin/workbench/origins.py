"""Where the open claim comes from: the sentence, the way upstream, and the edges that a person may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from claims.admin import diagrams
from claims.lineage import Traced, edges_beside, trace_claim
from claims.models import Appearance, Claim
from claims.workflow import tracing
from sources.actions import source_named
from sources.models import Citation, Document, Source
from sources.provenance.loader import asserted_by, citations, counts
from sources.provenance.outline import outline, outline_html
from sources.provenance.types import LIKELY, WHOLE, Channel, Standing

from .forms import ActForm, Reason

# What a person may say of words: how they came. A copy, a credit and a canonical address are read from documents.
CHANNELS = [(str(channel), str(channel)) for channel in Channel if channel not in WHOLE]
NOWHERE = "Nothing captured has this address; capture it first, or name the source."


@dataclass(frozen=True)
class EdgeSubject:
    """An edge, seen from a place of a claim."""

    place: Appearance
    citation: Citation

    @property
    def pk(self) -> Any:
        """The citation's key."""
        return self.citation.pk

    @property
    def revision(self) -> int:
        """What the screen shows."""
        return self.citation.revision


@dataclass(frozen=True)
class Shown:
    """An edge as the panel lists it; counted: whether the walk takes it."""

    citation: Citation
    by: str
    counted: bool
    forms: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Where it leads."""
        return self.citation.label

    @property
    def sure(self) -> str:
        """How sure it is, in words; "" once a person has said so."""
        if self.citation.standing != Standing.PROPOSED:
            return ""
        return f"{self.citation.confidence:.0%} sure" + ("" if self.counted else f", counts from {LIKELY:.0%}")


class Confirm(ActForm):
    """The subject is an edge."""

    def act(self) -> Any:
        return tracing.confirm_edge(self.subject.place, self.subject.citation, by=self.user, **self.given("seen"))


class RejectEdge(Reason):
    """It does not come from there."""

    def act(self) -> Any:
        edge = self.subject
        return tracing.reject_edge(edge.place, edge.citation, by=self.user, **self.given("reason", "seen"))


class Whence(ActForm):
    """Where something comes from: a channel, and a source by name or a captured document by its address."""

    channel = forms.ChoiceField(choices=CHANNELS)
    source = forms.CharField(required=False, max_length=300, widget=forms.TextInput(attrs={"list": "fc-sources"}))
    address = forms.URLField(
        required=False, assume_scheme="https", help_text="Of a captured document, where it was taken from one."
    )

    def where(self) -> dict[str, Any]:
        """The channel, the source and the document. Raises InvalidInput."""
        source = source_named(self.cleaned_data["source"], by=self.user, kind=Source.Kind.OUTLET)
        return {"channel": self.cleaned_data["channel"], "source": source, "document": self.cleaned_data["address"]}

    def clean_address(self) -> Document | None:
        """The document of the address."""
        address = self.cleaned_data["address"]
        found = Document.objects.filter(Q(url=address) | Q(identifier=address)).first() if address else None
        if address and found is None:
            raise forms.ValidationError(NOWHERE)
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data.get("source") and not data.get("address"):
            self.add_error("source", "Name the source, or give the address of the document.")
        return data


class Correct(Whence):
    """It comes from somewhere else, or came another way. The subject is an edge."""

    reason = forms.CharField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        citation: Citation = self.subject.citation
        if not self.is_bound:
            self.initial.update(channel=citation.channel, source=str(citation.source or ""))
        if citation.channel in WHOLE:
            self.fields["channel"].choices = [(citation.channel, citation.channel)]  # type: ignore[attr-defined]

    def act(self) -> Any:
        edge = self.subject
        return tracing.correct_edge(
            edge.place, edge.citation, by=self.user, **self.where(), **self.given("reason", "seen")
        )


class Cite(Whence):
    """A person has found where the claim's words were taken from. The subject is the claim's place."""

    def act(self) -> Any:
        return tracing.add_edge(self.subject, by=self.user, **self.where())


def context(place: Appearance, claim: Claim, edge_forms: Any) -> dict[str, Any]:
    """What the panel shows of where the claim comes from. edge_forms: the forms for an EdgeSubject."""
    traced = trace_claim(claim)
    shown = [
        Shown(edge, asserted_by(edge), counts(edge), edge_forms(EdgeSubject(place, edge)))
        for edge in edges(traced, claim)
    ]
    return {
        "lineage": traced.lineage,
        "flags": diagrams.flags(traced.lineage),
        "way": way(traced),
        "edges": shown,
    }


def way(traced: Traced) -> SafeString:
    """The way upstream as a nested list."""
    graph = traced.graph.upstream(traced.lineage.start)
    top = outline(graph.nodes, graph.edges, traced.lineage.start, traced.lineage)
    return mark_safe("".join(outline_html(child, href=diagrams.address) for child in top.children))  # noqa: S308


def edges(traced: Traced, claim: Claim) -> list[Citation]:
    """The edges that a person may look at: those of the walk, and those beside it that were proposed or rejected."""
    graph = traced.graph.upstream(traced.lineage.start)
    found = {str(edge.pk): edge for edge in edges_beside(claim)}
    further = {edge.key for edge in graph.edges if isinstance(edge.kind, Channel)} - set(found)
    further_rows = list(citations().filter(pk__in=further)) if further else []
    rows = [*found.values(), *further_rows]
    return sorted(
        rows, key=lambda edge: (edge.standing == Standing.REJECTED, edge.snapshot_id, edge.start or 0, edge.pk)
    )
