"""What spaCy knows of a document's tokens as plain lists, one column at a time: every look at a spaCy token costs."""

from __future__ import annotations

from spacy.tokens import Doc


def numbers(doc: Doc, attribute: str) -> list[int]:
    """An attribute of every token that is a number, such as IDX; HEAD is counted from the token itself."""
    return doc.to_array(attribute).astype("int64").tolist()


def names(doc: Doc, attribute: str) -> list[str]:
    """An attribute of every token that is a string, such as LOWER; each string is looked up once."""
    keys = doc.to_array(attribute).tolist()
    strings = {key: doc.vocab.strings[key] for key in set(keys)}
    return [strings[key] for key in keys]
