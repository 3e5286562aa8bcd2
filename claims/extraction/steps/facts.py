"""Facts that hang on a noun, not on a verb: who somebody is, how old, whose, how many, since when.

"NATO Secretary General Mark Rutte" says that Mark Rutte is NATO Secretary General.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from ..types import CueKind, Origin, Speaker, SpeakerKind, Voice
from .attribution import Attribution
from .clauses import Clause, Word
from .inflect import article
from .names import COURTESY, Entity, Names, title_tokens
from .people import is_person, is_title
from .phrases import Phrases
from .references import References
from .tree import Tree

COMMAS = frozenset({",", "–", "—", "(", "-"})
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
TIMES = frozenset(
    "month week year day night morning evening today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december".split()
)
COUNTS = frozenset("number total average hundreds thousands millions one some".split())
BOUNDS = frozenset("up around about nearly between".split())
YEAR = re.compile(r"^(?:1[5-9]|20)\d\d$")
OLDEST = 125


Rule = Callable[[int], Iterable[Clause]]


class Facts:
    """Finds the facts of one document's nouns."""

    def __init__(
        self, tree: Tree, names: Names, references: References, attribution: Attribution, phrases: Phrases
    ) -> None:
        self.tree, self.names, self.references = tree, names, references
        self.attribution, self.phrases = attribution, phrases
        # Which rules may find something at a word of that part of speech, or at that very word: to ask them all of
        # every word would take longer than what they do.
        anywhere: tuple[Rule, ...] = (self._aim, self._measure, self._since, self._lead, self._origin)
        self._by_pos: dict[str, tuple[Rule, ...]] = {
            "PROPN": (self._title, self._role, self._appositive, *anywhere),
            "NOUN": (self._appositive, self._owned_name, *anywhere),
            "NUM": (self._age, *anywhere),
        } | dict.fromkeys(("SYM", "VERB", "ADJ"), anywhere)
        self._by_word: dict[str, Rule] = {"old": self._years_old, "told": self._interview, "based": self._based}
        self._by_word |= dict.fromkeys(SAYINGS, self._sayings) | dict.fromkeys(NAMING, self._named)

    def sentence(self, start: int, end: int) -> Iterator[Clause]:
        """The facts of one sentence in text order."""
        for i in range(start, end):
            rules = self._by_pos.get(self.tree.pos[i], ())
            for rule in rules:
                yield from rule(i)
            if rules and (special := self._by_word.get(self.tree.lower[i])) is not None:
                yield from special(i)

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

    # --- people

    def _title(self, i: int) -> Iterator[Clause]:
        """ "US President Donald Trump"."""
        tree, entity = self.tree, self._person(i)
        if entity is None or self.tree.pos[i] != "PROPN":
            return
        title = [k for k in title_tokens(tree, i) if tree.lower[k].rstrip(".") not in COURTESY]
        title = self._without_age(title)
        if (
            not title
            or tree.tag[title[-1]] == "NNS"
            or any(tree.lower[k] == "whose" for k in title)
            or all(tree.pos[k] in ("DET", "PUNCT", "ADP") for k in title)
        ):
            return
        words = tree.text(title)
        if entity.told and all(is_title(tree.words[k]) for k in title):
            return  # "Det Garda Brennan", who was introduced before
        if not self._once(entity, words) or any(
            other.endswith(" " + words) and "-old " not in other for other in entity.titles
        ):
            return
        yield self._clause(
            i, (entity.name, "is", *self._with_article(title), *title), Origin.TITLE, self.references.at[i].tokens
        )

    def _role(self, i: int) -> Iterator[Clause]:
        """ "chipmaker Altura Systems", "Danish public television DR"."""
        tree, mention = self.tree, self.references.at.get(i)
        if mention is None or mention.entity.kind != "ORG" or tree.pos[i] != "PROPN":
            return
        roles = [k for k in mention.tokens if tree.pos[k] == "NOUN" and tree.dep[k] in ("nmod:desc", "compound")]
        role = [k for k in tree.below(roles[-1]) if k in mention.tokens] if roles else []
        if role and tree.head[roles[-1]] == i and self._once(mention.entity, tree.text(role)):
            lead = () if any(tree.dep[k] == "det" for k in role) else (article(tree.text(role)),)
            yield self._clause(i, (mention.entity.name, "is", *lead, *role), Origin.TITLE, mention.tokens)

    def _with_article(self, phrase: list[int]) -> tuple[str, ...]:
        """ "a" or "an" before a common noun that has no determiner or owner: "a NATO spokesperson", but "US
        President"."""
        tree = self.tree
        if any(tree.dep[k] in ("det", "nmod:poss") or tree.tag[k] in ("NNS", "NNPS", "POS") for k in phrase):
            return ()
        top = next((k for k in phrase if tree.head[k] not in phrase), phrase[-1])
        if len(phrase) == 1 and tree.words[top].isupper():
            return (article(tree.words[top]),)
        if tree.pos[phrase[-1]] == "PROPN" or tree.words[top][:1].isupper():
            return ()
        return (article(tree.text(phrase)),)

    def _without_age(self, phrase: list[int]) -> list[int]:
        tree = self.tree
        old = next((k for k in phrase if tree.lower[k] == "old"), None)
        return [k for k in phrase if k > old] if old is not None else phrase

    def _age(self, i: int) -> Iterator[Clause]:
        """ "Mr Trump, 79,"."""
        tree = self.tree
        if not (tree.pos[i] == "NUM" and tree.words[i].isdigit() and 0 < int(tree.words[i][:4]) < OLDEST) or i < 2:
            return
        if tree.words[i - 1] not in COMMAS or tree.kids_of(i, "nmod", "obl"):
            return
        if i + 1 < len(tree.words) and tree.words[i + 1] not in (",", ".", ")", "–", "—", ";"):
            return
        person = i - 2
        while tree.dep[person] in ("flat",):
            person = tree.head[person]
        entity = self._person(person)
        if entity is not None and self._once(entity, "age"):
            yield self._clause(
                i, (entity.name, "is", i, "years old"), Origin.AGE, [*self.references.at[person].tokens, i]
            )

    def _years_old(self, i: int) -> Iterator[Clause]:
        """ "65-year-old pensioner Lis Steenholdt", "their nine-month-old child, Gloria"."""
        tree = self.tree
        if tree.lower[i] != "old" or i < 4 or tree.words[i - 1] != "-" or tree.words[i - 3] != "-":
            return
        noun = tree.head[i]
        if tree.dep[i] in ("obj", "iobj", "obl", "nsubj", "nsubj:pass"):
            return  # "the 42-year-old said": already known
        whom = next((k for k in (noun, tree.head[noun], *tree.kids_of(noun, "appos", "flat")) if self._person(k)), None)
        unit = tree.words[i - 2] + "s"
        entity = self._person(whom) if whom is not None else None
        if whom is not None and entity is not None:
            if self._once(entity, "age"):
                yield self._clause(
                    i, (entity.name, "is", i - 4, unit, "old"), Origin.AGE, (*self.references.at[whom].tokens, i)
                )
        elif tree.pos[noun] == "NOUN" and tree.kid(noun, "det", "nmod:poss") is not None:
            phrase = [k for k in self.phrases.noun_phrase(noun) if not i - 4 <= k <= i]
            yield self._clause(i, (*phrase, "is", i - 4, unit, "old"), Origin.AGE, (i,))

    def _lead(self, i: int) -> Iterator[Clause]:
        """ "A former manager has been jailed", of whom the next sentence names."""
        if self.references.lead is None or self.references.lead.head != i:
            return
        entity, phrase = self.references.lead.entity, self.references.lead.tokens
        if self._once(entity, self.tree.text(phrase)):
            words = self.tree.text(phrase)  # as written: the words would be taken for the name they stand for
            yield self._clause(i, (entity.name, "is", words[:1].lower() + words[1:]), Origin.TITLE, phrase)

    # --- one thing by two names

    def _appositive(self, i: int) -> Iterator[Clause]:
        """ "Thomas Sam, a practising homeopath,", "the Crown prosecutor, Mark Tedeschi"."""
        tree = self.tree
        for other in tree.kids_of(i, "appos"):
            if (
                tree.pos[i] not in ("NOUN", "PROPN")
                or tree.pos[other] not in ("NOUN", "PROPN", "NUM", "VERB")
                or other < i
            ):
                continue
            if tree.pos[other] == "NUM" and tree.kid(other, "nmod") is None:
                continue
            name, what = (other, i) if tree.pos[other] == "PROPN" and tree.pos[i] == "NOUN" else (i, other)
            if (
                tree.pos[what] == "PROPN"
                and tree.kid(what, "det") is None
                and not tree.words[what].isupper()
                and tree.kid(what, "compound") is None
            ):
                continue
            if not self._renames(i, other) or (
                tree.name[i] == tree.name[other] == "LOC" and tree.kid(other, "det") is None
            ):
                continue
            if (
                self._person(other) is not None and what == i and not is_person(tree.words[i])
            ):  # "the president of the region, Ann Lee"
                while tree.dep[what] == "nmod" and tree.pos[tree.head[what]] == "NOUN":
                    what = tree.head[what]
            phrase = self._description(what, name)
            if what == i and not tree.comma_before(name) and self._person(name) is not None:
                phrase = self._without_age([k for k in phrase if tree.dep[k] != "det"])  # "the striker Rui Duarte"
            if not phrase or len(phrase) > 25:
                continue
            plural = tree.tag[what] in ("NNS", "NNPS")
            lead: tuple[Word, ...] = ("are" if plural else "is",)
            if tree.lower[phrase[0]] == "long":
                lead, phrase = ("have" if plural else "has", "long been"), phrase[1:]
            if tree.lower[phrase[0]] == "fellow":
                phrase = phrase[1:]
            subject: tuple[Word, ...] = tuple(self.phrases.noun_phrase(name))
            if (entity := self._person(name)) is not None:
                subject = (entity.name,)
                if not self._once(entity, tree.text(phrase)):
                    continue
            named: tuple[Word, ...] = tuple(tree.words[k] if k == what else k for k in phrase)  # never its own name
            yield self._clause(
                other,
                (*subject, *lead, *self._with_article(phrase), *named),
                Origin.APPOSITIVE,
                [*self._mention(name), *phrase],
            )

    def _renames(self, noun: int, other: int) -> bool:
        """Whether an appositive says what something is: no abbreviation, no time, no list, nothing about "every"
        one."""
        tree = self.tree
        below = tree.below(other)
        if tree.words[below[0] - 1] in ("(", "[") or tree.words[below[0]] in ("(", "["):
            return False
        if tree.dep[noun] in ("obl:unmarked", "nmod:unmarked") or tree.lower[noun] in TIMES:
            return False
        if any(
            tree.lower[k] in ("every", "any", "each", "no", "either", "neither", "which", "that")
            for k in (below[0], tree.below(noun)[0])
        ):
            return False
        return not any(tree.pos[k] == "PROPN" or tree.kid(k, "det") is not None for k in tree.kids_of(other, "conj"))

    def _mention(self, i: int) -> tuple[int, ...]:
        mention = self.references.at.get(i)
        return mention.tokens if mention else (i,)

    def _description(self, what: int, name: int) -> list[int]:
        tree = self.tree
        gone = set(tree.below(name)) if name != what and tree.climbs_to(name, what) else set()
        phrase = [k for k in self.phrases.noun_phrase(what) if k not in gone]
        while phrase and tree.pos[phrase[-1]] in ("PUNCT", "CCONJ", "ADP"):
            phrase.pop()
        while phrase and tree.pos[phrase[0]] in ("PUNCT", "CCONJ"):
            phrase.pop(0)
        return phrase

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

    def _origin(self, i: int) -> Iterator[Clause]:
        """ "Thomas Sam, 42, from Sydney"."""
        tree, name = self.tree, self.tree.head[i]
        if tree.dep[i] != "nmod" or not self.phrases.is_origin(i) or (entity := self._person(name)) is None:
            return
        if self._once(entity, "from " + tree.words[i]):
            place = [k for k in tree.below(i) if tree.dep[k] != "case" or tree.head[k] != i]
            tokens = [*self.references.at[name].tokens, *place]
            yield self._clause(i, (entity.name, "is from", *place), Origin.APPOSITIVE, tokens)

    def _based(self, i: int) -> Iterator[Clause]:
        """ "Zug-based Tellis AG", "a Dublin-based airline" as an appositive is told there."""
        tree = self.tree
        if tree.lower[i] != "based" or i < 2 or tree.words[i - 1] != "-" or tree.pos[i - 2] != "PROPN":
            return
        name = tree.head[i]
        mention = self.references.at.get(name)
        if mention is None or tree.pos[name] != "PROPN" or not self._once(mention.entity, "based"):
            return
        first = i - 2
        while tree.head[first - 1] == i - 2 and tree.pos[first - 1] == "PROPN":
            first -= 1
        place = range(first, i - 1)
        yield self._clause(
            i, (mention.entity.name, "is based in", *place), Origin.APPOSITIVE, (*mention.tokens, *place)
        )

    # --- numbers

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

    # --- what is said about

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
