from __future__ import annotations

import random
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources.provenance.drawing import layers
from sources.provenance.drawing.layers import back_arcs, columns
from sources.provenance.drawing.layout import arrange, spread
from sources.provenance.types import Edge, Node
from tests.unit.sources.provenance.pictures import SVG, Drawn, article, claim, draw, graphs, link, text_of

slowly = settings(deadline=None, max_examples=40)
GRAPHS = graphs()


def apart(one: tuple[float, ...], other: tuple[float, ...], least: float = 0) -> bool:
    """Whether two boxes (left, top, right, bottom) leave so much between them, beside or above one another."""
    beside = one[2] + least <= other[0] or other[2] + least <= one[0]
    return beside or one[3] + least <= other[1] or other[3] + least <= one[1]


@slowly
@given(GRAPHS)
def test_boxes_never_overlap(graph: tuple[list[Node], list[Edge]]):
    drawn = draw(*graph)
    assert all(apart(one, other, 20) for one, other in combinations(drawn.boxes.values(), 2))


@slowly
@given(GRAPHS)
def test_all_lies_within_the_drawing(graph: tuple[list[Node], list[Edge]]):
    drawn = draw(*graph)
    wide, high = float(drawn.root.get("width", 0)), float(drawn.root.get("height", 0))
    corners = [point for box in drawn.boxes.values() for point in (box[:2], box[2:])]
    assert all(0 <= x <= wide and 0 <= y <= high for x, y in corners)
    assert all(0 <= x <= wide and 0 <= y <= high for _, route in drawn.lines for x, y in route)


@slowly
@given(GRAPHS)
def test_lines_lead_to_the_right_but_for_those_that_close_a_loop(graph: tuple[list[Node], list[Edge]]):
    drawn = draw(*graph)
    for line, _ in drawn.lines:
        down, up = drawn.boxes[str(line.get("data-down"))], drawn.boxes[str(line.get("data-up"))]
        marks = str(line.get("class"))
        assert (up[2] < down[0]) == ("fc-g-back" not in marks)
        assert "fc-g-back" not in marks or "fc-g-looped" in marks


@slowly
@given(GRAPHS)
def test_lines_run_from_box_to_box_and_through_no_other(graph: tuple[list[Node], list[Edge]]):
    drawn = draw(*graph)
    for line, route in drawn.lines:
        down, up = str(line.get("data-down")), str(line.get("data-up"))
        if down == up:
            continue
        assert touches(drawn.boxes[up], route) == touches(drawn.boxes[down], route) == 1
        assert sum(touches(box, route) for box in drawn.boxes.values()) == 2


def touches(box: tuple[float, float, float, float], route: list[tuple[float, float]]) -> bool:
    """Whether a line comes nearer to a box than the length of its arrow's head."""
    left, top, right, bottom = box
    return any(left - 9 < x < right + 9 and top < y < bottom for x, y in route)


@slowly
@given(GRAPHS)
def test_labels_stand_on_their_line_clear_of_boxes_and_of_each_other(graph: tuple[list[Node], list[Edge]]):
    drawn = draw(*graph)
    found = list(label_boxes(drawn))
    assert all(apart(one, other) for one, other in combinations(found, 2))
    assert all(apart(label, box) for label in found for box in drawn.boxes.values())
    middles = [((left + right) / 2, (top + bottom) / 2) for left, top, right, bottom in found]
    points = [point for _, route in drawn.lines for point in route]
    assert all(any(abs(x - at[0]) < 40 and abs(y - at[1]) < 60 for x, y in points) for at in middles)


def test_where_labels_would_stand_on_each_other_some_are_left_off():
    downs, ups = [f"d{place}" for place in range(9)], [f"u{place}" for place in range(9)]
    drawn = draw([*map(article, downs), *map(article, ups)], [link(down, up) for down in downs for up in ups])
    found = list(label_boxes(drawn))
    assert 9 < len(found) < len(drawn.lines) == 81
    assert all(apart(one, other) for one, other in combinations(found, 2))


def label_boxes(drawn: Drawn):
    for each in drawn.root.iter(f"{SVG}text"):
        if "fc-g-label" in str(each.get("class")):
            x, y, half = float(each.get("x", 0)), float(each.get("y", 0)), len(text_of(each)) * 3.2
            yield x - half, y - 11, x + half, y + 3


def test_a_line_of_its_own_is_straight():
    nodes = [claim(), article("a"), article("b")]
    drawn = draw(nodes, [link("c", "a"), link("a", "b")])
    assert all(len({y for _, y in route}) == 1 for _, route in drawn.lines)


