"""PROV documents as text and back: PROV-JSON (W3C Member Submission, 2013) and PROV-O in Turtle.

The same content is the same bytes, in whatever order it was told: files can be compared and signed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from prov.model import Literal, ProvDocument, ProvRecord
from prov.serializers.provrdf import ProvRDFSerializer
from rdflib import PROV, RDF, RDFS, XSD, BNode, Graph, URIRef
from rdflib.term import Node

Triple = tuple[Node, Node, Node]

# PROV-O, tables of qualified terms: the qualifying property, the short one that it spells out, and how the node in
# between names the other end.
SHORT: dict[URIRef, tuple[URIRef, URIRef]] = {
    PROV.qualifiedGeneration: (PROV.wasGeneratedBy, PROV.activity),
    PROV.qualifiedUsage: (PROV.used, PROV.entity),
    PROV.qualifiedInvalidation: (PROV.wasInvalidatedBy, PROV.activity),
    PROV.qualifiedDerivation: (PROV.wasDerivedFrom, PROV.entity),
    PROV.qualifiedRevision: (PROV.wasRevisionOf, PROV.entity),
    PROV.qualifiedQuotation: (PROV.wasQuotedFrom, PROV.entity),
    PROV.qualifiedPrimarySource: (PROV.hadPrimarySource, PROV.entity),
    PROV.qualifiedAttribution: (PROV.wasAttributedTo, PROV.agent),
    PROV.qualifiedAssociation: (PROV.wasAssociatedWith, PROV.agent),
    PROV.qualifiedDelegation: (PROV.actedOnBehalfOf, PROV.agent),
    PROV.qualifiedCommunication: (PROV.wasInformedBy, PROV.activity),
    PROV.qualifiedStart: (PROV.wasStartedBy, PROV.entity),
    PROV.qualifiedEnd: (PROV.wasEndedBy, PROV.entity),
    PROV.qualifiedInfluence: (PROV.wasInfluencedBy, PROV.influencer),
}
SPELT_OUT = {short: (qualifying, end) for qualifying, (short, end) in SHORT.items()}
DERIVATIONS = (PROV.wasRevisionOf, PROV.wasQuotedFrom, PROV.hadPrimarySource)


def to_json(document: ProvDocument) -> str:
    """PROV-JSON, UTF-8 when written."""
    content = json.loads(_sorted(document).serialize(format="json") or "")
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def from_json(text: str) -> ProvDocument:
    """What PROV-JSON says. Raises ValueError or prov.Error where it is none."""
    return ProvDocument.deserialize(content=text, format="json")


def to_turtle(document: ProvDocument) -> str:
    """PROV-O in Turtle. Raises ValueError for a document with bundles."""
    return to_graph(document).serialize(format="turtle")


def from_turtle(text: str) -> ProvDocument:
    """What PROV-O says in Turtle. Raises ValueError or prov.Error where it is none."""
    return from_graph(Graph(bind_namespaces="none").parse(data=text, format="turtle"))


def to_graph(document: ProvDocument) -> Graph:
    """The triples of PROV-O, each relation with details in the short form, too.

    prov leaves the short form out where a relation has a time, a role or a type, so that whoever asks for
    prov:wasGeneratedBy finds nothing; PROV-O ("Qualified Terms") encourages both. Its own way to Turtle goes by an
    rdflib.Dataset, in ways that rdflib 7.6 warns about, so the graph is taken from its encoder. What from_graph says
    of prov's reading is mended here for whoever reads with prov alone: the short form is spelt out where another
    relation of the thing is.

    Raises ValueError for a document with bundles: they are named graphs, and Turtle has none.
    """
    if document.has_bundles():
        raise ValueError("Turtle has no named graphs, so no bundles; take PROV-JSON.")
    bare = Graph(bind_namespaces="none")
    for prefix, namespace in (("prov", PROV), ("rdfs", RDFS), ("xsd", XSD)):
        bare.bind(prefix, namespace)
    content = _sorted(document)
    ProvRDFSerializer(content).encode_container(content, container=bare)
    graph = Graph(bind_namespaces="none", namespace_manager=bare.namespace_manager)
    told = set(_short_forms(bare))
    for qualifying, (short, _) in SHORT.items():
        for one, other in list(bare.subject_objects(short)):
            if (one, short, other) not in told and bare.value(one, qualifying) is not None:
                for each in _spelt_out((one, short, other)):
                    bare.add(each)
    names = {node: _named(bare, node) for node in set(bare.subjects()) if isinstance(node, BNode)}
    for triple in (*bare, *_short_forms(bare)):
        one, verb, other = (names.get(node, node) for node in triple)
        graph.add((one, verb, other))
    return graph


def from_graph(graph: Graph) -> ProvDocument:
    """What the triples of PROV-O say; a short form beside the same relation with details says nothing of its own.

    prov would read the two as two relations. It takes an association, attribution or delegation in the short form for
    another agent's with details, where there is one, and puts the one agent in the place of the other. And it knows
    wasRevisionOf, wasQuotedFrom and hadPrimarySource spelt out alone. So all of them are spelt out for it.
    """
    told = set(_short_forms(graph))
    read = Graph(bind_namespaces="none", namespace_manager=graph.namespace_manager)
    for triple in graph:
        if triple not in told:
            for each in _spelt_out(triple):
                read.add(each)
    document = ProvDocument()
    ProvRDFSerializer(document).decode_document(read, document)  # type: ignore[arg-type]  # takes a plain graph as well
    return document


def _spelt_out(triple: Triple) -> list[Triple]:
    one, verb, other = triple
    if not isinstance(verb, URIRef) or verb not in SPELT_OUT:
        return [triple]
    qualifying, end = SPELT_OUT[verb]
    node = BNode()
    return [(one, qualifying, node), (node, RDF.type, URIRef(qualifying.replace("qualified", ""))), (node, end, other)]


def _short_forms(graph: Graph) -> Iterator[Triple]:
    """The short form of every relation with details; of special derivations that of any derivation, too."""
    for qualifying, (short, end) in SHORT.items():
        for one, node in graph.subject_objects(qualifying):
            for other in graph.objects(node, end):
                yield one, short, other
                if short in DERIVATIONS:
                    yield one, PROV.wasDerivedFrom, other


def _named(graph: Graph, node: BNode) -> BNode:
    """The node with a name that follows from what is said of it, where no other node without a name has to do with
    it: two runs, or two programs, then write the same."""
    said = [f"{verb.n3()} {other.n3()}" for verb, other in graph.predicate_objects(node)]
    said += [f"{one.n3()} {verb.n3()}" for one, verb in graph.subject_predicates(node)]
    return BNode("r" + hashlib.sha256("\n".join(sorted(said)).encode()).hexdigest()[:32])


def _sorted(document: ProvDocument) -> ProvDocument:
    """The same content in an order of its own, each statement once, with the namespaces that it uses."""
    copy = ProvDocument()
    _copy(document, copy)
    for bundle in sorted(document.bundles, key=lambda bundle: str(bundle.identifier and bundle.identifier.uri)):
        assert bundle.identifier is not None, "prov names every bundle"  # noqa: S101
        _copy(bundle, copy.bundle(bundle.identifier))
    return copy


def _copy(source: Any, target: Any) -> None:
    records = {_key(record): record for record in source.get_records()}
    for key in sorted(records):
        record = records[key]
        attributes = sorted(record.attributes, key=_attribute_key)
        target.new_record(record.get_type(), record.identifier, attributes)


def _key(record: ProvRecord) -> tuple[str, str, tuple[tuple[str, ...], ...]]:
    name = record.identifier.uri if record.identifier else ""
    return str(record.get_type()), name, tuple(sorted(map(_attribute_key, record.attributes)))


def _attribute_key(attribute: tuple[Any, Any]) -> tuple[str, ...]:
    name, value = attribute
    if isinstance(value, Literal):
        return name.uri, "Literal", value.value, str(value.datatype), value.langtag or ""
    return name.uri, type(value).__name__, getattr(value, "uri", str(value))
