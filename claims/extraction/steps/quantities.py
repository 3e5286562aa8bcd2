"""How much: the numbers a text states, with unit and comparator. One pass over the tokens, dates left out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import prod

from inflection import singularize
from spacy.tokens import Doc, Token

from ..types import DateExpression, Quantity
from . import columns
from . import dates as date_step
from . import money as currencies
from .measures import (
    AFTER,
    BEFORE,
    DEGREES,
    DURATIONS,
    FACTORS,
    LONGEST_COMPARATOR,
    MEASURES,
    MULTIPLIED,
    PERCENT,
    POINTS,
    ROUND,
)
from .numerals import FRACTIONS, LARGEST, SCALES, VULGAR, cardinal, digits, number_word, spelled
from .timeline import year_of

LABELS = frozenset("page chapter article section number no. phase level grade round route protocol channel".split())
STARTS = frozenset({*currencies.SIGNS, *currencies.codes(), *FACTORS, *ROUND, "twice", "kr"})
DASHES = {"-", "–", "—"}
RESULTS = frozenset("win victory defeat loss draw lead vote ruling decision triumph".split())
OLDEST = 120
EXACT_DIGITS = 20  # what no article writes out is a third
FARTHEST_NOUN = 6  # words from the number to what it counts


@dataclass(frozen=True)
class Numeral:
    """A number in tokens [begin, end). suffix: letters written onto it; scaled: a scale word was read."""

    begin: int
    end: int
    value: Decimal
    suffix: str = ""
    scaled: bool = False


@dataclass
class Reader:
    """Reads the quantities of one Doc."""

    doc: Doc
    text: str  # the Doc's, which builds it anew each time it is asked
    words: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.words = columns.names(self.doc, "LOWER")

    def word(self, i: int) -> str:
        """The lower-case word at i, "" outside the text."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def quantity(self, i: int) -> tuple[int, int, Quantity] | None:
        """The quantity whose number begins at token i, and its tokens [begin, end)."""
        if (rough := self.rough(i)) is not None:
            return rough
        if (share := self.share(i)) is not None:
            return share
        if self.words[i] in SCALES and self.word(i - 1) in {*SCALES, *FRACTIONS}:  # the rest of an absurd number
            return None
        currency = self.currency(i)
        at = i + (bool(currency) and "$" not in self.words[i][:-1])
        at += bool(currency) and self.words[i] == "rs" and self.word(at) == "."
        numeral = self.numeral(at, money=bool(currency))
        if numeral is None or abs(numeral.value) > LARGEST:
            return None
        if currency:
            numeral = replace(numeral, begin=i)
        if not currency and self.is_label(numeral):
            return None
        unit, end, worth = self.unit(numeral)
        if self.is_code(numeral) or (not currency and self.is_score(numeral, unit)):
            return None
        unit = currency or unit
        numeral = replace(numeral, value=numeral.value * (1 if currency else worth))
        if not unit and not currency and self.is_name(numeral):
            return None
        if self.words[numeral.begin] == "one" and numeral.end == numeral.begin + 1 and not unit:
            return None
        if self.word(numeral.begin - 1) == "minus":
            numeral = replace(numeral, begin=numeral.begin - 1, value=-numeral.value)
        comparator, begin = self.comparator_before(numeral.begin, unit)
        if self.word(end) == "+":
            comparator, end = ">=", end + 1
        elif self.word(end) == "or" and self.word(end + 1) in AFTER:
            comparator, end = AFTER[self.word(end + 1)], end + 2
        start, stop = self.doc[begin].idx, self.doc[end - 1].idx + len(self.doc[end - 1].text.rstrip("."))
        return begin, end, Quantity(self.text[start:stop], start, stop, plain(numeral.value), unit, comparator)

    def rough(self, i: int) -> tuple[int, int, Quantity] | None:
        """ "dozens of ships", "hundreds of thousands", "doubled", "more than twice as many"."""
        word = self.words[i]
        end = i + 1
        if word in FACTORS:
            if not word.endswith("d") and self.doc[i].pos_ not in {"VERB", "ADV"}:
                return None
            value, unit = Decimal(FACTORS[word]), "factor"
        elif word == "twice":
            if self.word(end) not in MULTIPLIED:
                return None
            value, unit = Decimal(2), "factor"
        elif word in ROUND and self.word(end) == "of":
            value, unit = Decimal(ROUND[word]), ""
            if self.word(end + 1) in ROUND:
                value, end = value * ROUND[self.word(end + 1)], end + 2
            noun = next((t for t in self.doc[end : end + FARTHEST_NOUN] if t.tag_ in {"NNS", "NN"}), None)
            unit = "" if noun is None else currencies.named([noun.lower_])[0] or singular(noun.lower_)
        else:
            return None
        comparator, begin = self.comparator_before(i, unit)
        comparator = "~" if comparator == "=" and unit != "factor" else comparator
        start, stop = self.doc[begin].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
        return begin, end, Quantity(self.text[start:stop], start, stop, value, unit, comparator)

    def share(self, i: int) -> tuple[int, int, Quantity] | None:
        """ "one in three women", "nine out of ten": a share of what is counted."""
        link = 2 if self.words[i + 1 : i + 3] == ["out", "of"] else 1 if self.word(i + 1) == "in" else 0
        part, whole = cardinal(self.words[i]), cardinal(self.word(i + 1 + link)) if link else None
        if part is None or whole is None or not 0 < part < whole or year_of(self.word(i + 1 + link)):
            return None
        end = i + 2 + link
        unit = self.counted_noun(Numeral(i + 1 + link, end, whole))
        if unit in DURATIONS:
            return None
        comparator, begin = self.comparator_before(i, unit)
        start, stop = self.doc[begin].idx, self.doc[end - 1].idx + len(self.doc[end - 1])
        value = plain(part / whole)
        return begin, end, Quantity(self.text[start:stop], start, stop, value, unit, comparator)

    def currency(self, i: int) -> str:
        """The currency whose sign stands at i."""
        if self.words[i] == "kr":
            return self.crown() or "krone"
        sign, dollar, number = self.words[i].partition("$")
        if dollar and number:  # "HK$70" is one token
            return currencies.SIGNS.get(f"{sign}$", "")
        return currencies.sign(self.words[i], capitals=self.doc[i].is_upper)

    def crown(self) -> str:
        return currencies.crown(self.words)

    # -- the number ------------------------------------------------------------------------------------------

    def numeral(self, i: int, *, money: bool) -> Numeral | None:
        """The number at i with its scale words: "1.2bn", "two and a half million", "a dozen", "two-thirds"."""
        word = self.word(i)
        if word in {"a", "an", "half"}:
            return self.with_article(i, money=money)
        if money:
            word = word[word.find("$") + 1 :]
        written = digits(word.rstrip("."))
        if written is not None:
            value, suffix = written
            numeral = Numeral(i, i + 1, value, suffix)
        elif word == "dozen":
            numeral = Numeral(i, i + 1, Decimal(12), scaled=True)
        elif number_word(word):
            numeral = self.spelled_run(i)
        else:
            return None
        if word_is_fraction := self.fraction(numeral):
            return word_is_fraction
        if self.words[numeral.end : numeral.end + 3] == ["and", "a", "half"]:
            numeral = replace(numeral, end=numeral.end + 3, value=numeral.value + FRACTIONS["half"])
        return self.scaled(numeral, money=money)

    def with_article(self, i: int, *, money: bool) -> Numeral | None:
        """ "a million", "half a million", "half of", "a quarter of"."""
        k = i + 1
        value = Decimal(1)
        if self.words[i] == "half":
            value = FRACTIONS["half"]
            if self.word(k) not in {"a", "an"} or self.word(k + 1) not in SCALES:
                return Numeral(i, k, value) if self.word(k) in {"of", "the", "its", "their", "his", "her"} else None
            k += 1
        word = self.word(k)
        if word in FRACTIONS and self.word(k + 1) == "of":
            return Numeral(i, k + 1, FRACTIONS[word])
        if len(word) > 2 and word in SCALES:
            return self.scaled(Numeral(i, k, value), money=money)
        return None

    def spelled_run(self, i: int) -> Numeral:
        """The longest run of number words from i, hyphens and "and" between them included."""
        parts, end = [self.words[i]], i + 1
        value = spelled(parts[0]) or Decimal()
        k = end
        while True:
            if self.word(k) in DASHES or (self.word(k) == "and" and parts[-1] in SCALES):
                k += 1
            word = self.word(k)
            longer = spelled(" ".join([*parts, word])) if number_word(word) else None
            if longer is None:
                return Numeral(i, end, value, scaled=parts[-1] in SCALES)
            parts.append(word)
            value, end, k = longer, k + 1, k + 1

    def fraction(self, numeral: Numeral) -> Numeral | None:
        """ "two-thirds", "three quarters of"."""
        k = numeral.end + 1 if self.word(numeral.end) in DASHES else numeral.end
        word = self.word(k)
        if word not in FRACTIONS or (not word.endswith("s") and numeral.value != 1):
            return None
        return replace(numeral, end=k + 1, value=numeral.value * FRACTIONS[word])

    def scaled(self, numeral: Numeral, *, money: bool) -> Numeral:
        """The number times the scale words after it; a bare "m" is metres unless money or people say millions."""
        if numeral.suffix in SCALES and (numeral.suffix != "m" or money or self.counts(numeral.end)):
            numeral = replace(numeral, value=numeral.value * SCALES[numeral.suffix], suffix="", scaled=True)
        word = self.word(numeral.end)
        while (bare := word.rstrip(".")) in SCALES and numeral.value <= LARGEST:
            if len(bare) == 1 and not money and not self.counts(numeral.end + 1):
                break
            numeral = replace(numeral, end=numeral.end + 1, value=numeral.value * SCALES[bare], scaled=True)
            word = self.word(numeral.end)
        return numeral

    def counts(self, i: int) -> bool:
        return i < len(self.words) and self.doc[i].tag_ == "NNS"

    # -- what is counted -------------------------------------------------------------------------------------

    def unit(self, numeral: Numeral) -> tuple[str, int, Decimal]:
        """The unit, where its words end, and what one of it is worth; a counted noun stays outside the quantity."""
        end, one = numeral.end, Decimal(1)
        if numeral.suffix in {"p", "kr"}:
            return ("GBP", end, Decimal("0.01")) if numeral.suffix == "p" else (self.crown() or "krone", end, one)
        if numeral.suffix:
            return ("percent" if numeral.suffix in PERCENT else MEASURES.get(numeral.suffix, "")), end, one
        dashed = self.word(end) in DASHES
        k = end + 1 if dashed else end
        word = self.word(k).rstrip(".")
        code, length, worth = currencies.named(self.words[k : k + 2])
        if code and (code != "KRW" or self.doc[k].pos_ != "VERB"):
            return code, k + length, worth
        if word in currencies.CROWN_WORDS and (crown := self.crown()):
            return crown, k + 1, one
        return *self.measure(numeral, k, dashed=dashed), one

    def measure(self, numeral: Numeral, k: int, *, dashed: bool) -> tuple[str, int]:
        """A unit that is no money, whose words begin at k."""
        word, following = self.word(k).rstrip("."), self.word(k + 1)
        if word in PERCENT:
            return "percent", k + 1
        if word == "per" and following == "cent":
            return "percent", k + 2
        if word in POINTS and following in {"point", "points"}:
            return POINTS[word], k + 2
        if word in {"°", "degree", "degrees"}:
            return (DEGREES[following], k + 2) if following in DEGREES else ("degree", k + 1)
        if word in MEASURES:
            return MEASURES[word], k + 1
        one = singular(word)
        if one in DURATIONS:
            old = k + 2 if following in DASHES else k + 1
            if self.word(old) in {"old", "olds"}:
                return one, old + 1
        if dashed and word.isalpha() and self.doc[k].pos_ in {"NOUN", "ADJ", "VERB"}:
            return ("" if self.doc[k].pos_ != "NOUN" else one), k + 1
        if not dashed and self.is_age(numeral):
            return "year", numeral.end
        return self.counted_noun(numeral), numeral.end

    def counted_noun(self, numeral: Numeral) -> str:
        """ "two Greenlandic politicians" -> "politician"."""
        for i in range(numeral.end - 1, numeral.begin - 1, -1):
            head = self.doc[i].head
            near = numeral.end <= head.i < numeral.end + FARTHEST_NOUN and head.pos_ in {"NOUN", "PROPN", "SYM"}
            if (
                near
                and self.doc[i].dep_ in {"nummod", "compound", "amod", "nmod"}
                and "," not in self.words[numeral.end : head.i]
            ):
                one = singular(head.lower_)
                return "percent" if head.lower_ in PERCENT else currencies.named([head.lower_])[0] or one
        following = self.doc[numeral.end] if numeral.end < len(self.words) else None
        return singular(following.lower_) if following is not None and following.tag_ == "NNS" else ""

    def is_age(self, numeral: Numeral) -> bool:
        """ "Mr Trump, 79,": a number alone between a name and a comma; "aged 42"."""
        if numeral.value > OLDEST or numeral.scaled:
            return False
        before, name = self.word(numeral.begin - 1), numeral.begin - 2
        if before == "aged":
            return True
        named = before in {",", "("} and name >= 0 and self.doc[name].pos_ == "PROPN"
        return named and self.word(numeral.end) in {",", ")", "."} and self.doc[numeral.begin].tag_ == "CD"

    def is_label(self, numeral: Numeral) -> bool:
        """ "page 5", "World War Two", "2nd": a number that names, not one that counts."""
        if numeral.suffix and numeral.suffix not in PERCENT and numeral.suffix not in {*MEASURES, "p", "kr"}:
            return True
        if self.word(numeral.begin - 1) in LABELS:
            return True
        token = self.doc[numeral.begin]
        return (
            token.is_alpha
            and token.is_title
            and not token.is_sent_start
            and numeral.begin > 0
            and self.follows_a_name(token)
        )

    def is_code(self, numeral: Numeral) -> bool:
        """ "020 7946 0958", "+44 ...": a telephone number."""
        word = self.words[numeral.begin]
        return (word.isdecimal() and len(word) > 1 and word[0] == "0") or any(
            self.word(i).isdecimal() and len(self.word(i)) > 2
            for i in (numeral.begin - 1, numeral.end)
            if word.isdecimal() and len(word) > 1
        )

    def is_score(self, numeral: Numeral, unit: str) -> bool:
        """ "3-1", "a 3-1 win": two small numbers and a dash, and nothing plural that they count."""
        for dash, other in ((numeral.end, numeral.end + 1), (numeral.begin - 1, numeral.begin - 2)):
            if self.word(dash) in DASHES and self.word(other).isdecimal() and self.words[numeral.begin].isdecimal():
                last = max(other, numeral.begin)
                plural = last + 1 < len(self.words) and self.counts(last + 1)
                return len(self.word(other)) < 3 and unit in {"", *RESULTS} and not plural
        return False

    def is_name(self, numeral: Numeral) -> bool:
        """ "Boeing 737", "Article 5": bare, straight after a capitalised noun that it hangs on."""
        token = self.doc[numeral.begin]
        return numeral.begin > 0 and self.follows_a_name(token) and token.dep_ != "conj"

    def follows_a_name(self, token: Token) -> bool:
        previous = self.doc[token.i - 1]
        return previous.is_title and previous.is_alpha and previous.pos_ in {"PROPN", "NOUN"}

    # -- how it compares -------------------------------------------------------------------------------------

    def comparator_before(self, begin: int, unit: str) -> tuple[str, int]:
        """The comparator of the words before, and where they begin. "over 20 years" may mean during: left alone."""
        comparator = "="
        found = True
        while found:
            found = False
            for n in range(min(LONGEST_COMPARATOR, begin), 0, -1):
                words = tuple(self.words[begin - n : begin])
                if words in BEFORE and not (words == ("over",) and unit in DURATIONS):
                    # "up to about 25%": the bound says more than the approximation
                    comparator = BEFORE[words]
                    begin -= n
                    found = comparator == "~"
                    break
        return comparator, begin


