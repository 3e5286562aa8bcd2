"""Clauses written out: denials, tenses, asides."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from claims.extraction.steps.draft import Draft
from claims.extraction.steps.phrases import Phrases

from .trees import tree

Wordings = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The document is neither classified nor secret.",
            ["The document is not classified.", "The document is not secret."],
        ),
        (
            "Donald Trump met Mark Rutte. Neither man spoke.",
            ["Donald Trump met Mark Rutte.", "Donald Trump did not speak.", "Mark Rutte did not speak."],
        ),
        (
            "Donald Trump met Mark Rutte. Neither man has signed it.",
            ["Donald Trump met Mark Rutte.", "Donald Trump has not signed it.", "Mark Rutte has not signed it."],
        ),
        (
            "Donald Trump met Mark Rutte. Neither man was hurt.",
            ["Donald Trump met Mark Rutte.", "Donald Trump was not hurt.", "Mark Rutte was not hurt."],
        ),
        ("Donald Trump met Mark Rutte. Neither woman spoke.", ["Donald Trump met Mark Rutte.", "Neither woman spoke."]),
        ("Neither man spoke.", ["Neither man spoke."]),
    ],
)
def test_neither_denies_each_of_two(wordings_of: Wordings, text: str, claims: list[str]) -> None:
    assert wordings_of(text) == claims


def test_what_neither_man_did_names_them_in_its_antecedents(drafts_of: Callable[[str], list[Draft]]) -> None:
    drafts = drafts_of("Donald Trump met Mark Rutte. Neither man spoke.")[1:]
    assert [(one.mention, one.name) for draft in drafts for one in draft.antecedents] == [
        ("Neither man", "Donald Trump"),
        ("Neither man", "Mark Rutte"),
    ]


@pytest.mark.parametrize(
    ("verb", "tag", "words"),
    [
        ("spoke", "VBD", ["did", "not", "speak"]),
        ("denies", "VBZ", ["does", "not", "deny"]),
        ("deny", "VBP", ["do", "not", "deny"]),
        ("spoken", "VBN", ["not", 1]),
        ("speak", "VB", ["not", 1]),
    ],
)
def test_a_denied_verb_with_a_tense_of_its_own_takes_do(verb: str, tag: str, words: list[int | str]) -> None:
    phrases = Phrases(tree("He PRON PRP nsubj 2", f"{verb} VERB {tag} root 0"))
    assert phrases.denied([0, "not", 1], 1) == [0, *words]


def test_neither_before_two_verbs_denies_both(wordings_of: Wordings) -> None:
    denied = ["The minister did not confirm the report.", "The minister did not deny the leak."]
    assert wordings_of("The minister neither confirmed the report nor denied the leak.") == denied
    told = ["The minister confirmed the report.", "The minister denied the leak."]
    assert wordings_of("The minister confirmed the report and denied the leak.") == told


def test_do_is_for_verbs_and_not_only() -> None:
    phrases = Phrases(tree("He PRON PRP nsubj 2", "is AUX VBZ root 0"))
    assert phrases.denied([0, "not", 1], 1) == [0, "not", 1]
    phrases = Phrases(tree("He PRON PRP nsubj 2", "spoke VERB VBD root 0"))
    assert phrases.denied([0, 1], 1) == [0, 1]


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The patients continued to shun the clinic, seeking help from healers.",
            ["The patients continued to shun the clinic.", "The patients sought help from healers."],
        ),
        (
            "The patients shun the clinic, seeking help from healers.",
            ["The patients shun the clinic.", "The patients are seeking help from healers."],
        ),
        (
            "Ann Lee has left the party, ending her career.",
            ["Ann Lee has left the party.", "Ann Lee ended her career."],
        ),
    ],
)
def test_a_participle_takes_the_tense_of_the_finite_verb_above_it(
    wordings_of: Wordings, text: str, claims: list[str]
) -> None:
    assert wordings_of(text) == claims


def from_rome(case: str, comma: str = ", PUNCT ,", place: str = "Rome PROPN NNP") -> Phrases:
    return Phrases(
        tree(
            "Ann PROPN NNP nsubj 5 PER",
            f"{comma} punct 4",
            f"{case} ADP IN case 4",
            f"{place} nmod 1",
            "left VERB VBD root 0",
        )
    )


@pytest.mark.parametrize("case", ["from", "of"])
def test_a_place_in_an_aside_behind_a_name_is_an_origin(case: str) -> None:
    assert from_rome(case).is_origin(3)
    assert from_rome(case).noun_phrase(0) == [0]


@pytest.mark.parametrize(
    "phrases",
    [
        from_rome("in"),
        from_rome("from", comma="Lee PROPN NNP"),
        from_rome("from", place="memory NOUN NN"),
    ],
)
def test_without_a_comma_from_or_a_name_it_is_none(phrases: Phrases) -> None:
    assert not phrases.is_origin(3)


def test_an_adjective_joined_to_a_passive_shares_its_auxiliary(wordings_of: Wordings) -> None:
    assert wordings_of("The act was calculated and cruel.") == ["The act was calculated.", "The act was cruel."]
