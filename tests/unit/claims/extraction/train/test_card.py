"""The model card's table, written and read back."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from claims.extraction.parser.runtime import MODEL
from claims.extraction.train.card import CardUnreadable, differences, read, table
from claims.extraction.train.evaluate import Figures

TREES = Figures(words=25094, upos=96.21, xpos=95.5, feats=94.5, uas=89.26, las=86.8, sentences=95.1, names=None)
NAMES = Figures(25097, upos=None, xpos=None, feats=None, uas=None, las=None, sentences=None, names=69.5)
ROWS = {"EWT test": TREES, "Universal NER": NAMES}


@pytest.fixture
def card(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_text(f"# A card\n\n{table(ROWS).replace('86.8', '**86.8**')}\n\nMore | text.\n", encoding="utf8")
    return path


def test_figures_read_back_from_the_card_are_the_figures(card: Path) -> None:
    assert list(differences(read(card), ROWS)) == []
    assert read(card)["EWT test"] == ("EWT test", "25,094", "96.2", "95.5", "94.5", "89.3", "86.8", "95.1", "")


def test_each_cell_that_differs_is_named(card: Path) -> None:
    found = {"EWT test": replace(TREES, uas=90.0, las=87.0), "Universal NER": NAMES}
    assert list(differences(read(card), found)) == [
        "EWT test, UAS: the card says 89.3, found 90.0",
        "EWT test, LAS: the card says 86.8, found 87.0",
    ]


def test_a_figure_within_the_tolerance_does_not_differ(card: Path) -> None:
    found = {"EWT test": replace(TREES, uas=89.2, las=87.0), "Universal NER": NAMES}
    assert list(differences(read(card), found, tolerance=0.1)) == ["EWT test, LAS: the card says 86.8, found 87.0"]


def test_a_figure_that_only_one_side_has_differs_whatever_the_tolerance(card: Path) -> None:
    found = {"EWT test": replace(TREES, names=70.0), "Universal NER": NAMES}
    assert list(differences(read(card), found, tolerance=5)) == [
        "EWT test, Names F1: the card says nothing, found 70.0"
    ]


def test_a_test_set_on_one_side_only_is_named(card: Path) -> None:
    assert list(differences(read(card), {"EWT test": TREES, "GUM": NAMES})) == [
        "GUM: not in the card",
        "Universal NER: in the card only",
    ]


def test_a_card_without_a_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "README.md"
    path.write_text("# Nothing here\n", encoding="utf8")
    with pytest.raises(CardUnreadable, match="no table of figures"):
        read(path)
    with pytest.raises(CardUnreadable, match="is not there"):
        read(tmp_path / "none.md")


def test_the_shipped_card_has_a_table() -> None:
    assert list(read(MODEL / "README.md")) == [
        "EWT test",
        "GUM test",
        "GUM news, dev and test together",
        "Universal NER, EWT test",
    ]
