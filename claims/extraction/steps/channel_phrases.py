"""One phrase beside a reporting verb, and the channel that it names: "to Fox News", "in a post on X", "the court"."""

from __future__ import annotations

from typing import NamedTuple

from ..types import Channel, ChannelKind
from .outlets import (
    BEFORE,
    BROADCASTER,
    CLOSING,
    DAYS,
    PLACES,
    PLATFORM,
    PROGRAMME,
    QUOTES,
    TIMES,
    Outlet,
    is_capital,
    is_possessive,
    is_too_wide,
    names_hearing,
    noun_at,
    outlet_in,
    phrase_end,
)
from .people import is_title
from .tree import Tree

INTERVIEW, POST, BROADCAST, SPEECH, STATEMENT, REPORT, TESTIMONY = ChannelKind
NOUNS: dict[str, ChannelKind] = {
    word: kind
    for kind, words in {
        INTERVIEW: "interview podcast",
        POST: "post posts tweet tweets platform thread blog instagram facebook twitter x tiktok",
        BROADCAST: "television tv radio broadcast broadcaster programme program show channel",
        SPEECH: "speech address rally lecture sermon remarks keynote",
        STATEMENT: "statement release briefing conference letter email communique filing memo announcement",
        REPORT: "report article study paper survey column editorial op-ed book",
        TESTIMONY: "court hearing trial testimony tribunal inquiry jury judge parliament committee",
    }.items()
    for word in words.split()
}
WORKS = {  # what stands behind "in", "on", "at" or is given: the nouns, and some that mean a channel only there
    **NOUNS,
    **dict.fromkeys(("essay", "story", "poll", "documentary"), REPORT),
    "phone-in": BROADCAST,
    "station": BROADCAST,
}
HEARD = {  # what is told something
    **{noun: kind for noun, kind in NOUNS.items() if kind in (BROADCAST, TESTIMONY)},
    **dict.fromkeys(("newspaper", "newspapers", "paper", "magazine", "tabloid", "podcast", "agency"), INTERVIEW),
    **dict.fromkeys(("conference", "briefing"), STATEMENT),
    **dict.fromkeys(("rally", "lecture"), SPEECH),
    "phone-in": BROADCAST,
    "station": BROADCAST,
}
LOOSE = {"comments": STATEMENT, "remarks": STATEMENT, "message": STATEMENT, "video": POST}  # if an outlet is named
ON_AIR = frozenset(noun for noun, kind in NOUNS.items() if kind is BROADCAST) | {"network", "phone-in", "station"}
SITES = frozenset({"website", "site", "newsletter"})
OVER = frozenset({"on", "via", "through", "over"})
PLACED = frozenset({"in", "on", "at", "during", "through", "via", "over"})
HEARERS = frozenset("tell inform assure remind warn urge ask address brief".split())  # what they act upon hears it
TELLERS = frozenset({"tell", "inform", "assure"})  # ... and asks for it, if it is an outlet
GIVERS = frozenset("give write post publish tweet issue deliver make release send".split())  # "gave a speech"
AUTHORS = frozenset({"report", "write", "reveal", "publish", "quote"})  # "Reuters reported that"
BEHIND: dict[ChannelKind, frozenset[str]] = {  # what leads from a channel to whose it is: "interview with"
    INTERVIEW: frozenset({"with", "to", "for", "by", "on", "in", "at"}),
    POST: frozenset({"on", "to", "via"}),
    BROADCAST: frozenset({"on", "for", "by"}),
    SPEECH: frozenset(),
    STATEMENT: frozenset({"to", "on", "via", "by"}),
    REPORT: frozenset({"by", "in", "from", "for"}),
    TESTIMONY: frozenset(),
}
UNKNOWN = {  # ... and may lead to a name that is not known for an outlet
    INTERVIEW: frozenset({"with", "to", "for", "by"}),
    POST: frozenset({"on", "to", "via"}),
    BROADCAST: frozenset({"on", "for"}),
    REPORT: frozenset({"by", "in", "from"}),
}
MADE_PUBLIC = frozenset("aired broadcast carried given posted printed published released sent shared".split())
FAR = 14  # tokens behind a noun in which its outlet is looked for
LONG = 25  # tokens that the words of a channel may have


class Phrase(NamedTuple):
    """Words that may name a channel. prep: what leads in, "" before an object; at: the first token behind it; role:
    what the verb does; dep: "obj" for an object."""

    prep: str
    at: int
    role: str
    dep: str


def read(tree: Tree, phrase: Phrase) -> Channel | None:
    """The channel that a phrase names, or None."""
    end = phrase_end(tree, phrase.at)
    if end == phrase.at:
        return None
    outlet = outlet_in(tree, phrase.at, end)
    if outlet is not None and (not outlet.noun or outlet.noun in BEFORE):
        kind = _of_outlet(phrase, outlet)
        if kind is INTERVIEW and phrase.dep == "obj":
            written = _in_writing(tree, outlet)
            if written is not None:
                return written
        if kind is not None:
            lead = phrase.at - 1 if phrase.prep in PLACED else phrase.at
            station = _behind(tree, BROADCAST, outlet.end) if outlet.sort == PROGRAMME else None
            return _channel(tree, kind, (station or outlet).name, lead, (station or outlet).end)
    return _of_noun(tree, phrase, end, outlet)


