"""GUM's mentions to names."""

from __future__ import annotations

import pytest

from claims.extraction.train.entities import Word, mentions, name_spans


def words(*rows: tuple[str, str, str, int, str, str]) -> list[Word]:
    """Words from (form, UPOS, XPOS, head, deprel, Entity annotation)."""
    return [Word(f, u, x, "_", h, d, f"Entity={e}" if e else "_") for f, u, x, h, d, e in rows]


DANISH_PARLIAMENT = words(
    ("the", "DET", "DT", 2, "det", "(1-organization-new-cf1-3-coref(2-place-new-cf2-2-sgl)"),
    ("Danish", "ADJ", "JJ", 2, "amod", ""),
    ("parliament", "NOUN", "NN", -1, "root", "1)"),
)


def test_brackets_nest_and_close_by_identity() -> None:
    assert [(m.start, m.end, m.type) for m in mentions(DANISH_PARLIAMENT)] == [
        (0, 0, "place"),
        (0, 2, "organization"),
    ]


def test_a_common_noun_is_no_name() -> None:
    assert name_spans(DANISH_PARLIAMENT) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [  # the title stays outside the name
                ("President", "PROPN", "NNP", 1, "nmod:desc", "(1-person-new-cf1-2-coref"),
                ("Donald", "PROPN", "NNP", -1, "root", ""),
                ("Trump", "PROPN", "NNP", 1, "flat", "1)"),
            ],
            [(1, 2, "PER")],
        ),
        (
            [  # "of" belongs to an organisation's name
                ("Bank", "PROPN", "NNP", -1, "root", "(1-organization-new-cf1-1-coref"),
                ("of", "ADP", "IN", 2, "case", ""),
                ("Ireland", "PROPN", "NNP", 0, "nmod", "1)"),
            ],
            [(0, 2, "ORG")],
        ),
        (
            [("Danes", "PROPN", "NNPS", -1, "root", "(1-person-new-cf1-1-coref)")],  # a people
            [],
        ),
        (
            [("President", "PROPN", "NNP", -1, "root", "(1-person-new-cf1-1-coref)")],  # a title alone
            [],
        ),
        (
            [
                ("United", "ADJ", "NNP", 1, "amod", "(1-place-new-cf1-2-coref"),
                ("States", "PROPN", "NNPS", -1, "root", "1)"),
            ],
            [(0, 1, "LOC")],
        ),
    ],
)
def test_a_name_is_what_stands_around_a_proper_noun(
    rows: list[tuple[str, str, str, int, str, str]], expected: list[tuple[int, int, str]]
) -> None:
    assert name_spans(words(*rows)) == expected