def find(doc: Doc, dates: Sequence[DateExpression] | None = None, text: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a parsed text, in text order; they don't overlap. doc.text[q.start:q.end] == q.text.

    dates: the text's date expressions where they are known already; numbers within them are no quantities. text: the
    Doc's, where it is at hand.
    Units are "percent", ISO 4217 codes, measures in full, or the singular of what is counted; "" for none.
    """
    reader = Reader(doc, doc.text if text is None else text)
    spans = [(d.start, d.end) for d in (date_step.find(doc) if dates is None else dates) if not has_length(d)]
    spans.reverse()
    quantities: list[Quantity] = []
    done = 0
    for i, word in enumerate(reader.words):
        if i < done or not may_begin(word):
            continue
        at = doc[i].idx
        while spans and spans[-1][1] <= at:
            spans.pop()
        if spans and spans[-1][0] <= at:
            continue
        found = reader.quantity(i)
        if found is None:
            continue
        begin, end, quantity = found
        if begin < done:  # its comparator words belong to the one before
            continue
        if quantities and begin > 0:
            quantity = in_range(quantities, quantity, reader, begin, end)
        quantities.append(quantity)
        done = end
    return tuple(quantities)


def has_length(expression: DateExpression) -> bool:
    """Whether the words give a length of time too: the six years of "for the first time in six years"."""
    return " time in " in expression.text.lower()


def in_range(before: list[Quantity], quantity: Quantity, reader: Reader, begin: int, end: int) -> Quantity:
    """The upper end of "between 10 and 20 million", "10-20%"; the lower end takes its unit and scale, as a bound."""
    low, link = before[-1], reader.word(begin - 1)
    between = reader.text[low.end : quantity.start].strip()
    opening = reader.text[max(low.start - 10, 0) : low.start].rstrip().lower()
    if link not in {*DASHES, "and", "to"} or between != link or (quantity.unit and low.unit not in {"", quantity.unit}):
        return quantity
    if (link == "and") != opening.endswith("between") or (link != "and" and not (quantity.unit or low.unit)):
        return quantity
    if link == "to" and opening.endswith("from"):  # "rose from 5 to 7 percent" is no range
        return quantity
    if link in DASHES and not quantity.unit and len(low.unit) == 3 and low.unit.isupper():
        quantity = replace(quantity, unit=low.unit)  # "€2-3bn"
    written = [digits(word) for word in reader.words[begin:end]]
    suffixes = [one[1] for one in written if one is not None and (one[1] != "m" or quantity.unit.isupper())]
    scale = prod(SCALES.get(word.rstrip("."), 1) for word in [*reader.words[begin:end], *suffixes])
    value = low.value * scale if low.value < quantity.value / scale else low.value
    before[-1] = replace(low, value=value, unit=quantity.unit, comparator=">=")
    return replace(quantity, comparator="<=")


def plain(value: Decimal) -> Decimal:
    """The value without an exponent or empty decimals; a third is 0.3333."""
    if value == value.to_integral_value():
        return Decimal(int(value))
    return value.normalize() if len(value.as_tuple().digits) <= EXACT_DIGITS else round(value, 4)


def may_begin(word: str) -> bool:
    """Whether a number may begin with this word: a cheap test that spares nearly every word the rest."""
    first = word[0]
    return (
        first.isdigit()
        or word in STARTS
        or "$" in word
        or word in VULGAR
        or word in {"a", "an", "half", "dozen"}
        or number_word(word)
    )


def singular(word: str) -> str:
    """ "people" -> "person"; words that don't look plural stay as they are."""
    return singularize(word) if word.endswith(("s", "people", "men", "children")) else word
