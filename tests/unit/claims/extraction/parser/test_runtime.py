"""Text to a parsed Doc."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from claims.extraction.parser.runtime import WINDOW, load

ARTICLE = (
    "NATO Secretary General Mark Rutte said that Western allies will step up their presence in the Arctic. "
    "He spoke in Davos.\n\nTariffs of up to 25% were threatened against Denmark."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


def test_a_sentence_has_subject_verb_and_content_clause(nlp: Language) -> None:
    doc = nlp("Mark Rutte said that NATO will act.")
    said = next(token for token in doc if token.text == "said")
    assert said.dep_ == "ROOT"
    assert {child.dep_: child.text for child in said.children if child.dep_ != "punct"} == {
        "nsubj": "Mark",
        "ccomp": "act",
    }


def test_sentences_names_and_features_are_set(nlp: Language) -> None:
    doc = nlp(ARTICLE)
    assert [sentence.text.strip()[:8] for sentence in doc.sents] == ["NATO Sec", "He spoke", "Tariffs "]
    assert ("Mark Rutte", "PER") in [(name.text, name.label_) for name in doc.ents]
    tariffs = next(token for token in doc if token.text == "Tariffs")
    assert (tariffs.pos_, tariffs.morph.get("Number")) == ("NOUN", ["Plur"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30)
@given(st.text(st.sampled_from("Ab .,“”'\n\t\u00a0é中1%😀-"), max_size=120))
def test_any_text_gets_a_whole_parse(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert all(sentence.root in sentence for sentence in doc.sents)
    assert sum(len(sentence) for sentence in doc.sents) == len(doc)


def test_a_sentence_longer_than_a_window_is_cut_and_not_lost(nlp: Language) -> None:
    doc = nlp("very " * (2 * WINDOW) + "large.")
    assert len(list(doc.sents)) >= 3
    assert len(doc) == 2 * WINDOW + 2


def test_a_window_of_words_in_many_pieces_is_cut_and_not_refused(nlp: Language) -> None:
    links = " ".join(f"https://example{i}.org/x1y2z3q{i * 7919}" for i in range(WINDOW))
    assert len(nlp(links)) == WINDOW


def test_an_empty_text_is_an_empty_doc(nlp: Language) -> None:
    assert len(nlp("")) == 0
