"""Facts of things: what somebody owns, plans or threatens, how many, since when, what is said about it.

"tariffs of up to 25%" says how high the tariffs are; "a 1951 defence pact" says since when there is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..types import CueKind, Origin, Speaker, SpeakerKind, Voice
from .attribution import Attribution
from .clauses import Clause, Word
from .names import Entity, Names
from .phrases import Phrases
from .references import References
from .tree import Tree

AIMS = frozenset("ambition plan plans desire intention right duty ability power authority obligation".split())
ACTS = {
    noun: verb
    for verb, nouns in {
        "vowed": "vow vows",
        "threatened": "threat threats",
        "pledged": "pledge pledges",
        "promised": "promise promises",
        "decided": "decision",
        "refused": "refusal",
        "attempted": "attempt attempts",
        "offered": "offer",
        "failed": "failure",
        "agreed": "agreement",
        "proposed": "proposal",
    }.items()
    for noun in nouns.split()
}
SAYINGS = {
    noun: kind
    for kind, nouns in {
        CueKind.WARN: "warning warnings",
        CueKind.HOPE: "fear fears concern concerns hopes",
        CueKind.CLAIM: "claims allegations",
        CueKind.SAY: "reports rumours rumors",
        CueKind.SUGGEST: "speculation suggestions",
        CueKind.PREDICT: "predictions",
        CueKind.DEMAND: "calls",
    }.items()
    for noun in nouns.split()
}
HAS = frozenset(
    "page pages seat seats member members bed beds room rooms storey storeys story floor floors point".split()
)
LONG = frozenset(
    "mile miles kilometre kilometer km metre meter metres foot feet hour hours minute minutes "
    "day week month year".split()
)
NAMING = frozenset(
    "call calls called calling describe describes described describing label labelled labeled brand branded dub "
    "dubbed".split()
)
COUNTS = frozenset("number total average hundreds thousands millions one some".split())
BOUNDS = frozenset("up around about nearly between".split())
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")


class FactsOfThings:
    """The rules for one document. Each looks at one word and gives the facts that hang on it."""

    def __init__(
        self, tree: Tree, names: Names, references: References, attribution: Attribution, phrases: Phrases
    ) -> None:
        self.tree, self.names, self.references = tree, names, references
        self.attribution, self.phrases = attribution, phrases

    def _clause(self, head: int, words: Iterable[Word], origin: Origin, carried: Iterable[int] = ()) -> Clause:
        return Clause(head, tuple(words), origin, self.attribution.in_quote(head), carried=frozenset(carried))

    def _person(self, i: int) -> Entity | None:
        mention = self.references.at.get(i)
        return mention.entity if mention and mention.entity.kind == "PER" else None

    def _once(self, entity: Entity, what: str) -> bool:
        """Whether this is told of the entity for the first time."""
        if what.lower() in entity.told:
            return False
        entity.told.add(what.lower())
        return True

    def _owned_name(self, i: int) -> Iterator[Clause]:
        """ "his Truth Social platform"."""
        tree = self.tree
        owner = tree.kid(i, "nmod:poss")
        if tree.pos[i] != "NOUN" or tree.tag[i] != "NN" or owner is None or owner not in self.references.at:
            return
        if tree.dep[i] in ("nmod:desc", "compound") or tree.words[i][:1].isupper():
            return
        name = [
            k for k in range(owner + 1, i) if tree.words[k][:1].isupper() and tree.pos[k] in ("PROPN", "ADJ", "NOUN")
        ]
        if len(name) < 1 or name != list(range(i - len(name), i)) or any(tree.name[k] == "LOC" for k in name):
            return
        if tree.lower[name[0]] in self.names.places or any(tree.pos[k] == "ADJ" for k in name):
            return
        if len(name) == 1 and tree.name[name[0]] != "ORG":
            return  # "his Socialist rival", "its German arm"
        owners = tree.below(owner)
        yield self._clause(i, (*name, "is", *owners, i), Origin.POSSESSIVE)

    def _aim(self, i: int) -> Iterator[Clause]:
        """ "Mr Trump's ambition to wrest sovereignty", "his repeated vow to make Greenland part of the United
        States"."""
        tree = self.tree
        owner, aim = tree.kid(i, "nmod:poss"), tree.kid(i, "acl")
        if (
            owner is None
            or aim is None
            or tree.kid(aim, "mark") is None
            or tree.lower[tree.kid(aim, "mark") or 0] != "to"
        ):
            return
        owners: list[Word] = [k for k in tree.below(owner) if tree.tag[k] != "POS"]
        if tree.pos[owner] == "PRON":
            if owner not in self.references.at:
                return
            owners = [self.references.at[owner].entity.name]
        goal = tree.below(aim)
        if tree.lower[i] in AIMS:
            yield self._clause(
                i,
                (
                    *owners,
                    "has",
                    *(("an" if tree.lower[i][0] in "aeio" else "a",) if tree.tag[i] == "NN" else ()),
                    i,
                    *goal,
                ),
                Origin.POSSESSIVE,
            )
        elif tree.lower[i] in ACTS:
            repeated = [k for k in tree.kids_of(i, "amod") if tree.lower[k] == "repeated"]
            manner = ("repeatedly",) if repeated else ()
            yield self._clause(i, (*owners, *manner, ACTS[tree.lower[i]], *goal), Origin.POSSESSIVE, (i, *repeated))

    def _measure(self, i: int) -> Iterator[Clause]:
        """ "the 131-page document", "tariffs of up to 25%"."""
        tree = self.tree
        noun = tree.head[i]
        if (
            tree.lower[i] in HAS | LONG
            and i >= 2
            and tree.words[i - 1] == "-"
            and tree.pos[i - 2] == "NUM"
            and noun > i
            and tree.pos[noun] == "NOUN"
        ):
            phrase = [k for k in self.phrases.noun_phrase(noun) if not i - 2 <= k <= i]
            if tree.lower[i] in HAS:
                yield self._clause(
                    i, (*phrase, "has", tree.words[i - 2], tree.words[i].removesuffix("s") + "s"), Origin.POSSESSIVE
                )
        elif (
            tree.dep[i] == "nmod"
            and tree.pos[noun] == "NOUN"
            and tree.tag[noun] in ("NNS", "NN")
            and self._is_amount(i)
        ):
            amount = tree.below(i)
            bound = len(amount) > 1 and tree.lower[amount[1]] in BOUNDS
            bare = tree.kid(noun, "det") is None
            if tree.lower[amount[0]] == "of" and tree.lower[noun] not in COUNTS and bound and bare:
                phrase = [k for k in self.phrases.noun_phrase(noun) if k not in set(amount)]
                yield self._clause(
                    i, (*phrase, "were" if tree.tag[noun] == "NNS" else "was", *amount), Origin.POSSESSIVE
                )

    def _is_amount(self, i: int) -> bool:
        tree = self.tree
        return tree.words[i] in ("%", "$", "€", "£") or tree.lower[i] in ("percent", "cent") or (tree.pos[i] == "SYM")

    def _since(self, i: int) -> Iterator[Clause]:
        """ "a 1951 defence pact"."""
        tree = self.tree
        noun = tree.head[i]
        if (
            not YEAR.match(tree.words[i])
            or tree.dep[i] not in ("nummod", "compound")
            or tree.pos[noun] != "NOUN"
            or noun < i
        ):
            return
        phrase = [
            k
            for k in self.phrases.noun_phrase(noun)
            if k != i and not (tree.head[k] == noun and tree.dep[k] in ("det", "punct"))
        ]
        plural = tree.tag[noun] == "NNS"
        yield self._clause(i, ("the", *phrase, "date" if plural else "dates", "from", i), Origin.POSSESSIVE, (i,))

    def _sayings(self, i: int) -> Iterator[Clause]:
        """ ", with warnings that he could destroy NATO"."""
        tree = self.tree
        if tree.lower[i] not in SAYINGS or tree.dep[i] not in ("obl", "nmod"):
            return
        case, content = tree.kid(i, "case"), tree.kid(i, "acl", "ccomp", "acl:relcl")
        if (
            case is None
            or tree.lower[case] not in ("with", "amid")
            or content is None
            or tree.kid(content, *("nsubj", "nsubj:pass")) is None
        ):
            return
        phrase = [k for k in tree.below(i) if k not in tree.below(case) and k > case]
        words = ("there were" if tree.lower[i].endswith("s") else "there was", *phrase)
        unnamed = Speaker("unnamed", SpeakerKind.ANONYMOUS)
        voice = Voice(unnamed, tree.words[i], SAYINGS[tree.lower[i]], told=True)
        yield replace(self._clause(i, words, Origin.POSSESSIVE), told=(voice,))

    def _interview(self, i: int) -> Iterator[Clause]:
        """ "Mr Rutte told Reuters in an interview in Davos": that he gave one is news of its own."""
        tree = self.tree
        if tree.lower[i] != "told":
            return
        listener, speaker = tree.kid(i, "iobj", "obj"), tree.subject(i)
        talk = next((k for k in tree.kids_of(i, "obl") if tree.lower[k] == "interview"), None)
        if listener is None or speaker is None or talk is None or not tree.words[listener][:1].isupper():
            return
        event = [k for k in self.phrases.noun_phrase(talk) if k != tree.kid(talk, "case")]
        who = self.phrases.noun_phrase(speaker)
        yield self._clause(i, (*who, "gave", *self.phrases.noun_phrase(listener), *event), Origin.CLAUSE, (i,))

    def _named(self, i: int) -> Iterator[Clause]:
        """ "Mr Trump called Denmark “ungrateful”": what the named thing is said to be, credited to whoever says it."""
        tree = self.tree
        if tree.lower[i] not in NAMING or tree.pos[i] != "VERB":
            return
        thing = tree.kid(i, "obj")
        what = tree.kid(i, "xcomp") or next(
            (k for k in tree.kids_of(i, "obl") if any(tree.lower[c] == "as" for c in tree.kids[k])), None
        )
        report = self.attribution.naming(i)
        if thing is None or what is None or report is None:
            return
        words = [k for k in tree.below(what) if not (tree.dep[k] == "case" and tree.head[k] == what)]
        yield Clause(what, (*self.phrases.noun_phrase(thing), "is", *words), Origin.REPORTED, report)
