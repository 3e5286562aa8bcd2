"""The graphs that are timed hold what they should, so that their figures mean something."""

from __future__ import annotations

import networkx as nx
import pytest

from sources.provenance.graph import Graph, lineage
from sources.provenance.types import MergeReason
from tests.benchmarks.provenance_graph import sinks, told


@pytest.mark.parametrize("seed", range(3))
def test_a_graph_is_walked_whole_and_ends_where_networkx_says(seed: int) -> None:
    made = told(5_000, seed)
    graph = Graph(*made)
    found = lineage(graph, "claim")
    assert len(made.edges) == pytest.approx(5_000, rel=0.15)
    assert len(graph.walk("claim").edges) == len(made.edges)
    bare = nx.DiGraph((edge.down, edge.up) for edge in made.edges)
    assert sinks(bare, "claim") == {key for origin in found.origins for key in origin.keys}


def test_a_graph_has_loops_and_roots_that_are_one_for_several_reasons() -> None:
    found = lineage(Graph(*told(20_000)), "claim")
    reasons = {merge.reason for origin in found.origins for merge in origin.merges}
    assert found.loops
    assert {MergeReason.SAME_SOURCE, MergeReason.SAME_HOUSE} <= reasons