def authored(tree: Tree, verb: int, role: str) -> Channel | None:
    """ "Reuters reported that", "a report by the BBC said that": a report by whoever is the subject."""
    subject = tree.kid(verb, "nsubj")
    if subject is None:
        return None
    at = tree.below(subject)[0]
    end = phrase_end(tree, at)
    outlet = outlet_in(tree, at, end)
    if outlet is None:
        if not end > at or WORKS.get(noun_at(tree, end - 1)) is not REPORT:
            return None
        outlet = _behind(tree, REPORT, end)
        return _channel(tree, REPORT, outlet.name, at, outlet.end) if outlet else None
    medium = outlet.noun in BEFORE
    if outlet.sort == PLATFORM or (outlet.noun and not medium):
        return None
    if role not in AUTHORS and not (role == "say" and medium):  # "the BBC said" speaks for the BBC
        return None
    return _channel(tree, REPORT, outlet.name, at, outlet.end)


def _of_outlet(phrase: Phrase, outlet: Outlet) -> ChannelKind | None:
    """What it is to say something to, on, in or by an outlet."""
    prep, role = phrase.prep, phrase.role
    if outlet.sort == PLATFORM:
        return POST if prep in OVER or (outlet.noun and prep in ("in", "according to")) else None
    if prep == "according to":
        return REPORT
    if prep == "by":
        return INTERVIEW if role == "question" else REPORT if role in AUTHORS else None
    on_air = outlet.sort == PROGRAMME or outlet.noun in ON_AIR
    heard = role not in GIVERS if prep == "to" else role == "speak" if prep == "with" else role in TELLERS
    if prep in ("", "to", "with") and heard:
        return BROADCAST if on_air else INTERVIEW
    if prep in OVER:
        if outlet.noun == "podcast":
            return INTERVIEW
        return BROADCAST if outlet.sort in (BROADCASTER, PROGRAMME) and outlet.noun not in SITES else REPORT
    if prep in ("in", "during") and on_air:
        return BROADCAST
    written = prep == "in" and role != "question" and outlet.sort != BROADCASTER
    return REPORT if written or (prep == "for" and role == "write") else None


def _of_noun(tree: Tree, phrase: Phrase, end: int, outlet: Outlet | None) -> Channel | None:
    """The channel of a phrase whose last noun is one: "in a post on X", "a Guardian report", "the court"."""
    head = end - 1
    if head > phrase.at and tree.lower[head] in MADE_PUBLIC and tree.lower[head - 1] in WORKS:
        head, end = head - 1, head  # "an interview broadcast by ITV"
    noun = noun_at(tree, head)
    prep, at = phrase.prep, phrase.at
    lead = at - 1 if prep in PLACED else at
    if names_hearing(tree, at, end):
        hears = prep in ("to", "in", "at") or (prep == "" and phrase.role in HEARERS)
        return _channel(tree, TESTIMONY, "", lead, end) if hears else None
    if (outlet is not None and not outlet.noun) or tree.pos[head] == "PROPN":
        return None
    kind = _kind(tree, phrase, head)
    if outlet is not None and outlet.sort == PLATFORM and prep in PLACED and (kind is None or noun in PLACES):
        kind = POST
    loose = LOOSE.get(noun) if prep in PLACED else None
    if kind is None and loose is None:
        return None
    if outlet is None:
        outlet = _behind(tree, loose or kind or STATEMENT, end)
    if outlet is not None:
        found = POST if outlet.sort == PLATFORM else loose or kind or STATEMENT
        return _channel(tree, found, outlet.name, lead, max(end, outlet.end))
    if kind is None or prep == "according to":
        return None
    return _channel(
        tree, kind, _platform_before(tree, at, head) if kind is POST else "", lead, _reach(tree, lead, head)
    )


def _kind(tree: Tree, phrase: Phrase, head: int) -> ChannelKind | None:
    """What kind of channel a noun is behind its preposition, or as an object of its verb."""
    noun, prep, role = noun_at(tree, head), phrase.prep, phrase.role
    if noun == "media" and tree.lower[head - 1] == "social":
        return POST if prep in OVER else None
    if prep == "" and role in GIVERS:
        return WORKS.get(noun) if WORKS.get(noun) is not TESTIMONY else None
    if prep == "" or prep == "to" or prep == "by":
        hears = role in HEARERS if prep == "" else role == "question" if prep == "by" else True
        return HEARD.get(noun) if hears and not is_too_wide(tree, head) else None
    if prep == "according to":
        return WORKS.get(noun)
    if prep not in PLACED or is_too_wide(tree, head):
        return None
    kind = WORKS.get(noun)
    return None if kind is REPORT and role == "question" else kind


