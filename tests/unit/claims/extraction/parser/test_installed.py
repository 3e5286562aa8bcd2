"""Other spaCy pipelines in the place of our own: real ones, made for a moment of what our parser says of an article."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from claims.extraction import extract, software_agent
from claims.extraction.parser.installed import load_installed
from claims.extraction.parser.runtime import load
from claims.extraction.types import UnusablePipeline

ARTICLE = Path(__file__).parents[4] / "gold" / "greenland.txt"
COMPONENTS = ("tagger", "morphologizer", "parser", "ner")
CLEAR = {
    "nsubj:pass": "nsubjpass",
    "obj": "dobj",
    "case": "prep",
    "obl": "pobj",
}  # labels of spaCy's own English models
ROUNDS = 8

Relabel = Callable[[str], str]


def examples(nlp: Language, dep: Relabel = str, tag: Relabel = str, name: Relabel = str) -> list[Example]:
    """The sentences of the article as our parser reads them, in other labels where these are given."""
    doc = load()(ARTICLE.read_text(encoding="utf8"))
    out = []
    for sentence in doc.sents:
        tokens = [token for token in sentence if not token.is_space]
        places = {token.i: k for k, token in enumerate(tokens)}
        gold = Doc(
            nlp.vocab,
            words=[token.text for token in tokens],
            spaces=[bool(token.whitespace_) for token in tokens],
            heads=[places[token.head.i] for token in tokens],
            deps=[token.dep_ if token.dep_ == "ROOT" else dep(token.dep_) for token in tokens],
            tags=[tag(token.tag_) for token in tokens],
            pos=[token.pos_ for token in tokens],
            ents=[f"{t.ent_iob_}-{name(t.ent_type_)}" if t.ent_type_ else "O" for t in tokens],
        )
        blank = Doc(nlp.vocab, words=[t.text for t in tokens], spaces=[bool(t.whitespace_) for t in tokens])
        out.append(Example(blank, gold))
    return out


def save(
    folder: Path, components: Iterable[str] = COMPONENTS, lang: str = "en", rounds: int = 0, **labels: Relabel
) -> Path:
    """Save a pipeline of these components that knows the labels, trained for some rounds."""
    nlp = spacy.blank(lang)
    nlp.meta.update(name="tiny_news", version="0.3.1")
    for component in components:
        nlp.add_pipe(component, config={"min_action_freq": 1} if component == "parser" else {})
    data = examples(nlp, **labels)
    spacy.util.fix_random_seed(1)
    if nlp.pipe_names:
        optimizer = nlp.initialize(lambda: data)
        for _ in range(rounds):
            for batch in spacy.util.minibatch(data, 8):
                nlp.update(batch, sgd=optimizer)
    nlp.to_disk(folder)
    return folder


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pipeline that the extractor can read with. It calls its names as OntoNotes does."""
    folder = tmp_path_factory.mktemp("tiny") / "model"
    return save(folder, rounds=ROUNDS, name=lambda label: {"PER": "PERSON"}.get(label, label))


def test_a_pipeline_with_universal_dependencies_reads_in_the_place_of_our_own(tiny: Path) -> None:
    text = ARTICLE.read_text(encoding="utf8")
    claims = extract(text, model=str(tiny)).claims
    assert claims
    assert all(text[claim.start : claim.end] == claim.quote for claim in claims)
    assert claims != extract(text).claims


def test_its_names_are_called_as_the_steps_call_them(tiny: Path) -> None:
    doc = load_installed(str(tiny))(ARTICLE.read_text(encoding="utf8"))
    assert {"PER"} <= {name.label_ for name in doc.ents} <= {"PER", "ORG", "LOC"}


def test_the_record_of_a_reading_names_the_pipeline_its_version_and_its_files(tiny: Path, tmp_path: Path) -> None:
    agent = extract("It rained in Paris on Monday.", model=str(tiny)).agent
    assert agent == software_agent(str(tiny))
    assert agent.name == "factcheck-extractor with en_tiny_news 0.3.1"
    assert agent.version == software_agent().version
    assert len(agent.model_sha256) == 64
    other = shutil.copytree(tiny, tmp_path / "other")
    assert software_agent(str(other)) == agent
    (other / "NOTES").write_text("trained again")
    software_agent.cache_clear()
    assert software_agent(str(other)).model_sha256 != agent.model_sha256


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        ({"dep": lambda label: CLEAR.get(label, label)}, r"not those of Universal Dependencies \(dobj, nsubjpass"),
        ({"dep": lambda label: label.partition(":")[0]}, r"does not know the relations nsubj:pass"),
        ({"tag": lambda label: "X"}, r"no Penn Treebank tags in token\.tag_ \(MD, NN, NNP, VB, VBD, …"),
        ({"name": lambda label: "MISC"}, r"no component 'ner' that knows people"),
        ({"components": ("tagger", "parser", "ner")}, r"gives no parts of speech"),
        ({"components": ("tagger", "morphologizer", "ner")}, r"has no component 'parser'"),
        ({"components": ()}, r"has no component 'parser'"),
        ({"components": (), "lang": "de"}, r"reads the language 'de', and the steps read English"),
    ],
)  # fmt: skip
def test_a_pipeline_that_gives_something_else_is_refused_by_name_reason_and_remedy(
    tmp_path: Path, made: dict[str, object], reason: str
) -> None:
    folder = save(tmp_path / "model", **made)  # type: ignore[arg-type]
    with pytest.raises(UnusablePipeline, match=reason) as refused:
        load_installed(str(folder))
    assert f"'{folder}'" in str(refused.value)
    assert "Name a pipeline trained on an English treebank" in str(refused.value)


def test_a_pipeline_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnusablePipeline, match=r"no spaCy pipeline 'en_nowhere'\. Install it"):
        load_installed("en_nowhere")
    with pytest.raises(UnusablePipeline, match="no spaCy pipeline"):
        load_installed(str(tmp_path))


def test_a_pipeline_that_is_broken_is_refused_with_what_is_wrong(tiny: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny, tmp_path / "broken")
    (broken / "parser" / "model").write_bytes(b"x")
    with pytest.raises(UnusablePipeline, match=r"can't be loaded \(\w+: .*Install a version"):
        load_installed(str(broken))
