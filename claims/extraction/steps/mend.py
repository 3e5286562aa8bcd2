"""Repairs of what the parser often gets wrong about news text, each by a rule that the grammar vouches for."""

from __future__ import annotations

from .tree import Tree

SENTENCE_END = frozenset(".!?…")


def mend(tree: Tree) -> Tree:
    """Repair the tree in place and return it."""
    if _join_cut_sentences(tree):
        tree.link()
    _roles_before_names(tree)
    tree.link()
    return tree


def _join_cut_sentences(tree: Tree) -> bool:
    """ "NATO spokesperson | Allison Hart said": a noun without a full stop or a line's end belongs to the name that follows."""
    joined = []
    changed = False
    for start, end in tree.sentences:
        if joined:
            before_start, before_end = joined[-1]
            last = before_end - 1
            if (
                not tree.is_space[last]
                and tree.words[last][-1:] not in SENTENCE_END
                and tree.words[last][-1:] not in '"”’:;)'
            ):
                root, next_root = tree.root((before_start, before_end)), tree.root((start, end))
                if (
                    tree.pos[root] in ("NOUN", "PROPN")
                    and root == last
                    and tree.pos[start] == "PROPN"
                    and tree.kid(root, "cop") is None
                ):
                    tree.head[root], tree.dep[root] = start, "nmod:desc"
                else:
                    tree.head[root], tree.dep[root] = next_root, "parataxis"
                joined[-1] = (before_start, end)
                changed = True
                continue
        joined.append((start, end))
    tree.sentences = joined
    return changed


def _roles_before_names(tree: Tree) -> None:
    """ "pensioner Lis Steenholdt" with the role as head: the name heads, the role describes it."""
    for role in range(len(tree.words) - 1):
        name = role + 1
        if (
            tree.pos[role] == "NOUN"
            and tree.pos[name] == "PROPN"
            and tree.head[name] == role
            and tree.dep[name] in ("flat", "appos")
            and tree.kid(role, "det") is None
        ):
            if tree.name[name] not in ("PER", "") or tree.kid(name, "flat") is None:
                continue
            tree.head[name], tree.dep[name] = tree.head[role] if tree.head[role] != role else name, tree.dep[role]
            for kid in tree.kids[role]:
                if kid > name and tree.dep[kid] not in ("compound", "amod"):
                    tree.head[kid] = name
            tree.head[role], tree.dep[role] = name, "nmod:desc"
