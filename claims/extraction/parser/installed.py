"""Another spaCy pipeline in the place of our own: what it must give, and how it is named in the record of a reading.

The steps read Universal Dependencies (v2) relations and parts of speech, Penn Treebank tags, and the names of people,
organisations and places. A pipeline that gives these is taken, whoever trained it; any other is refused by name and
reason, since on other labels the steps would find next to nothing and nobody would know why.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span

from ..types import UnusablePipeline

RELATIONS = frozenset(  # universaldependencies.org/u/dep, the 37 relations of version 2
    "acl advcl advmod amod appos aux case cc ccomp clf compound conj cop csubj dep det discourse dislocated expl "
    "fixed flat goeswith iobj list mark nmod nsubj nummod obj obl orphan parataxis punct reparandum root vocative "
    "xcomp".split()
)
NEEDED_RELATIONS = frozenset("nsubj nsubj:pass obj obl ccomp conj cc case cop mark aux".split())
NEEDED_TAGS = frozenset("NN NNP VB VBD VBG VBN VBP VBZ MD".split())
NAMES = {"PER": "PER", "PERSON": "PER", "ORG": "ORG", "LOC": "LOC", "GPE": "LOC", "FAC": "LOC"}
PROBE = "Ann Lee said that two ships were sold in Paris on Monday."
OURS = "Unset it to read with the parser that comes with factcheck"


def load_installed(name: str) -> Language:
    """The spaCy pipeline of that name: an installed package, or a folder. Its names of people, organisations and places
    are called PER, ORG and LOC, whatever it calls them.

    Raises UnusablePipeline where there is none, or where it does not give what the steps need.
    """
    try:
        nlp = spacy.load(name)
    except OSError:
        raise UnusablePipeline(
            f"There is no spaCy pipeline '{name}'. Install it beside factcheck, give its folder, or {OURS.lower()}."
        ) from None
    except Exception as error:  # whatever a foreign package may raise
        raise UnusablePipeline(
            f"The spaCy pipeline '{name}' can't be loaded ({type(error).__name__}: {error}). Install a version of it "
            f"that fits spaCy {spacy.about.__version__}. {OURS}."
        ) from error
    reason = unfit(nlp)
    if reason:
        raise UnusablePipeline(
            f"The spaCy pipeline '{name}' can't be used: {reason}. Name a pipeline trained on an English treebank of "
            f"Universal Dependencies. {OURS}."
        )
    nlp.add_pipe("plain_names", last=True)
    return nlp


def unfit(nlp: Language) -> str:
    """Why a pipeline doesn't give what the steps need, "" where it does."""
    if nlp.lang != "en":
        return f"it reads the language '{nlp.lang}', and the steps read English"
    if "parser" not in nlp.pipe_names:
        return "it has no component 'parser'"
    relations = {label.partition("||")[0] for label in _labels(nlp, "parser")} - {"ROOT"}
    strange = sorted(label for label in relations if label.partition(":")[0] not in RELATIONS)
    if strange:
        return f"its parser's labels are not those of Universal Dependencies ({_some(strange)})"
    if missing := sorted(NEEDED_RELATIONS - relations):
        return f"its parser does not know the relations {_some(missing)}"
    if missing := sorted(NEEDED_TAGS - _labels(nlp, "tagger")):
        return f"it gives no Penn Treebank tags in token.tag_ ({_some(missing)} missing from its component 'tagger')"
    if not _labels(nlp, "ner") & {"PER", "PERSON"}:
        return "it has no component 'ner' that knows people (PER or PERSON)"
    try:
        tagged = nlp(PROBE).has_annotation("POS", require_complete=True)
    except Exception as error:  # whatever a foreign component may raise
        return f"it fails on a simple sentence ({type(error).__name__}: {error})"
    return "" if tagged else "it gives no parts of speech in token.pos_"


def title(nlp: Language) -> str:
    """A pipeline's name and version: "en_core_news 3.8.0"."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"


def digest(folder: Path) -> str:
    """SHA-256 over the names and the contents of a folder's files, sorted by name."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        with path.open("rb") as file:
            total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()


@Language.component("plain_names", assigns=["doc.ents"])
def plain_names(doc: Doc) -> Doc:
    """Call the names what the steps call them, and forget those of other things."""
    doc.set_ents([Span(doc, e.start, e.end, NAMES[e.label_]) for e in doc.ents if e.label_ in NAMES])
    return doc


def _labels(nlp: Language, component: str) -> set[str]:
    return set(nlp.pipe_labels.get(component, ()))


def _some(labels: list[str]) -> str:
    return ", ".join(labels[:5]) + (", …" if len(labels) > 5 else "")
