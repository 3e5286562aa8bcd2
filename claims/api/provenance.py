"""How the way of a claim looks to programs: a graph, PROV-JSON or Turtle, as the request's Accept header asks."""

from __future__ import annotations

from typing import Any

from rest_framework import serializers
from rest_framework.renderers import BaseRenderer

from sources.provenance.types import Channel, Directness, EdgeKind, MergeReason, NodeKind, Standing


def _choices(*kinds: Any) -> list[str]:
    return [str(value) for kind in kinds for value in kind]


class NodeSerializer(serializers.Serializer):
    """What stands at a place of the graph: a claim, document, work that nobody captured, source, evidence, verdict."""

    key = serializers.CharField(help_text="Kind and identifier, for example `document:0198c5f0-…`.")
    kind = serializers.ChoiceField(choices=_choices(NodeKind))
    type = serializers.CharField(help_text="article, treaty, …; person, anonymous, …; of a work its channel.")
    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the attribute of that name
    source = serializers.CharField(  # type: ignore[assignment]
        help_text="The key of the publisher or author, empty where none is known."
    )
    when = serializers.DateField(allow_null=True, help_text="Published; or captured, where `published` is false.")
    published = serializers.BooleanField()
    url = serializers.CharField(help_text="Empty where it has no address.")


class EdgeSerializer(serializers.Serializer):
    """`down` was taken from `up`."""

    down = serializers.CharField()
    up = serializers.CharField()
    kind = serializers.ChoiceField(choices=_choices(EdgeKind, Channel))
    by = serializers.CharField(help_text="Who or what says so; people have no name here.")
    words = serializers.CharField(help_text="From which words.")
    confidence = serializers.FloatField(help_text="From 0 to 1.")
    standing = serializers.ChoiceField(choices=_choices(Standing), help_text="What a person has said of it.")


class MergeSerializer(serializers.Serializer):
    """Why two roots are one origin."""

    one = serializers.CharField()
    other = serializers.CharField()
    reason = serializers.ChoiceField(choices=_choices(MergeReason))
    because = serializers.CharField()


class OriginSerializer(serializers.Serializer):
    """Where it comes from in the end; the roots in `keys` are one."""

    label = serializers.CharField()  # type: ignore[assignment]  # a field, not the attribute of that name
    keys = serializers.ListField(child=serializers.CharField())
    anonymous = serializers.BooleanField()
    circular = serializers.BooleanField()
    directness = serializers.ChoiceField(choices=_choices(Directness))
    links = serializers.ListField(child=serializers.CharField(), help_text="The links that lead here.")
    path = serializers.ListField(child=serializers.CharField(), help_text="A shortest way.")
    merges = MergeSerializer(many=True)


class LineageSerializer(serializers.Serializer):
    """What a walk finds: how many links, how many independent origins, and what to beware of."""

    start = serializers.CharField()
    sentence = serializers.CharField(help_text="For people: “7 links, 2 independent origins: …”.")
    links = serializers.ListField(child=serializers.CharField())
    origins = OriginSerializer(many=True)
    single_source = serializers.BooleanField()
    anonymous_only = serializers.BooleanField()
    loops = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))
    earliest = NodeSerializer(allow_null=True, help_text="The document that has it first, as far as is known.")
    unconfirmed = serializers.IntegerField(help_text="Edges that nobody has looked at.")


class ProvenanceSerializer(serializers.Serializer):
    """The graph of a claim and of its verdict, and what a walk from each finds."""

    claim = LineageSerializer(source="lineage")
    verdict = LineageSerializer(allow_null=True, help_text="Of its evidence; null without a verdict.")
    nodes = NodeSerializer(many=True)
    edges = EdgeSerializer(many=True)


class _Prov(BaseRenderer):
    charset = "utf-8"

    def render(self, data: Any, accepted_media_type: str | None = None, renderer_context: Any = None) -> str:
        """The text that the view gives; a problem goes its own way."""
        return data if isinstance(data, str) else ""


class ProvJSONRenderer(_Prov):
    """PROV-JSON (W3C member submission, 2013), which has no registered type; named as PROV-XML's is."""

    media_type = "application/provenance+json"
    format = "prov-json"


class TurtleRenderer(_Prov):
    """PROV-O in Turtle."""

    media_type = "text/turtle"
    format = "turtle"
