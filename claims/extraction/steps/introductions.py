"""Who is introduced by what: a role beside a name, a lead whose person is named only in the next sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .names import Mention
from .people import is_person
from .salience import SUBJECT
from .tree import Tree

LEAD = 4  # sentences in which the one whom the first describes is named
BY_LEAD = 0.8  # the confidence that it is he or she
BY_TITLE = 0.9  # in a description that repeats a title or a name: "the French president"
PREDICATE = frozenset({"nsubj", "nsubj:pass", "cop", "aux", "expl", "mark", "cc", "advmod", "punct"})


def lead(tree: Tree, at: Mapping[int, Mention], sentences: Sequence[tuple[int, int]]) -> Mention | None:
    """ "A former manager has been jailed. Declan Furlong, 47, pleaded guilty.": whom the first sentence describes,
    the next names."""
    if not sentences:
        return None
    (start, end), *following = sentences
    subject = tree.subject(tree.root((start, end)))
    if subject is None or tree.pos[subject] != "NOUN" or tree.tag[subject] != "NN":
        return None
    determiner = tree.kid(subject, "det")
    if determiner is None or tree.lower[determiner] not in ("a", "an") or not is_person(tree.words[subject]):
        return None
    if any(k in at and at[k].entity.kind == "PER" for k in range(start, end)):
        return None
    for sentence in following:
        people = [k for k in range(*sentence) if k in at and at[k].entity.kind == "PER"]
        if not people:
            continue
        name = people[0]
        first = tree.dep[name] in SUBJECT and tree.head[name] == tree.root(sentence) and not _has_title(tree, name)
        if not first:
            return None
        loose = tree.kids_of(subject, "acl:relcl", "acl", "appos")
        phrase = [k for k in tree.below(subject, loose) if k <= subject]
        return Mention(subject, tuple(phrase), at[name].entity, BY_LEAD)
    return None


def roles_of_names(tree: Tree, at: Mapping[int, Mention]) -> dict[int, Mention]:
    """ "her Bulgarian counterpart, Petar Kolev, believed": the role and the name are one person."""
    out: dict[int, Mention] = {}
    for name, mention in at.items():
        role = tree.head[name]
        if mention.entity.kind != "PER" or tree.dep[name] != "appos" or role >= name or role in at:
            continue
        if tree.pos[role] != "NOUN" or tree.tag[role] != "NN" or not is_person(tree.words[role]):
            continue
        phrase = [k for k in tree.below(role, {name}) if tree.dep[k] != "case" or tree.head[k] != role]
        phrase = [k for k in phrase if k < name]
        while phrase and tree.pos[phrase[-1]] == "PUNCT":
            phrase.pop()
        phrase = [k for k in phrase if k >= _opens(tree, role)]
        if not tree.comma_before(name):  # "the pensioner Lis Steenholdt": one phrase
            phrase = sorted({*phrase, *mention.tokens})
        out[role] = Mention(role, tuple(phrase), mention.entity, BY_TITLE)
    return out


def _opens(tree: Tree, noun: int) -> int:
    """The first word of a noun phrase: a predicate noun's subject and copula are no part of it."""
    outside = [k for k in tree.kids[noun] if tree.dep[k] in PREDICATE and k < noun]
    return max((tree.below(k)[-1] + 1 for k in outside), default=0)


def _has_title(tree: Tree, name: int) -> bool:
    """Whether somebody is introduced with a role of his own: "Judge Maura Kinsella"."""
    return tree.kid(name, "nmod:desc", "compound") is not None
