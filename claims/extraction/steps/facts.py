"""Facts that hang on a noun, not on a verb: who somebody is, how old, from where, one thing by two names; those of
things stand in facts_of_things.py.

"NATO Secretary General Mark Rutte" says that Mark Rutte is NATO Secretary General.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from ..types import Origin
from .clauses import Clause, Word
from .facts_of_things import NAMING, SAYINGS, FactsOfThings
from .inflect import article
from .names import COURTESY, title_tokens
from .people import is_person, is_title

COMMAS = frozenset({",", "–", "—", "(", "-"})
TIMES = frozenset(
    "month week year day night morning evening today yesterday monday tuesday wednesday thursday friday "
    "saturday sunday january february march april may june july august september october november december".split()
)
OLDEST = 125


class Facts(FactsOfThings):
    """Finds the facts of one document's nouns."""

    def sentence(self, start: int, end: int) -> Iterator[Clause]:
        """The facts of one sentence in text order."""
        for i in range(start, end):
            rules = BY_POS.get(self.tree.pos[i], ())
            for rule in rules:
                yield from rule(self, i)
            if rules and (special := BY_WORD.get(self.tree.lower[i])) is not None:
                yield from special(self, i)

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


# Which rules may find something at a word of that part of speech, or at that very word: to ask them all of every word
# would take longer than what they do.
Rule = Callable[[Facts, int], Iterable[Clause]]
ANYWHERE: tuple[Rule, ...] = (Facts._aim, Facts._measure, Facts._since, Facts._lead, Facts._origin)
BY_POS: dict[str, tuple[Rule, ...]] = {
    "PROPN": (Facts._title, Facts._role, Facts._appositive, *ANYWHERE),
    "NOUN": (Facts._appositive, Facts._owned_name, *ANYWHERE),
    "NUM": (Facts._age, *ANYWHERE),
} | dict.fromkeys(("SYM", "VERB", "ADJ"), ANYWHERE)
BY_WORD: dict[str, Rule] = {"old": Facts._years_old, "told": Facts._interview, "based": Facts._based}
BY_WORD |= dict.fromkeys(SAYINGS, Facts._sayings) | dict.fromkeys(NAMING, Facts._named)
