"""Lists, on trees written by hand: every later part is joined to the first."""

from __future__ import annotations

import pytest

from claims.extraction.steps.mend import mend
from claims.extraction.steps.quotes import QuoteIndex
from claims.extraction.steps.tree import Tree

from .trees import tree


def mended(*rows: str) -> Tree:
    parsed = tree(*rows)
    return mend(parsed, QuoteIndex(parsed.doc.text))


def arc(parsed: Tree, word: str) -> tuple[str, str]:
    i = parsed.words.index(word)
    return parsed.dep[i], parsed.words[parsed.head[i]]


def boats(second: str, third: str = "home NOUN NN conj 6") -> Tree:
    """ "He lost boats, nets and his home"."""
    return mended(
        "He PRON PRP nsubj 2",
        "lost VERB VBD root 0",
        "boats NOUN NNS obj 2",
        ", PUNCT , punct 6",
        "my PRON PRP$ nmod:poss 6",
        second,
        "and CCONJ CC cc 9",
        "my PRON PRP$ nmod:poss 9",
        third,
    )


def test_a_part_that_hangs_on_one_before_it_is_joined_to_the_first() -> None:
    assert arc(boats("nets NOUN NNS conj 3"), "home") == ("conj", "boats")


def test_a_part_of_another_sort_stays_where_it_is() -> None:
    assert arc(boats("nets NOUN NNS conj 3", "sank VERB VBD conj 6"), "sank") == ("conj", "nets")


def seized(second: str, *more: str) -> Tree:
    """ "Police found slips, €12,400 and a notebook"."""
    return mended(
        "Police NOUN NNS nsubj 2",
        "found VERB VBD root 0",
        "slips NOUN NNS obj 2",
        ", PUNCT , punct 5",
        second,
        *more,
    )


AND_A_NOTEBOOK = ("and CCONJ CC cc 8", "a DET DT det 8", "notebook NOUN NN conj 5")


def test_an_amount_before_and_is_the_next_of_the_list() -> None:
    parsed = seized("€12,400 SYM $ appos 3", *AND_A_NOTEBOOK)
    assert (arc(parsed, "€12,400"), arc(parsed, "notebook")) == (("conj", "slips"), ("conj", "slips"))


@pytest.mark.parametrize(
    ("second", "more"),
    [
        ("€12,400 SYM $ appos 3", ()),  # nothing more behind it
        ("documents NOUN NNS appos 3", AND_A_NOTEBOOK),  # another name for them
    ],
)
def test_what_renames_the_noun_before_it_is_no_next_part(second: str, more: tuple[str, ...]) -> None:
    parsed = seized(second, *more)
    assert arc(parsed, second.split()[0]) == ("appos", "slips")


def owned(first: str, second: str) -> Tree:
    return mended(
        f"{first} PRON PRP$ nmod:poss 2",
        "boat NOUN NN nsubj 9",
        ", PUNCT , punct 5",
        f"{second} PRON PRP$ nmod:poss 5",
        "net NOUN NN appos 2",
        "and CCONJ CC cc 8",
        "my PRON PRP$ nmod:poss 8",
        "home NOUN NN conj 5",
        "sank VERB VBD root 0",
    )


def test_what_has_the_same_owner_is_the_next_of_the_list() -> None:
    parsed = owned("my", "my")
    assert (arc(parsed, "net"), arc(parsed, "home")) == (("conj", "boat"), ("conj", "boat"))


def test_what_has_another_owner_is_not() -> None:
    assert arc(owned("his", "my"), "net") == ("appos", "boat")


def accused(second: str, third: str) -> Tree:
    """ "accused of putting it off, taking her away and leaving her"."""
    return mended(
        "accused VERB VBN root 0",
        "of SCONJ IN mark 3",
        "putting VERB VBG advcl 1",
        "it PRON PRP obj 3",
        ", PUNCT , punct 6",
        second,
        "her PRON PRP obj 6",
        "and CCONJ CC cc 9",
        third,
    )


def test_gerunds_behind_a_comma_go_on_with_the_list() -> None:
    parsed = accused("taking VERB VBG advcl 3", "leaving VERB VBG conj 6")
    assert (arc(parsed, "taking"), arc(parsed, "leaving")) == (("conj", "putting"), ("conj", "putting"))


def test_a_gerund_with_nothing_joined_to_it_is_no_part_of_a_list() -> None:
    assert arc(accused("taking VERB VBG advcl 3", "friends NOUN NNS conj 7"), "taking") == ("advcl", "putting")
