"""Repairs of typical misparses, on trees written by hand."""

from __future__ import annotations

import pytest

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


def test_ranks_before_a_name_describe_it() -> None:
    parsed = mended(
        "Det PROPN NNP nsubj 4 PER",
        "Garda PROPN NNP flat 1 PER",
        "Brennan PROPN NNP flat 1 PER",
        "spoke VERB VBD root 0",
    )
    assert [arc(parsed, word) for word in ("Det", "Garda", "Brennan")] == [
        ("nmod:desc", "Brennan"),
        ("nmod:desc", "Brennan"),
        ("nsubj", "spoke"),
    ]
    assert [bool(name) for name in parsed.name[:3]] == [False, False, True]


def test_a_given_name_is_no_rank() -> None:
    parsed = mended("Ann PROPN NNP nsubj 3 PER", "Brennan PROPN NNP flat 1 PER", "spoke VERB VBD root 0")
    assert (arc(parsed, "Ann"), arc(parsed, "Brennan")) == (("nsubj", "spoke"), ("flat", "Ann"))


def nephew(address: str) -> Tree:
    """ "Read by her nephew, Liam Tuohy, Ms Tuohy, now 88, said it"."""
    return mended(
        "nephew NOUN NN obl 10",
        ", PUNCT , punct 3",
        "Liam PROPN NNP appos 1 PER",
        ", PUNCT , punct 3",
        f"{address} PROPN NNP nmod:desc 6",
        "Tuohy PROPN NNP flat 3 PER",
        ", PUNCT , punct 3",
        "now ADV RB advmod 9",
        "88 NUM CD dep 3",
        "said VERB VBD root 0",
        "it PRON PRP obj 10",
    )


def test_behind_a_comma_a_form_of_address_opens_another_name() -> None:
    parsed = nephew("Ms")
    assert (arc(parsed, "Tuohy"), arc(parsed, "88")) == (("nsubj", "said"), ("dep", "Tuohy"))


def test_behind_a_comma_another_word_opens_none() -> None:
    assert arc(nephew("Old"), "Tuohy") == ("flat", "Liam")


def television(dep: str) -> Tree:
    """ "Ann told Danish television DR that it ended"."""
    return mended(
        "Ann PROPN NNP nsubj 2 PER",
        "told VERB VBD root 0",
        "Danish ADJ JJ amod 5",
        "television NOUN NN obj 2",
        f"DR PROPN NNP {dep} 1",
        "that SCONJ IN mark 8",
        "it PRON PRP nsubj 8",
        "ended VERB VBD ccomp 2",
    )


def test_a_name_behind_the_verb_is_no_part_of_the_one_before_it() -> None:
    parsed = television("flat")
    assert [arc(parsed, word) for word in ("DR", "television", "Danish")] == [
        ("iobj", "told"),
        ("nmod:desc", "DR"),
        ("amod", "television"),
    ]


def test_a_name_joined_to_the_one_before_the_verb_stays() -> None:
    assert arc(television("conj"), "DR") == ("conj", "Ann")


def test_a_noun_with_an_owner_before_a_bare_participle_is_its_subject() -> None:
    parsed = mended(
        "He PRON PRP nsubj 2",
        "died VERB VBD root 0",
        ", PUNCT , punct 6",
        "his PRON PRP$ nmod:poss 5",
        "body NOUN NN compound 6",
        "starved VERB VBN advcl 2",
    )
    assert arc(parsed, "body") == ("nsubj:pass", "starved")


def closed(helper: str) -> Tree:
    """ "It cut its route, and shares closed"."""
    return mended(
        "It PRON PRP nsubj 3",
        helper,
        "cut VERB VBD root 0",
        "routes NOUN NNS obj 3",
        "and CCONJ CC cc 7",
        "shares NOUN NNS nsubj:pass 7",
        "closed VERB VBN conj 3",
    )


def test_a_participle_with_a_subject_joined_to_an_active_verb_is_a_past_tense() -> None:
    parsed = closed("then ADV RB advmod 3")
    assert (arc(parsed, "shares"), parsed.tag[6]) == (("nsubj", "closed"), "VBD")


def test_joined_to_a_passive_it_shares_the_auxiliary() -> None:
    parsed = closed("was AUX VBD aux:pass 3")
    assert (arc(parsed, "shares"), parsed.tag[6]) == (("nsubj:pass", "closed"), "VBN")


def found(last: str, *more: str) -> Tree:
    """ "They ignored it, a report has found"."""
    return mended(
        "They PRON PRP nsubj 2",
        "ignored VERB VBD root 0",
        "it PRON PRP obj 2",
        ", PUNCT , punct 6",
        "a DET DT det 6",
        "report NOUN NN appos 3",
        "has AUX VBZ aux 8",
        last,
        *more,
    )


def test_who_says_so_behind_a_comma_is_no_appositive() -> None:
    parsed = found("found VERB VBN acl:relcl 6")
    assert (arc(parsed, "found"), arc(parsed, "report")) == (("parataxis", "ignored"), ("nsubj", "found"))


@pytest.mark.parametrize(
    "rows", [("burned VERB VBN acl:relcl 6",), ("found VERB VBN acl:relcl 6", "it PRON PRP obj 8")]
)
def test_a_relative_clause_of_another_verb_or_with_an_object_stays(rows: tuple[str, ...]) -> None:
    assert arc(found(*rows), rows[0].split()[0]) == ("acl:relcl", "report")


def renamed(noun: str) -> Tree:
    """ "He praised his wife, Mary"."""
    return mended(
        "He PRON PRP nsubj 2",
        "praised VERB VBD root 0",
        f"{noun} NOUN NN obj 2",
        ", PUNCT , punct 2",
        "Mary PROPN NNP appos 1 PER",
    )


def test_a_name_behind_a_role_and_a_comma_renames_it() -> None:
    assert arc(renamed("wife"), "Mary") == ("appos", "wife")


def test_a_name_behind_a_thing_and_a_comma_does_not() -> None:
    assert arc(renamed("bridge"), "Mary") == ("appos", "He")
