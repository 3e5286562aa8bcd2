"""A baseline: the clauses of a sentence as propositions, in the manner of ClausIE, on the parses that we use too.

After Del Corro and Gemulla, "ClausIE: Clause-Based Open Information Extraction", WWW 2013: a clause is a subject, a
verb and what the verb asks for, and its type (SV, SVA, SVC, SVO, SVOO, SVOA, SVOC) tells which of its parts are
essential (section 3, table 1). Each clause gives one proposition with all its parts, one for each conjunct (section 4).
Relative clauses take their antecedent for a subject; participles and appositions give clauses of their own with "is".
ClausIE's possessives ("Bell's company" gives "Bell has company") are left out: hardly one is a claim, and the baseline
is the better for it.

ClausIE knows no speakers. This attempt adds the obvious: what is said (a clausal complement, or the clause that a
reporting verb stands beside) is credited to the subject of the reporting verb. It resolves no pronoun, as ClausIE
doesn't.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from spacy.tokens import Doc, Span, Token

from tests.gold.score import Annotation

REPORTING = frozenset(
    "say tell add claim insist argue warn announce report state note explain believe think suggest deny admit confirm "
    "acknowledge stress declare predict promise vow write post tweet reply respond complain allege accuse".split()
)
IRREGULAR = {"said": "say", "says": "say", "told": "tell", "thought": "think", "wrote": "write"}
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "csubj:pass"})
APART = frozenset({"acl:relcl", "appos", "parataxis", "discourse", "vocative", "dislocated"})
VERB_PARTS = frozenset({"aux", "aux:pass", "cop", "compound:prt", "expl", "advmod", "neg"})
RELATIVE = frozenset({"who", "which", "that", "whom"})
EXTENDED_COPULAR = frozenset("become becomes became seem seems seemed remain remains remained appear appeared".split())


@dataclass(frozen=True)
class Clause:
    """A subject, a predicate and the heads of what belongs to it. kind: one of the seven types of table 1."""

    subject: Token
    predicate: Token
    kind: str
    parts: tuple[Token, ...]  # essential and optional, with their conjuncts still hanging on them
    synthetic: bool = False  # "is" stands between subject and predicate


def propositions(doc: Doc) -> list[Annotation]:
    """The propositions of a parsed text, in text order, each with the speaker its clause is credited to."""
    out = [claim for sentence in doc.sents for claim in _of_sentence(sentence)]
    return sorted(out, key=lambda claim: (claim.start, claim.end))


def clauses(sentence: Span) -> Iterator[Clause]:
    """The clauses of one sentence."""
    for token in sentence:
        if token.dep_ in ("acl", "acl:relcl") and token.tag_ in ("VBN", "VBG") and _subject(token) is None:
            yield Clause(token.head, token, _kind(token), _parts(token), synthetic=True)
        elif token.dep_ == "appos" and token.head.pos_ in ("PROPN", "NOUN") and token.pos_ in ("PROPN", "NOUN"):
            yield Clause(token.head, token, "SVC", (), synthetic=True)
        elif (subject := _subject_of(token)) is not None:
            yield Clause(subject, token, _kind(token), _parts(token))


def _of_sentence(sentence: Span) -> Iterator[Annotation]:
    for clause in clauses(sentence):
        if not clause.synthetic and _is_reporting(clause.predicate) and _said(clause.predicate) is not None:
            continue  # "X said that P" is the claim P of the speaker X
        speaker = _speaker(clause.predicate)
        groups = [_conjuncts(part) for part in (clause.subject, *clause.parts)]
        for chosen in product(*groups):
            yield _proposition(clause, chosen[0], chosen[1:], speaker)


def _proposition(clause: Clause, subject: Token, parts: tuple[Token, ...], speaker: str | None) -> Annotation:
    doc = subject.doc
    of_subject = _phrase(subject)
    if clause.synthetic:
        of_predicate = [clause.predicate.i, *_modifiers(clause.predicate)]
    else:
        verbs = [child.i for child in clause.predicate.children if child.dep_ in VERB_PARTS]
        own = _modifiers(clause.predicate) if clause.kind == "SVC" else []
        of_predicate = [*verbs, clause.predicate.i, *own]
    rest = sorted({*of_predicate, *(i for part in parts for i in _phrase(part))} - set(of_subject))
    words = [*of_subject, *rest]
    verb = ["is"] if clause.synthetic else []
    text = " ".join(
        [*(doc[i].text for i in of_subject), *verb, *(doc[i].text for i in rest if not doc[i].is_space)]
    ).strip(" ,;:–—")
    covered = [i for i in words if not doc[i].is_punct and not doc[i].is_space]
    start, end = doc[min(covered, default=subject.i)], doc[max(covered, default=subject.i)]
    return Annotation(text[:1].upper() + text[1:] + ".", start.idx, end.idx + len(end), speaker, "fact", True)


# --- the parts of a clause


def _subject(token: Token) -> Token | None:
    return next((child for child in token.children if child.dep_ in SUBJECTS), None)


def _subject_of(token: Token) -> Token | None:
    """A predicate's own subject, the antecedent for a relative pronoun, the one that a conjunct shares."""
    subject = _subject(token)
    if subject is not None and subject.lower_ in RELATIVE and token.dep_ == "acl:relcl":
        return token.head
    if subject is None and token.dep_ == "conj" and token.pos_ in ("VERB", "AUX") and token.head.i < token.i:
        return _subject_of(token.head)
    return subject