def _behind(tree: Tree, kind: ChannelKind, k: int) -> Outlet | None:
    """The outlet that the words behind a channel name, from token k on: "in an interview on Monday with Reuters"."""
    stop = min(k + FAR, tree.sentences[tree.sentence_of[k - 1]][1])
    leads, public = BEHIND[kind], False
    while k < stop:
        word = tree.lower[k]
        if word in MADE_PUBLIC:
            public, k = True, k + 1
        elif tree.pos[k] == "ADV" or word in DAYS or word in TIMES:
            k += 1
        elif leads_in(tree, k) and k + 1 < stop:
            end = phrase_end(tree, k + 1)
            if end == k + 1:
                return None
            if word in leads and (word != "by" or public or kind is not STATEMENT):
                outlet = outlet_in(tree, k + 1, end) or _unknown(tree, kind, word, k + 1, end)
                if outlet is not None and fits(kind, outlet):
                    return outlet
            if not is_passing(tree, end - 1):
                leads = leads & {"with", "by"}
            k = end
        else:
            return None
    return None


def fits(kind: ChannelKind, outlet: Outlet) -> bool:
    """Whether a channel can be one of an outlet: a post stands on a platform, an interview on none."""
    return outlet.sort == PLATFORM or kind is not POST


def _unknown(tree: Tree, kind: ChannelKind, prep: str, at: int, end: int) -> Outlet | None:
    """A name that is not known for an outlet, where only an outlet is likely: "in an interview with Zetland"."""
    if prep not in UNKNOWN.get(kind, ()) or names_hearing(tree, at, end):
        return None
    k = at + (tree.pos[at] == "DET")
    behind = k
    while behind < end and is_capital(tree, behind) and tree.name[behind] not in ("PER", "LOC"):
        behind += 1
    if (
        behind == k
        or (behind < end and not is_possessive(tree, behind))
        or tree.lower[k] in DAYS
        or is_title(tree.lower[k])
    ):
        return None
    if kind in (REPORT, BROADCAST) and tree.name[k] != "ORG":
        return None
    return Outlet(tree.text(range(k, behind)), PLATFORM if kind is POST else "", "", at, behind)


def _platform_before(tree: Tree, at: int, head: int) -> str:
    """The name of an unknown platform before a noun: "on his Koo account"."""
    opening = tree.sentences[tree.sentence_of[head]][0]
    first = next(
        (i for i in range(at, head) if is_capital(tree, i) and i != opening and tree.pos[i] in ("PROPN", "NOUN")), head
    )
    last = first
    while last < head and is_capital(tree, last) and tree.name[last] not in ("PER", "LOC"):
        last += 1
    return tree.text(range(first, last)) if last == head else ""


def _in_writing(tree: Tree, outlet: Outlet) -> Channel | None:
    """ "told AFP in a statement": no interview."""
    k = outlet.end
    if tree.lower[k : k + 1] not in (["in"], ["by"]):
        return None
    end = phrase_end(tree, k + 1)
    if end == k + 1 or NOUNS.get(tree.lower[end - 1]) is not STATEMENT or tree.lower[end - 1] in HEARD:
        return None
    return _channel(tree, STATEMENT, outlet.name, outlet.start, end)


def leads_in(tree: Tree, k: int) -> bool:
    """Whether a word is a preposition; the parser takes some "to" for that of a verb."""
    return tree.pos[k] == "ADP" or tree.lower[k] == "to"


def is_passing(tree: Tree, last: int) -> bool:
    """Whether a phrase that ends with a token only says when, where or to whom, so that the next may still say how: "on
    Monday in a speech"."""
    word = tree.lower[last]
    return word in DAYS or word in TIMES or tree.name[last] in ("LOC", "PER") or tree.pos[last] == "NUM"


def _reach(tree: Tree, lead: int, head: int) -> int:
    """The token behind the words that describe a channel: "at a rally in Mesa"."""
    below = tree.below(head)
    k = head + 1
    while k < min(lead + LONG, below[-1] + 1) and tree.pos[k] != "PUNCT" and tree.lower[k] != "that":
        k += 1
    return k


def _channel(tree: Tree, kind: ChannelKind, outlet: str, first: int, end: int) -> Channel:
    while end - 1 > first and _is_loose_end(tree, end - 1):
        end -= 1
    first += tree.words[first] in CLOSING and CLOSING[tree.words[first]] not in tree.words[first + 1 : end]
    return Channel(kind, outlet, tree.start[first], tree.end[end - 1])


def _is_loose_end(tree: Tree, k: int) -> bool:
    """Whether a token ends no words: a comma, and a quotation mark behind it."""
    if tree.pos[k] != "PUNCT" or tree.words[k].endswith("."):
        return False
    return tree.words[k] not in QUOTES or tree.pos[k - 1] == "PUNCT"
