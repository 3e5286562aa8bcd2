"""Trees written by hand, so that a step can be tested on exactly the parse it is meant for."""

from __future__ import annotations

from spacy.tokens import Doc
from spacy.vocab import Vocab

from claims.extraction.steps.tree import Tree

VOCAB = Vocab()


def tree(*rows: str) -> Tree:
    """A tree of one sentence. A row: "word POS TAG dep head-word-number [PER|ORG|LOC]", words numbered from 1, 0 for
    the root; I-PER, I-ORG, I-LOC where the name before goes on."""
    words, pos, tags, deps, heads, names = [], [], [], [], [], []
    for number, row in enumerate(rows):
        word, upos, tag, dep, head, *name = row.split()
        words.append(word)
        pos.append(upos)
        tags.append(tag)
        deps.append("ROOT" if head == "0" else dep)
        heads.append(number if head == "0" else int(head) - 1)
        names.append("O" if not name else name[0] if name[0].startswith("I-") else "B-" + name[0])
    spaces = [
        following not in (".", ",", "’s", "”") and word != "“"
        for word, following in zip(words, [*words[1:], "."], strict=True)
    ]
    return Tree(Doc(VOCAB, words=words, spaces=spaces, pos=pos, tags=tags, deps=deps, heads=heads, ents=names))