def _parts(predicate: Token) -> tuple[Token, ...]:
    apart = APART | SUBJECTS | VERB_PARTS | {"conj", "cc", "punct", "mark"}
    nominal = predicate.pos_ not in ("VERB", "AUX")  # a noun keeps what modifies it, see _modifiers
    kept = {"obl", "advcl", "ccomp", "obl:unmarked"} if nominal else None
    return tuple(
        child for child in predicate.children if child.dep_ not in apart and (kept is None or child.dep_ in kept)
    )


def _kind(predicate: Token) -> str:
    """The type of a clause (table 1), from the labels of what hangs on its predicate."""
    labels = {child.dep_ for child in predicate.children}
    if "cop" in labels or predicate.lower_ in EXTENDED_COPULAR:
        return "SVC"
    objects = len(labels & {"obj", "ccomp"})
    if objects and "iobj" in labels:
        return "SVOO"
    if objects and "xcomp" in labels:
        return "SVOC"
    adverbial = bool(labels & {"obl", "advmod", "advcl"})
    if objects:
        return "SVOA" if adverbial else "SVO"
    if "xcomp" in labels:
        return "SVC"
    return "SVA" if adverbial else "SV"


def _modifiers(head: Token) -> list[int]:
    apart = APART | SUBJECTS | VERB_PARTS | {"conj", "cc", "punct", "mark", "obl", "advcl", "ccomp", "obl:unmarked"}
    return [i for child in head.children if child.dep_ not in apart for i in _phrase(child)]


def _phrase(head: Token) -> list[int]:
    """A part's words without the clauses that stand for themselves and without its conjuncts."""
    out, stack = [], [head]
    while stack:
        token = stack.pop()
        out.append(token.i)
        for child in token.children:
            own = token is head or token == head
            if child.dep_ in APART or (own and child.dep_ in ("conj", "cc")):
                continue
            if child.dep_ == "ccomp" and _is_reporting(token):
                continue
            stack.append(child)
    return sorted(out)


def _conjuncts(part: Token) -> list[Token]:
    if part.pos_ in ("VERB", "AUX"):
        return [part]
    return [part, *(child for child in part.children if child.dep_ == "conj" and child.pos_ == part.pos_)]


# --- speakers


def _is_reporting(token: Token) -> bool:
    word = token.lower_
    stems = (word, IRREGULAR.get(word, ""), word.removesuffix("s"), word.removesuffix("ed"), word.removesuffix("d"))
    return token.pos_ == "VERB" and (bool(REPORTING.intersection(stems)) or word in ("denied", "replied"))


def _said(verb: Token) -> Token | None:
    """What a reporting verb reports: its clausal complement, or the clause it stands beside."""
    content = next((child for child in verb.children if child.dep_ == "ccomp"), None)
    if content is None and verb.dep_ == "parataxis":
        return verb.head
    return content


def _speaker(predicate: Token) -> str | None:
    """Who is credited with a clause: the subject of the nearest reporting verb above or beside it."""
    token = predicate
    while True:
        beside = next((c for c in token.children if c.dep_ == "parataxis" and _is_reporting(c)), None)
        verb = beside if beside is not None else token.head
        if beside is not None or (token.dep_ == "ccomp" and _is_reporting(verb)):
            subject = _subject_of(verb)
            if subject is not None:
                return " ".join(token.doc[i].text for i in _phrase(subject) if not token.doc[i].is_space)
        if token.head == token:
            return None
        token = token.head
