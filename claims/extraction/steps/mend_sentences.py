"""Repairs of where sentences begin and end."""

from __future__ import annotations

from .quotes import QuoteIndex
from .tree import SUBJECTS, Tree

SENTENCE_END = frozenset(".!?…")
CLOSING = '"”’:;)'


def part_joined_sentences(tree: Tree, quotes: QuoteIndex) -> None:
    """ "The court sat. Ann Lee pleaded guilty." as one: behind a full stop that is a word of its own, a capital begins
    the next. What stands on either side hangs on its own side."""
    parted: list[tuple[int, int]] = []
    for start, end in tree.sentences:
        opened = start
        for stop in range(start + 2, end - 2):
            after = stop + 1
            if tree.words[stop] != "." or not tree.space_after[stop] or not tree.words[after][:1].isupper():
                continue
            if not any(tree.pos[k] in ("VERB", "AUX") for k in range(opened, stop)):
                continue
            _part(tree, opened, after, end)
            parted.append((opened, after))
            opened = after
        parted.append((opened, end))
    tree.sentences = parted


def _part(tree: Tree, start: int, cut: int, end: int) -> None:
    """Give each side of a cut a root of its own, and hang on it what hung across."""
    for first, behind in ((start, cut), (cut, end)):
        inside = range(first, behind)
        across = [i for i in inside if tree.head[i] not in inside and not tree.is_space[i]]
        roots = [i for i in inside if tree.head[i] == i and not tree.is_space[i]]
        verbs = [i for i in across if tree.pos[i] in ("VERB", "AUX")]
        if not across:
            continue
        root = (roots or verbs or across)[0]
        tree.head[root], tree.dep[root] = root, "root"
        for i in across:
            if i != root:
                tree.head[i] = root


def join_cut_sentences(tree: Tree, quotes: QuoteIndex) -> None:
    """ "NATO spokesperson | Allison Hart said": a noun without a full stop or a line's end goes with the name after
    it."""
    joined: list[tuple[int, int]] = []
    for start, end in tree.sentences:
        if joined:
            first, before = joined[-1]
            last = before - 1
            mark = tree.words[last][-1:]
            goes_on = mark in CLOSING and last > first and tree.words[last - 1] == ","  # "‘Special Report,’ he said"
            if not tree.is_space[last] and mark not in SENTENCE_END and (mark not in CLOSING or goes_on):
                root, following = tree.root((first, before)), tree.root((start, end))
                if tree.pos[root] in ("NOUN", "PROPN") and root == last and tree.pos[start] == "PROPN":
                    tree.head[root], tree.dep[root] = start, "nmod:desc"
                else:
                    participle = tree.tag[root] == "VBG" and tree.kid(root, "aux", *SUBJECTS) is None
                    tree.head[root], tree.dep[root] = following, "advcl" if participle else "parataxis"
                joined[-1] = (first, end)
                continue
        joined.append((start, end))
    tree.sentences = joined


REPAIRS = (part_joined_sentences, join_cut_sentences)
