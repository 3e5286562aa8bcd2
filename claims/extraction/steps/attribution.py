"""Who is credited with an assertion, by which words, through which channel: direct, indirect and mixed quotation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from types import MappingProxyType

from ..types import Channel, ChannelKind, CueKind, Speaker, SpeakerKind, Voice
from .channel_phrases import NOUNS
from .channels import channel_at, channel_of
from .cues import ADJECTIVES, CUES, HEARINGS, NEEDS_QUOTE, QUOTED, REPORTS_CLAUSES
from .names import Entity
from .paragraphs import Paragraph
from .people import ANONYMOUS
from .quotes import Quote, QuoteIndex
from .references import References
from .tree import SUBJECTS, Tree
from .turns import Spoken

NEGATIONS = frozenset({"not", "n't", "never", "no", "nor", "neither", "cannot", "can't", "can`t", "don`t"})
FIRST_PERSON = frozenset({"i", "we"})
ASIDES = ("ccomp", "punct", "advmod", "parataxis", "obl", "obl:unmarked", "advcl", "cc", "conj", "dep")
WORDS_OF = frozenset({"words", "view", "opinion", "account", "telling"})


@dataclass(frozen=True)
class Report:
    """One act of reporting. cue: the token of the reporting word, -1 for the label of a transcript's turn; contents:
    the heads of what was said."""

    cue: int
    text: str
    kind: CueKind
    speaker: Speaker
    contents: tuple[int, ...] = ()
    entity: Entity | None = None
    channel: Channel | None = None
    speaker_head: int = -1
    within: Report | None = None  # the report that this one is itself reported in
    listener: Entity | None = None  # whom it is told

    @property
    def chain(self) -> tuple[Voice, ...]:
        """This report and those around it, the nearest first."""
        voice = Voice(self.speaker, self.text, self.kind, self.channel)
        return (voice, *(self.within.chain if self.within else ()))


class Attribution:
    """All reports of a document. `of_cue` by the reporting word, `of_content` by the head of what is reported."""

    def __init__(
        self,
        tree: Tree,
        references: References,
        quotes: QuoteIndex,
        paragraphs: tuple[Paragraph, ...],
        spoken: Mapping[int, Spoken] = MappingProxyType({}),
    ) -> None:
        self.tree, self.references, self.quotes = tree, references, quotes
        self.of_cue: dict[int, Report] = {}
        self.of_content: dict[int, Report] = {}
        self._full: dict[str, Speaker] = {}  # "source" -> the fullest description of that source so far
        self._by_sentence: dict[int, list[Report]] = {}
        for number, sentence in enumerate(tree.sentences):
            for i in range(*sentence):
                report = self._read(i)
                if report is not None:
                    self._by_sentence.setdefault(number, []).append(report)
                    if report.cue >= 0:
                        self.of_cue[report.cue] = report
                    for content in report.contents:
                        self.of_content.setdefault(content, report)
        self._of_quote = self._carry_over(paragraphs)
        self._go_on(paragraphs)
        for start, turn in spoken.items():
            self._of_quote[start] = Report(-1, turn.label, CueKind.SAY, turn.speaker, (), turn.entity)

    def in_quote(self, token: int) -> Report | None:
        """The report that a token's quotation belongs to."""
        quote = self.quotes.at(self.tree.start[token])
        return self._of_quote.get(quote.start) if quote else None

    def naming(self, verb: int) -> Report | None:
        """Who calls something something: "Mr Trump called Denmark “ungrateful”"."""
        if self._negated(verb) or (who := self._who(verb)) is None:
            return None
        speaker, entity = self._speaker(who)
        channel = channel_of(self.tree, verb, "")
        return Report(verb, self.tree.words[verb], CueKind.JUDGE, speaker, (), entity, channel, who)

    def is_nested(self, token: int) -> bool:
        """Whether a token stands within a quotation in a quotation."""
        offset = self.tree.start[token]
        return any(quote.depth and quote.start <= offset < quote.end for quote in self.quotes.all)

    def is_quoted(self, token: int) -> bool:
        """Whether a token stands within quotation marks."""
        return self.quotes.at(self.tree.start[token]) is not None

    # --- one reporting word

    def _read(self, i: int) -> Report | None:
        tree = self.tree
        if tree.lower[i] == "according" and i + 1 < len(tree.words) and tree.lower[i + 1] == "to":
            return self._according(i)
        known = CUES.get(tree.lower[i]) if tree.pos[i] == "VERB" else None
        if tree.lower[i] in ("heard", "told") and (evidence := self._evidence(i)) is not None:
            return evidence
        if known is None and tree.pos[i] == "VERB" and self._beside_quote(i):
            known = (tree.lower[i], CueKind.SAY)  # "“I love it,” she joked": whatever stands there means saying
        if known is None and tree.pos[i] == "ADJ" and tree.lower[i] in ADJECTIVES and tree.kid(i, "cop") is not None:
            known = (tree.lower[i], ADJECTIVES[tree.lower[i]])
        if known is None:
            if tree.lower[i] in WORDS_OF and i + 1 < len(tree.words) and tree.lower[i + 1] == "of":
                return self._in_the_words_of(i)
            return None
        base, kind = known
        contents = self._contents(i)
        if not contents and (base in NEEDS_QUOTE or kind not in REPORTS_CLAUSES):
            return None
        if kind is not CueKind.SAY and kind not in REPORTS_CLAUSES:
            return None
        if self._negated(i) or any(self._asks(content) for content in contents):
            return None
        who = self._who(i)
        if who is None:
            return None
        if tree.lower[who] == "it" and who not in self.references.at:
            return None  # "it became known that": nobody
        who = self._author(who)
        speaker, entity = self._speaker(who)
        first = [k for k in tree.kids[i] if tree.dep[k] in ("aux", "aux:pass") and k < i]
        text = tree.text([*first, i]) if tree.dep[i] != "xcomp" else tree.words[i]
        listener = next(
            (self.references.at[k].entity for k in tree.kids_of(i, "obj", "iobj") if k in self.references.at), None
        )
        channel = channel_of(tree, i, base)
        return Report(i, text, kind, speaker, tuple(contents), entity, channel, who, listener=listener)

    def _evidence(self, i: int) -> Report | None:
        """ "The court heard that", "the inquiry was told that": evidence, from nobody in particular."""
        tree = self.tree
        venue = tree.kid(i, "nsubj" if tree.lower[i] == "heard" else "nsubj:pass")
        contents = tree.kids_of(i, "ccomp")
        if venue is None or tree.lower[venue] not in HEARINGS or not contents or tree.kid(i, "obl:agent") is not None:
            return None
        name = f"evidence to {self._name_of(venue)}"
        channel = Channel(ChannelKind.TESTIMONY, "", tree.start[venue], tree.end[venue])
        text = tree.text([*(k for k in tree.kids_of(i, "aux", "aux:pass") if k < i), i])
        speaker = Speaker(name, SpeakerKind.ANONYMOUS, tree.text(tree.below(venue)))
        return Report(i, text, CueKind.SAY, speaker, tuple(contents), None, channel, venue)

    def _name_of(self, head: int) -> str:
        mention = self.references.at.get(head)
        words = mention.entity.name if mention else self.tree.text(self.tree.below(head))
        return words[:1].lower() + words[1:] if words.startswith(("The ", "An ", "A ")) else words

    def _beside_quote(self, verb: int) -> bool:
        """Whether a verb with a subject stands right behind a quotation that ends in a comma, and outside of any."""
        tree = self.tree
        if self.quotes.at(tree.start[verb]) is not None or tree.tag[verb] not in ("VBD", "VBZ", "VBP"):
            return False
        subject = tree.subject(verb)
        if (
            subject is None
            or tree.dep[verb] == "conj"
            or not all(tree.dep[k] in (*SUBJECTS, *ASIDES) for k in tree.kids[verb] if k > verb - 12)
        ):
            return False
        first = min(verb, tree.below(subject)[0])
        closing = first - 1
        return closing > 1 and tree.start[closing] in self.quotes.edges and tree.words[closing - 1] in (",", "!", "?")

    def _contents(self, cue: int) -> list[int]:
        tree = self.tree
        found = tree.kids_of(cue, "ccomp")
        if tree.dep[cue] == "parataxis" and not found:
            found.append(tree.head[cue])
        if tree.dep[cue] == "advcl" and not found and any(tree.lower[k] == "as" for k in tree.kids_of(cue, "mark")):
            return [tree.head[cue]]
        more: list[int] = []
        for content in found:
            if tree.dep[cue] == "parataxis" and content == tree.head[cue]:
                continue
            more.extend(k for k in tree.kids_of(content, "conj") if tree.kid(k, "mark") is not None)
        return found + more

    def _negated(self, cue: int) -> bool:
        return any(self.tree.lower[k] in NEGATIONS for k in self.tree.kids_of(cue, "advmod", "aux"))

    def _asks(self, content: int) -> bool:
        """ "asked whether", "said why": a question is no assertion."""
        tree = self.tree
        mark = tree.kid(content, "mark")
        if mark is not None and tree.lower[mark] in ("if", "whether"):
            return True
        first = tree.below(content)[0]
        return (
            tree.tag[first] in ("WRB", "WP", "WDT")
            and tree.lower[first] not in ("when", "that")
            and tree.pos[first] != "SCONJ"
        )

    def _who(self, cue: int) -> int | None:
        """The head word of whoever speaks."""
        tree = self.tree
        for _ in range(6):
            agent = tree.kid(cue, "obl:agent")
            subject = tree.subject(cue)
            if subject is not None and tree.dep[subject] == "nsubj:pass" and tree.lower[subject] in FIRST_PERSON:
                return subject  # "I'm told": the one who is quoted passes it on
            if subject is not None and tree.lower[cue] in QUOTED and tree.dep[subject] == "nsubj:pass":
                return self._antecedent(cue, subject)  # "was quoted as saying"
            if subject is not None and tree.dep[subject] in ("nsubj:pass", "expl", "csubj", "csubj:pass"):
                return agent
            if subject is not None:
                return self._antecedent(cue, subject)
            if tree.dep[cue] not in ("conj", "advcl", "xcomp"):
                return agent
            cue = tree.head[cue]
        return None

    def _antecedent(self, cue: int, subject: int) -> int:
        """ "Trump, who said": the word that the relative pronoun stands for."""
        tree = self.tree
        if tree.tag[subject] in ("WP", "WDT") and tree.dep[cue] == "acl:relcl":
            return tree.head[cue]
        return subject

    def _author(self, who: int) -> int:
        """ "Cornyn's statement added": the one whose statement it is."""
        tree = self.tree
        owner = tree.kid(who, "nmod:poss")
        if owner is not None and tree.lower[who] in NOUNS and owner in self.references.at:
            return owner
        return who

    def _according(self, i: int) -> Report | None:
        tree = self.tree
        who = tree.head[i] if tree.dep[i] == "case" else tree.kid(i, "obl", "obj", "nmod")
        if who is None or tree.dep[i] == "mark":
            who = next(
                (
                    k
                    for k in range(i + 2, min(i + 12, len(tree.words)))
                    if tree.pos[k] in ("NOUN", "PROPN") and tree.dep[k] not in ("compound", "amod", "nmod:desc")
                ),
                None,
            )
        if who is None:
            return None
        speaker, entity = self._speaker(who)
        root = tree.root(tree.sentences[tree.sentence_of[i]])
        text, contents = tree.text([i, i + 1]), (root,) if root != who else ()
        return Report(i, text, CueKind.SAY, speaker, contents, entity, channel_at(tree, i + 2), who)

    def _in_the_words_of(self, i: int) -> Report | None:
        tree = self.tree
        who = tree.kid(i, "nmod")
        if who is None:
            who = next(
                (
                    k
                    for k in range(i + 2, min(i + 8, len(tree.words)))
                    if tree.pos[k] in ("NOUN", "PROPN") and tree.dep[k] not in ("compound", "amod")
                ),
                None,
            )
        if who is None or tree.lower[i - 1] not in ("the", "in"):
            return None
        named = next((k for k in tree.kids_of(who, "appos", "flat") if k in self.references.at), who)
        speaker, entity = self._speaker(named)
        quote = next((q for q in self.quotes.outer if q.start > tree.start[i]), None)
        if quote is None or quote.start > tree.end[tree.sentences[tree.sentence_of[i]][1] - 1]:
            return None
        return Report(i, "in the words of", CueKind.SAY, speaker, (), entity, None, named)

    # --- the speaker

    def _speaker(self, who: int) -> tuple[Speaker, Entity | None]:
        tree = self.tree
        mention = self.references.at.get(who)
        if mention is None:
            named = next(
                (
                    k
                    for k in tree.kids_of(who, "appos", "flat")
                    if k in self.references.at and self.references.at[k].entity.kind == "PER"
                ),
                None,
            )
            if named is not None:
                who, mention = named, self.references.at[named]
        phrase = tree.below(who, self._loose(who))
        while len(phrase) > 1 and (
            tree.lower[phrase[0]] in ("according", "to", "by") or tree.pos[phrase[0]] == "PUNCT"
        ):
            phrase.pop(0)
        words = tree.text(phrase)
        if mention is not None:
            kind = {"PER": SpeakerKind.PERSON, "ORG": SpeakerKind.ORGANISATION, "LOC": SpeakerKind.PLACE}.get(
                mention.entity.kind, SpeakerKind.GROUP
            )
            name = mention.entity.name
            if kind in (SpeakerKind.ORGANISATION, SpeakerKind.PLACE):
                name = name.removeprefix("the ").removeprefix("The ")
            if mention.entity in self.references.unnamed:
                kind = SpeakerKind.ANONYMOUS
            elif mention.entity.kind == "THING":
                kind = SpeakerKind.ANONYMOUS if name.split()[-1].lower() in ANONYMOUS else SpeakerKind.GROUP
            return Speaker(name, kind, words), mention.entity
        if tree.pos[who] == "PRON":
            return Speaker(words, SpeakerKind.UNRESOLVED, words), None
        noun = tree.lower[who]
        definite = any(tree.lower[k] in ("the", "this") for k in tree.kids_of(who, "det"))
        if noun in self._full and definite and len(tree.below(who)) <= 2:
            return replace(self._full[noun], mention=words), None
        if noun in ANONYMOUS:
            kind = SpeakerKind.ANONYMOUS
        elif tree.pos[who] == "PROPN":
            kind = SpeakerKind.ORGANISATION
        else:
            kind = SpeakerKind.GROUP
        speaker = Speaker(
            words[:1].lower() + words[1:] if tree.pos[tree.below(who)[0]] != "PROPN" else words, kind, words
        )
        self._full[noun] = speaker
        return speaker, None

    def _loose(self, who: int) -> set[int]:
        tree = self.tree
        return {
            k
            for k in tree.kids[who]
            if tree.dep[k] in ("acl:relcl", "appos", "parataxis", "punct")
            or (tree.dep[k] == "acl" and tree.comma_before(k))
        }

    def _go_on(self, paragraphs: tuple[Paragraph, ...]) -> None:
        """ "Ministers say lockers will cost €4 million. They would be in place by June.": "would" goes on with the
        report before it, within a paragraph."""
        tree = self.tree
        ends = [paragraph.end for paragraph in paragraphs]
        for number in range(1, len(tree.sentences)):
            (before, _), (start, _) = tree.sentences[number - 1], tree.sentences[number]
            root, reports = tree.root(tree.sentences[number]), self._by_sentence.get(number - 1, [])
            said = next((r for r in reports if r.contents and r.cue == tree.root(tree.sentences[number - 1])), None)
            if said is None or number in self._by_sentence or self.is_quoted(root) or self.is_quoted(said.contents[0]):
                continue
            same = bisect_right(ends, tree.start[before]) == bisect_right(ends, tree.start[start])
            would = any(tree.lower[k] in ("would", "'d") and tree.tag[k] == "MD" for k in tree.kids_of(root, "aux"))
            depends = any(tree.lower[k] in ("if", "unless") for k in tree.below(root))
            if same and would and not depends and said.speaker.kind is not SpeakerKind.UNRESOLVED:
                self.of_content[root] = replace(said, contents=(root,))

    # --- quotations longer than a sentence

    def _carry_over(self, paragraphs: tuple[Paragraph, ...]) -> dict[int, Report]:
        """Which report each quotation belongs to. A quotation without one of its own goes on from the one before it, or
        belongs to whoever ends it, paragraphs later."""
        tree = self.tree
        sentence_at = [(tree.start[a], tree.end[b - 1]) for a, b in tree.sentences]
        out: dict[int, Report] = {}
        before: tuple[Quote, Report, int] | None = None
        sure: set[int] = set()  # the report stands in the quotation's own paragraph
        line = 0
        number = 0
        for quote in self.quotes.outer:
            if quote.start in self.quotes.turns:
                continue
            while line + 1 < len(paragraphs) and paragraphs[line].end < quote.end:
                line += 1
            while number + 1 < len(sentence_at) and sentence_at[number][1] <= quote.start:
                number += 1
            last = number
            while last + 1 < len(sentence_at) and sentence_at[last + 1][0] < quote.end:
                last += 1
            report = self._nearest(quote, number, last)
            if report is not None:
                sure.add(quote.start)
            elif before is not None and before[2] >= line - 1 and self._fills_sentence(quote, number):
                report = replace(before[1], contents=())
                if before[2] == line:
                    sure.add(quote.start)
            if report is not None:
                out[quote.start] = report
                before = (quote, report, line)
        for quote, following in reversed(list(pairwise(self.quotes.outer))):
            if quote.goes_on and quote.start not in sure and following.start in sure:
                out[quote.start] = replace(out[following.start], contents=())
                sure.add(quote.start)
        return out

    def _nearest(self, quote: Quote, first: int, last: int) -> Report | None:
        """The report whose reporting word stands nearest to the quotation, outside of it, in its sentences or right
        after."""
        tree = self.tree
        found: list[tuple[int, Report]] = []
        announced = first > 0 and tree.words[self._last_word(first - 1)] == ":"  # "Here’s what he said:"
        for number in range(first - announced, last + 2):
            for report in self._by_sentence.get(number, ()):
                place = tree.start[report.cue]
                if quote.start <= place < quote.end:
                    continue
                if number > last and (report.contents or tree.end[tree.sentences[number][1] - 1] - quote.end > 150):
                    continue
                distance = quote.start - place if place < quote.start else place - quote.end
                inside = any(quote.start <= tree.start[content] < quote.end for content in report.contents)
                found.append((distance - 10_000 * inside, report))
        return min(found, key=lambda pair: pair[0])[1] if found else None

    def _last_word(self, number: int) -> int:
        start, end = self.tree.sentences[number]
        return next((i for i in range(end - 1, start, -1) if not self.tree.is_space[i]), start)

    def _fills_sentence(self, quote: Quote, number: int) -> bool:
        start, end = self.tree.sentences[number]
        return quote.end - quote.start > 0.7 * (self.tree.end[end - 1] - self.tree.start[start])
