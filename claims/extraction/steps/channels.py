"""Through which channel words reached the article: an interview, a post, a speech; and whose, if the article says
it. Here: where around a reporting verb that may stand. channel_phrases.py reads one such phrase."""

from __future__ import annotations

from collections.abc import Iterator

from ..types import Channel, ChannelKind
from .channel_phrases import HEARERS, TELLERS, Phrase, authored, is_passing, leads_in, read
from .cues import CUES
from .outlets import CLOSING, phrase_end
from .tree import NOMINAL, Tree

VERBS = {"post": ChannelKind.POST, "tweet": ChannelKind.POST, "testify": ChannelKind.TESTIMONY}
ROLES = {  # what verbs other than the reporting ones do with the words beside them
    form: role
    for role, forms in {
        "speak": "speak speaks spoke spoken speaking talk talks talked talking appear appears appeared appearing",
        "question": "asked pressed questioned interviewed quizzed challenged",
        "quote": "quoted cited reported published carried",
        "give": "give gives gave given giving delivered delivering issued issuing released releasing made",
        "address": "address addresses addressed addressing",
    }.items()
    for form in forms.split()
}
LEADS = frozenset(
    "speaking talking writing addressing appearing posting asked pressed questioned interviewed quizzed challenged "
    "quoted".split()
)  # "Speaking to Reuters, he said"
NEW_ACTS = frozenset({"write", "post", "tweet"})  # what is said besides need not stand in the same post
PARTS = ("obl", "obl:unmarked", "obl:agent", "iobj", "obj", "nmod", "advcl")


def channel_of(tree: Tree, cue: int, base: str) -> Channel | None:
    """The channel that the words around a reporting verb name, or None. base: its base form, "" if unknown."""
    role = base or _role(tree, cue)
    own = _around(tree, cue, role) or _led(tree, cue)
    if own is None and base in VERBS:
        own = Channel(VERBS[base], "", tree.start[cue], tree.end[cue])
    return own or authored(tree, cue, role) or _from_above(tree, cue, role)


def channel_at(tree: Tree, at: int) -> Channel | None:
    """The channel of what stands behind "according to" and begins at a token: "a report by the BBC", "Reuters"."""
    return read(tree, Phrase("according to", at, "", ""))


def _role(tree: Tree, verb: int) -> str:
    word = tree.lower[verb]
    return ROLES.get(word) or CUES.get(word, ("",))[0]


def _around(tree: Tree, verb: int, role: str, above: bool = False) -> Channel | None:
    """What a verb's listener and the phrases beside it name. above: another verb reports; this one it hangs on."""
    for phrase in _phrases(tree, verb, role):
        found = read(tree, phrase)
        if found is not None and not (above and _is_aside(tree, verb, phrase, found)):
            return found
    return None


def _is_aside(tree: Tree, verb: int, phrase: Phrase, found: Channel) -> bool:
    """Whether a phrase behind a verb that reports nothing says where something was, not how it was said: "He left
    court, saying", "She praised the report, saying"."""
    if phrase.at < verb or phrase.role in ("tell", "speak", "quote", "give", "address"):
        return False
    return found.kind is ChannelKind.TESTIMONY or tree.lower[phrase.at] in ("the", "this", "that", "these", "those")


def _led(tree: Tree, verb: int) -> Channel | None:
    """ "Speaking to Reuters, Asked by the BBC": what the participles beside a verb name."""
    for lead in tree.kids_of(verb, "advcl"):
        if tree.lower[lead] in LEADS and tree.subject(lead) is None:
            found = _around(tree, lead, _role(tree, lead))
            if found is not None:
                return found
    return None


def _from_above(tree: Tree, cue: int, role: str) -> Channel | None:
    """ "Speaking to Reuters, he gave few details, only saying that": a reporting verb without a subject of its own is
    said where the verb above it is."""
    for _ in range(4):
        dep, above = tree.dep[cue], tree.head[cue]
        if dep not in ("conj", "advcl", "xcomp") or tree.subject(cue) is not None:
            return None
        if dep == "conj" and (not _goes_on(tree, above) or tree.kid(cue, "iobj", "obj") is not None):
            return None
        role = _role(tree, above)
        found = _around(tree, above, role, above=True) or _led(tree, above) or authored(tree, above, role)
        if found is not None:
            return found
        cue = above
    return None


def _goes_on(tree: Tree, verb: int) -> bool:
    """Whether a verb reports, so that another one that is joined to it goes on with the same talk."""
    base = CUES.get(tree.lower[verb], ("",))[0]
    return bool(base) and base not in NEW_ACTS and tree.kid(verb, "ccomp") is not None


def _phrases(tree: Tree, verb: int, role: str) -> Iterator[Phrase]:
    """The phrases that may name the channel: the listener, those right behind the verb, those that hang on it."""
    seen: set[int] = set()
    for prep, at, dep in (*_behind(tree, verb, role), *_hanging(tree, verb)):
        if at not in seen:
            seen.add(at)
            yield Phrase(prep, at, role, dep)


def _behind(tree: Tree, verb: int, role: str) -> Iterator[tuple[str, int, str]]:
    """(preposition, first token behind it, "obj" or "") in the words behind a verb, whatever the parser hangs them on,
    up to what is said."""
    k, stop = verb + 1, tree.sentences[tree.sentence_of[verb]][1]
    direct = True
    while k < stop and tree.lower[k] != "that":
        if leads_in(tree, k) and k + 1 < stop:
            end = phrase_end(tree, k + 1)
            yield tree.lower[k], k + 1, ""
            if end == k + 1 or not is_passing(tree, end - 1):
                return
        elif tree.pos[k] == "ADV":
            end = k + 1
        elif direct and tree.pos[k] == "PRON" and tree.head[k] == verb and tree.words[k] != "US":
            direct, end = False, k + 1
        else:
            end = phrase_end(tree, k) if direct else k
            if end == k or not (tree.words[k] in CLOSING or _hangs(tree, k, end, verb, role)):
                return
            direct = False
            yield "", k, "obj"
            if role not in HEARERS and not is_passing(tree, end - 1) and tree.subject(verb) not in range(k, end):
                return  # "praised the report in the Guardian"
        k = end


def _hangs(tree: Tree, start: int, end: int, verb: int, role: str) -> bool:
    """Whether a phrase hangs on a verb; a listener, on anything but what is said."""
    heads = tree.head[start:end]
    return verb in heads or (role in TELLERS and min(heads) < verb)


def _hanging(tree: Tree, verb: int) -> Iterator[tuple[str, int, str]]:
    """The same in the phrases that hang on a verb."""
    for part in tree.kids_of(verb, *PARTS):
        if tree.dep[part] == "advcl" and tree.pos[part] not in NOMINAL:
            continue
        k = next(i for i in tree.below(part) if tree.pos[i] != "PUNCT" or i == part)
        if tree.dep[part] in ("obj", "iobj") and not leads_in(tree, k):
            yield "", k, "obj"
        while leads_in(tree, k):
            yield tree.lower[k], k + 1, ""
            end = phrase_end(tree, k + 1)
            if end == k + 1 or end >= len(tree.words) or not is_passing(tree, end - 1):
                break
            k = end
