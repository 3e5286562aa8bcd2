"""Repairs around names: all their words side by side, titles and roles before them, one name behind another."""

from __future__ import annotations

from .mend_reports import COMMAS
from .people import is_title
from .quotes import QuoteIndex
from .tree import Tree

SUBJECTS = ("nsubj", "nsubj:pass")


def common_nouns_in_names(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Altura Systems": a capital within a sentence, in a name or right behind a part of one, makes a proper noun."""
    for i in range(1, len(tree.words)):
        if tree.pos[i] != "NOUN" or not tree.words[i][:1].isupper():
            continue
        inside = bool(tree.name[i]) or (
            tree.head[i - 1] == i and tree.dep[i - 1] == "compound" and bool(tree.name[i - 1])
        )
        if inside and i > tree.sentences[tree.sentence_of[i]][0] + 1:
            tree.pos[i], tree.tag[i] = "PROPN", "NNPS" if tree.tag[i] == "NNS" else "NNP"


def whole_names(tree: Tree, quotes: QuoteIndex) -> None:
    """The words of one name stand side by side: "and his wife Manju Sam" is no part of "Thomas" further left."""
    for i in range(1, len(tree.words)):
        head = tree.head[i]
        if tree.dep[i] != "flat" or head >= i - 1 or tree.pos[i] != "PROPN" or tree.pos[i - 1] != "PROPN":
            continue
        first = i - 1
        while tree.dep[first] == "flat" and tree.head[first] < first:
            first = tree.head[first]
        if first > head:
            tree.attach(i, first, "flat")


def names_behind_verbs(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Ann Lee told Danish television DR that": no part of the name before the verb; the noun before describes it."""
    for name in range(2, len(tree.words)):
        head = tree.head[name]
        if tree.dep[name] not in ("flat", "list", "nmod:desc") or head > name - 2 or tree.pos[name] != "PROPN":
            continue
        verb = next((k for k in range(head + 1, name) if tree.pos[k] == "VERB" and tree.head[head] == k), None)
        if verb is None:
            continue
        tree.attach(name, verb, "iobj" if tree.kid(verb, "ccomp") is not None else "obj")
        if tree.pos[name - 1] == "NOUN" and tree.head[name - 1] in (head, verb):
            tree.attach(name - 1, name, "nmod:desc")
            for k in range(verb + 1, name - 1):
                if tree.head[k] in (head, name):
                    tree.attach(k, name - 1, tree.dep[k])


def titles_before_names(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Det Garda Brennan" as one flat name: the ranks before it describe it."""
    for first in range(len(tree.words)):
        if tree.pos[first] != "PROPN" or tree.dep[first] == "flat" or not is_title(tree.words[first]):
            continue
        parts = tree.kids_of(first, "flat")
        name = next((k for k in parts if not is_title(tree.words[k])), None)
        if name is None or parts[0] != first + 1:
            continue
        above = tree.head[first]
        tree.head[name], tree.dep[name] = (name if above == first else above), tree.dep[first]
        for kid in tree.kids[first]:
            if kid != name:
                tree.head[kid] = name
        for title in (first, *(k for k in parts if k < name)):
            tree.head[title], tree.dep[title] = name, "nmod:desc"
        if tree.name[first]:
            tree.starts_name[name] = True
            for title in range(first, name):
                tree.name[title] = ""


def names_behind_names(tree: Tree, quotes: QuoteIndex) -> None:
    """ "her nephew, Liam Tuohy, Ms Tuohy, now 88, said": behind a comma a form of address opens another name."""
    for title in range(2, len(tree.words) - 1):
        name, before = tree.head[title], tree.head[tree.head[title]]
        if tree.words[title - 1] not in COMMAS or name <= title or before >= title or not is_title(tree.words[title]):
            continue
        if tree.dep[name] not in ("nmod:desc", "flat", "appos", "conj", "dep") or tree.pos[name] != "PROPN":
            continue
        root = tree.root(tree.sentences[tree.sentence_of[name]])
        if (
            root < name
            or tree.pos[root] != "VERB"
            or tree.subject(root) is not None
            or tree.kid(name, "cc") is not None
        ):
            continue
        for kid in tree.kids[before]:
            if name < kid < root:
                tree.head[kid] = name  # ", now 88,"
        tree.attach(name, root, "nsubj")


def name_roles(tree: Tree, quotes: QuoteIndex) -> None:
    """ "pensioner Lis Steenholdt", "his wife Manju Sam": right before a person's name, a role without "the"
    describes it."""
    for role in range(len(tree.words) - 1):
        name = role + 1
        if (
            tree.pos[role] != "NOUN"
            or tree.pos[name] != "PROPN"
            or (tree.name[name] != "PER" and tree.kid(name, "flat") is None)
        ):
            continue
        if (
            tree.name[name] not in ("PER", "")
            or tree.kid(role, "det") is not None
            or tree.dep[role] in ("compound", "nmod:desc")
        ):
            continue
        related = tree.head[name] == role or tree.head[role] == name or tree.head[name] == tree.head[role]
        possessed = tree.kid(role, "nmod:poss") is not None
        if not related and not (possessed and tree.dep[name] in ("appos", "flat", "conj")):
            continue
        if tree.head[role] != name:
            old = tree.head[role]
            tree.head[name], tree.dep[name] = (old if old != role else name), tree.dep[role]
        for kid in tree.kids[role]:
            if kid > name or tree.dep[kid] in ("case", "cc", "cop", "aux", "advmod", "mark"):
                tree.head[kid] = name
        tree.head[role], tree.dep[role] = name, "nmod:desc"


def two_halves(tree: Tree, quotes: QuoteIndex) -> None:
    """ "Yau Wai-ching defeated her": two proper nouns side by side as subjects of one verb are one name."""
    for second in range(1, len(tree.words)):
        first, verb = second - 1, tree.head[second]
        if (
            tree.dep[second] in SUBJECTS
            and tree.dep[first] in SUBJECTS
            and tree.head[first] == verb
            and tree.pos[first] == tree.pos[second] == "PROPN"
            and tree.name[first] == tree.name[second] == "PER"
        ):
            tree.attach(second, first, "flat")


REPAIRS = (
    common_nouns_in_names,
    two_halves,
    whole_names,
    names_behind_verbs,
    titles_before_names,
    names_behind_names,
    name_roles,
)
