"""Repairs of typical misparses, on trees written by hand."""

from __future__ import annotations

from claims.extraction.steps.mend import mend
from claims.extraction.steps.quotes import QuoteIndex
from claims.extraction.steps.tree import Tree

from .trees import tree


def arc(parsed: Tree, word: str) -> tuple[str, str]:
    i = parsed.words.index(word)
    return parsed.dep[i], parsed.words[parsed.head[i]]


def mended(*rows: str) -> Tree:
    parsed = tree(*rows)
    return mend(parsed, QuoteIndex(parsed.doc.text))


def test_a_role_before_a_name_describes_it() -> None:
    parsed = mended(
        "pensioner NOUN NN nsubj 4",
        "Lis PROPN NNP flat 1 PER",
        "Steenholdt PROPN NNP flat 2 PER",
        "spoke VERB VBD root 0",
    )
    assert (arc(parsed, "pensioner"), arc(parsed, "Lis")) == (("nmod:desc", "Lis"), ("nsubj", "spoke"))


def test_the_phrase_before_an_inserted_said_is_its_subject() -> None:
    parsed = mended(
        "They PRON PRP nsubj 2",
        "met VERB VBD root 0",
        "Monday PROPN NNP obl 2",
        ", PUNCT , punct 6",
        "a DET DT det 6",
        "source NOUN NN appos 3",
        "has AUX VBZ aux 8",
        "said VERB VBN parataxis 2",
    )
    assert arc(parsed, "source") == ("nsubj", "said")


def test_a_that_clause_behind_a_reporting_verb_is_what_it_reports() -> None:
    parsed = mended(
        "He PRON PRP nsubj 2",
        "left VERB VBD root 0",
        ", PUNCT , punct 4",
        "suggesting VERB VBG advcl 2",
        "instead ADV RB advmod 4",
        "that SCONJ IN mark 9",
        "deals NOUN NNS nsubj 9",
        "were AUX VBD cop 9",
        "likely ADJ JJ conj 2",
    )
    assert arc(parsed, "likely") == ("ccomp", "suggesting")


def test_a_listener_is_not_the_subject_of_what_he_hears() -> None:
    parsed = mended(
        "She PRON PRP nsubj 2",
        "told VERB VBD root 0",
        "Reuters PROPN NNP nsubj 6 ORG",
        "ministers NOUN NNS nsubj 6",
        "will AUX MD aux 6",
        "resign VERB VB ccomp 2",
    )
    assert arc(parsed, "Reuters") == ("iobj", "told")


def test_what_follows_a_reporting_verb_is_not_part_of_the_quotation() -> None:
    parsed = mended(
        "“ PUNCT `` punct 3",
        "We PRON PRP nsubj 3",
        "act VERB VBP ccomp 6",
        "” PUNCT '' punct 3",
        "she PRON PRP nsubj 6",
        "said VERB VBD root 0",
        "but CCONJ CC cc 8",
        "refused VERB VBD conj 3",
    )
    assert arc(parsed, "refused") == ("conj", "said")


def test_names_are_whole_and_who_is_a_persons() -> None:
    parsed = mended(
        "the DET DT det 2",
        "home NOUN NN root 0",
        "of ADP IN case 4",
        "Ann PROPN NNP nmod 2 PER",
        "Lee PROPN NNP flat 4 PER",
        "who PRON WP nsubj 7",
        "left VERB VBD acl:relcl 2",
    )
    assert arc(parsed, "left") == ("acl:relcl", "Ann")


def test_mending_keeps_a_tree() -> None:
    parsed = mended(
        "He PRON PRP nsubj 3",
        "sure ADJ JJ xcomp 5",
        "was AUX VBD cop 2",
        "allies NOUN NNS nsubj 5",
        "want VERB VBP root 0",
    )
    for i in range(len(parsed.words)):
        seen = set()
        while parsed.head[i] != i:
            assert i not in seen
            seen.add(i)
            i = parsed.head[i]


def test_a_name_joined_after_that_is_joined_to_the_subject_there() -> None:
    parsed = mended(
        "Hart PROPN NNP nsubj 2 PER",
        "said VERB VBD root 0",
        "that SCONJ IN mark 8",
        "Denmark PROPN NNP nsubj 8 LOC",
        "and CCONJ CC cc 6",
        "Greenland PROPN NNP conj 1 LOC",
        "will AUX MD aux 8",
        "talk VERB VB ccomp 2",
    )
    assert arc(parsed, "Greenland") == ("conj", "Denmark")
