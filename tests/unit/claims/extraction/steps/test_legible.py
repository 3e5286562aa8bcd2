"""A rewritten text still knows where its characters come from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claims.extraction.steps.legible import Edit, Legible, rewrite


def placed(legible: Legible, document: str, words: str) -> str:
    start = legible.text.index(words)
    first, last = legible.place(start, start + len(words))
    return document[first:last]


def test_what_is_left_out_and_rewritten_keeps_its_place() -> None:
    document = "MR X: The cafe\u0301 closed."
    legible = rewrite(Legible(document), [Edit(0, 6), Edit(13, 15, "é")])
    assert legible.text == "The café closed."
    assert placed(legible, document, "café") == "cafe\u0301"
    assert placed(legible, document, "closed") == "closed"


def test_a_copy_counts_only_where_nothing_else_is_in_it() -> None:
    document = "It would:\n- end\n- go"
    copy = "It would "
    edits = [Edit(0, 9), Edit(10, 12), Edit(12, 12, copy, 0), Edit(16, 18), Edit(18, 18, copy, 0)]
    legible = rewrite(Legible(document), edits)
    assert legible.text == "\nIt would end\nIt would go"
    assert placed(legible, document, "It would go") == "go"
    assert placed(legible, document, "It would") == "It would"


def test_two_rewritings_one_after_the_other_lead_back_to_the_document() -> None:
    document = "a\u00ad\u00adb: one two"
    once = rewrite(Legible(document), [Edit(1, 3)])
    twice = rewrite(once, [Edit(0, 4)])
    assert twice.text == "one two"
    assert placed(twice, document, "two") == "two"


def test_an_offset_is_found_in_the_rewritten_text() -> None:
    legible = rewrite(Legible("ab: cd"), [Edit(0, 4)])
    assert [legible.forward(k) for k in (0, 4, 5, 6)] == [0, 0, 1, 2]


@given(st.text(min_size=1), st.data())
def test_every_place_lies_in_the_document(document: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(document)), max_size=8)))
    texts = data.draw(st.lists(st.text(max_size=3), min_size=4, max_size=4))
    edits = [Edit(a, b, text) for a, b, text in zip(cuts[::2], cuts[1::2], texts, strict=False)]
    legible = rewrite(Legible(document), edits)
    for start in range(len(legible.text)):
        first, last = legible.place(start, len(legible.text))
        assert 0 <= first < last <= len(document)