def test_origins_stand_together_at_the_left_and_documents_beside_the_claim():
    nodes = [claim(), *map(article, "abdef")]
    edges = [link("c", "a"), link("a", "b"), link("b", "d"), link("c", "e"), link("e", "f")]
    left = {key: box[0] for key, box in draw(nodes, edges).boxes.items()}
    assert left["d"] == left["f"] == 0
    assert left["a"] == left["e"] < left["c"]
    assert 0 < left["b"] < left["a"]


def test_of_several_beginnings_the_one_with_the_fewest_crossings_is_taken(monkeypatch: pytest.MonkeyPatch):
    chance = random.Random(1)
    column = [place // 8 for place in range(40)]
    graphs = [[(chance.randrange(at), at) for at in range(8, 40)] for _ in range(10)]
    graphs = [[(left, right) for left, right in arcs if column[left] < column[right]] for arcs in graphs]
    best = [crossings(column, arcs) for arcs in graphs]
    monkeypatch.setattr(layers, "_TRIES", 1)
    first = [crossings(column, arcs) for arcs in graphs]
    assert all(one <= other for one, other in zip(best, first, strict=True))
    assert sum(best) < 0.8 * sum(first)


def crossings(column: list[int], arcs: list[tuple[int, int]]) -> int:
    """How many pairs of lines change sides between two columns."""
    found = layers.ordered(column, arcs)
    steps = [
        (found.column[one], found.across[one], found.across[other])
        for (left, right), lanes in zip(arcs, found.lanes, strict=True)
        for one, other in pairwise((left, *lanes, right))
    ]
    beside = [pair for pair in combinations(steps, 2) if pair[0][0] == pair[1][0]]
    return sum((one[1] - other[1]) * (one[2] - other[2]) < 0 for one, other in beside)


def test_long_lines_of_several_parts_keep_their_lanes():
    """igraph 1.0 would mix them up, or crash."""
    arcs = [(0, 1), (1, 2), (2, 3), (0, 3), (4, 5), (5, 6), (6, 7), (4, 7), (8, 9), (9, 10), (8, 10)]
    found = arrange([60] * 12, arcs, [0] * len(arcs))
    assert [len(route) for route in found.routes] == [2, 2, 2, 6, 2, 2, 2, 6, 2, 2, 4]
    assert all(one[0] < other[0] for route in found.routes for one, other in pairwise(route))


@given(st.lists(st.tuples(st.integers(0, 15), st.integers(0, 15)), unique=True, max_size=60))
def test_without_the_arcs_that_lead_back_there_is_no_loop(arcs: list[tuple[int, int]]):
    back = back_arcs(16, arcs)
    kept = [arc for place, arc in enumerate(arcs) if place not in back]
    found = columns(16, kept)
    assert all(found[up] < found[down] for down, up in kept)
    assert all(down != up for down, up in kept)
    if not back:
        assert all(down != up for down, up in arcs)


def test_a_graph_without_loops_has_no_arc_that_leads_back():
    assert back_arcs(4, [(0, 1), (0, 2), (1, 3), (2, 3), (0, 3)]) == set()


def test_a_loop_is_cut_where_it_closes_seen_from_the_claim():
    assert back_arcs(4, [(3, 1), (1, 2), (2, 0), (0, 1)]) == {3}


@given(
    st.lists(st.tuples(st.floats(-500, 500), st.floats(0.1, 8)), min_size=1, max_size=12),
    st.lists(st.floats(0, 100), min_size=11, max_size=11),
)
def test_places_are_as_near_to_the_wanted_as_their_distances_allow(rows: list[tuple[float, float]], far: list[float]):
    wanted, weights = zip(*rows, strict=True)
    distances = far[: len(rows) - 1]
    found = spread(wanted, weights, distances)
    assert all(other - one >= least - 1e-6 for (one, other), least in zip(pairwise(found), distances, strict=True))
    best = cost(found, wanted, weights)
    for place in range(len(found)):
        for step in (-0.5, 0.5):  # moving any run of them in one piece, where there is room, makes it no better
            for end in range(place, len(found)):
                moved = [y + step * (place <= at <= end) for at, y in enumerate(found)]
                if all(b - a >= least for (a, b), least in zip(pairwise(moved), distances, strict=True)):
                    assert cost(moved, wanted, weights) >= best - 1e-6


def cost(found, wanted, weights) -> float:
    return sum(weight * (y - want) ** 2 for y, want, weight in zip(found, wanted, weights, strict=True))


def test_where_lanes_would_be_too_many_the_longest_lines_get_none(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(layers, "_MOST_LANES", 2)
    arcs = [(0, 1), (1, 2), (2, 3), (3, 4), (0, 2), (1, 3), (0, 4)]
    found = arrange([60] * 5, arcs, [0] * len(arcs))
    assert [len(route) for route in found.routes] == [2, 2, 2, 2, 4, 4, 2]


def test_nothing_takes_no_room():
    found = arrange([], [], [])
    assert (found.width, found.height, found.routes) == (0, 0, [])
