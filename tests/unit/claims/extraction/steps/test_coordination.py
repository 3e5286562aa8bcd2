"""Which joined parts become claims of their own."""

from __future__ import annotations

import pytest

from claims.extraction.steps.coordination import variants
from claims.extraction.steps.tree import Tree

from .trees import tree


def split(parsed: Tree, head: int) -> list[str]:
    words = tuple(range(len(parsed.words)))
    return [parsed.text(w for w in one.words if isinstance(w, int)) for one in variants(parsed, head - 1, words)]


THREATS = tree(
    "He PRON PRP nsubj 2",
    "dropped VERB VBD root 0",
    "threats NOUN NNS obj 2",
    "to PART TO mark 5",
    "use VERB VB acl 3",
    "tariffs NOUN NNS obj 5",
    "or CCONJ CC cc 8",
    "seize VERB VB conj 5",
    "Greenland PROPN NNP obj 8",
)


def test_each_joined_verb_keeps_the_words_before_the_first() -> None:
    assert split(THREATS, 2) == ["He dropped threats to use tariffs", "He dropped threats to seize Greenland"]


def test_an_object_behind_the_last_verb_belongs_to_all() -> None:
    parsed = tree(
        "It PRON PRP nsubj:pass 3",
        "is AUX VBZ aux:pass 3",
        "used VERB VBN root 0",
        "to PART TO mark 5",
        "track VERB VB advcl 3",
        "and CCONJ CC cc 7",
        "prosecute VERB VB conj 5",
        "offenders NOUN NNS obj 5",
    )
    assert split(parsed, 3) == ["It is used to track offenders", "It is used to prosecute offenders"]


def subjects(verb: str, first: str = "Denmark") -> Tree:
    return tree(
        f"{first} PROPN NNP nsubj 4 LOC",
        "and CCONJ CC cc 3",
        "Greenland PROPN NNP conj 1 LOC",
        f"{verb} VERB VBD root 0",
        "firmly ADV RB advmod 4",
    )


def test_subjects_are_split_and_their_verb_made_to_agree() -> None:
    parsed = subjects("objected")
    assert split(parsed, 4) == ["Denmark objected firmly", "Greenland objected firmly"]
    assert all(one.singular for one in variants(parsed, 3, tuple(range(5))))


@pytest.mark.parametrize("verb", ["met", "agreed", "negotiated", "signed"])
def test_what_two_do_together_is_not_split(verb: str) -> None:
    assert len(split(subjects(verb), 4)) == 1


@pytest.mark.parametrize(
    "rows",
    [
        (  # a range
            "It PRON PRP nsubj 2", "fell VERB VBD root 0", "between ADP IN case 4", "March PROPN NNP obl 2",
            "and CCONJ CC cc 6", "May PROPN NNP conj 4",
        ),
        (  # one quantifier for both
            "It PRON PRP nsubj 2", "killed VERB VBD root 0", "two NUM CD nummod 4", "men NOUN NNS obj 2",
            "and CCONJ CC cc 6", "women NOUN NNS conj 4",
        ),
        (  # neither X nor Y
            "It PRON PRP nsubj 2", "hit VERB VBD root 0", "neither CCONJ CC cc:preconj 4", "men NOUN NNS obj 2",
            "nor CCONJ CC cc 6", "women NOUN NNS conj 4",
        ),
        (  # one or the other contrasted
            "It PRON PRP nsubj 2", "hit VERB VBD root 0", "men NOUN NNS obj 2", "but CCONJ CC cc 6", "not PART "
            "RB advmod 6",
            "women NOUN NNS conj 3",
        ),
    ],
)  # fmt: skip
def test_ranges_quantified_pairs_and_contrasts_stay_whole(rows: tuple[str, ...]) -> None:
    assert len(split(tree(*rows), 2)) == 1


def test_a_no_before_the_first_denies_each() -> None:
    parsed = tree(
        "No DET DT det 2",
        "ministers NOUN NNS nsubj 5",
        "or CCONJ CC cc 4",
        "officials NOUN NNS conj 2",
        "came VERB VBD root 0",
    )
    assert split(parsed, 5) == ["No ministers came", "No officials came"]


def lasting(*amounts: str) -> Tree:
    """ "He served four years and three months", with other amounts."""
    first, second = amounts
    return tree(
        "He PRON PRP nsubj 2",
        "served VERB VBD root 0",
        "four NUM CD nummod 4",
        f"{first} NOUN NNS obj 2",
        "and CCONJ CC cc 7",
        "three NUM CD nummod 7",
        f"{second} NOUN NNS conj 4",
    )


@pytest.mark.parametrize(("first", "second"), [("years", "months"), ("pounds", "pence"), ("feet", "inches")])
def test_one_amount_in_two_units_stays_whole(first: str, second: str) -> None:
    assert split(lasting(first, second), 2) == [f"He served four {first} and three {second}"]


@pytest.mark.parametrize(("first", "second"), [("guests", "judges"), ("years", "judges")])
def test_amounts_of_two_things_are_split(first: str, second: str) -> None:
    assert split(lasting(first, second), 2) == [f"He served four {first}", f"He served three {second}"]
