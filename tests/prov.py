"""What every PROV document of ours holds: both texts of it say the same, and it is valid."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterable

import prov
from prov.model import ProvActivity, ProvAgent, ProvDocument, ProvEntity, ProvRecord
from rdflib import Graph
from rdflib.compare import isomorphic

from sources.provenance.prov import from_json, from_turtle, to_graph, to_json, to_turtle, violations

# PROV-N's name of a relation: that of PROV-O, where it isn't the same.
CLASSES = {ProvEntity: "Entity", ProvActivity: "Activity", ProvAgent: "Agent"}
SUBTYPES = {
    "prov:Revision": "wasRevisionOf",
    "prov:Quotation": "wasQuotedFrom",
    "prov:PrimarySource": "hadPrimarySource",
}


def assert_holds(document: ProvDocument) -> None:
    """PROV-JSON is read back by prov, Turtle by prov and rdflib; SPARQL finds in the Turtle what the document says;
    no constraint is violated."""
    assert_json(document)
    assert_turtle(document)
    assert violations(document) == []


def assert_json(document: ProvDocument) -> None:
    """PROV-JSON says the document, in bytes that don't change on the way."""
    text = to_json(document)
    assert from_json(text) == document
    assert prov.read(text.encode(), format="json") == document
    assert to_json(from_json(text)) == text
    assert json.loads(text.encode())


def assert_turtle(document: ProvDocument) -> None:
    """Turtle says the document, in bytes that don't change on the way."""
    text = to_turtle(document)
    back = from_turtle(text)
    assert back == document
    assert to_turtle(back) == text
    assert to_json(back) == to_json(document)
    graph = Graph().parse(data=text, format="turtle")
    assert isomorphic(graph, to_graph(document))
    read_by_prov = statements(by_prov_alone(text))
    for name, found in statements(document).items():
        assert asked(graph, name) == found, name
        assert read_by_prov[name] == found, name


def by_prov_alone(text: str) -> ProvDocument:
    """As anybody's prov reads it: the short form of a relation with details is a relation of its own there."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", category=DeprecationWarning, module="rdflib")
        return ProvDocument.deserialize(content=text, format="rdf", rdf_format="turtle")


def statements(document: ProvDocument) -> dict[str, set[tuple[str, ...]]]:
    """What a document says, by the name that PROV-O has for it: the things of a class, the two ends of a relation."""
    found: dict[str, set[tuple[str, ...]]] = {name: set() for name in (*CLASSES.values(), *SUBTYPES.values())}
    for record in document.get_records():
        if type(record) in CLASSES:
            assert record.identifier is not None
            found[CLASSES[type(record)]].add((record.identifier.uri,))
        else:
            for name in names(record):
                ends = [value for _, value in record.formal_attributes[:2]]
                if all(ends):
                    found.setdefault(name, set()).add(tuple(end.uri for end in ends))
    return found


def names(record: ProvRecord) -> Iterable[str]:
    """PROV-O's names of a relation: of a quotation also that of any derivation."""
    types = {str(kind) for kind in record.get_asserted_types()}
    label = record.get_provn().split("(")[0]
    return [label, *(name for kind, name in SUBTYPES.items() if kind in types)]


def asked(graph: Graph, name: str) -> set[tuple[str, ...]]:
    """What SPARQL finds for a class or a relation of PROV-O."""
    what = f"?one a prov:{name}" if name[0].isupper() else f"?one prov:{name} ?other"
    rows = graph.query(f"PREFIX prov: <http://www.w3.org/ns/prov#> SELECT * WHERE {{ {what} }}")
    return {tuple(str(row[v]) for v in ("one", "other") if v in row.labels) for row in rows}  # type: ignore[union-attr,index]
