"""Through which channel words reached the article: an interview, a post, a speech; and whose, if the article says
it."""

from __future__ import annotations

from ..types import Channel, ChannelKind
from .tree import Tree

NOUNS: dict[str, ChannelKind] = {
    word: kind
    for kind, words in {
        ChannelKind.INTERVIEW: "interview podcast",
        ChannelKind.POST: "post posts tweet tweets platform thread blog instagram facebook twitter x tiktok",
        ChannelKind.BROADCAST: "television tv radio broadcast broadcaster programme program show channel",
        ChannelKind.SPEECH: "speech address rally lecture sermon remarks keynote",
        ChannelKind.STATEMENT: "statement release briefing conference letter email communique filing memo announcement",
        ChannelKind.REPORT: "report article study paper survey column editorial op-ed book",
        ChannelKind.TESTIMONY: "court hearing trial testimony tribunal inquiry jury judge parliament committee",
    }.items()
    for word in words.split()
}
VERBS = {"post": ChannelKind.POST, "tweet": ChannelKind.POST, "testify": ChannelKind.TESTIMONY}
LISTENED = frozenset({"tell", "speak", "talk"})
PARTS = ("obl", "obl:unmarked", "iobj", "obj", "advcl", "nmod")


def channel_of(tree: Tree, cue: int, base: str) -> Channel | None:
    """The channel that the words around a reporting verb name, or None."""
    speaking = [
        k for k in tree.kids_of(cue, "advcl") if tree.lower[k] in ("speaking", "talking", "writing", "addressing")
    ]
    for verb in (cue, *speaking):
        heard = base in LISTENED or verb != cue
        for part in tree.kids_of(verb, *PARTS):
            if tree.dep[part] == "advcl" or any(tree.lower[k] in ("after", "before", "since") for k in tree.kids[part]):
                continue
            channel = _from_phrase(tree, part, heard)
            if channel is not None:
                return _with_outlet(tree, cue, channel) if base in LISTENED else channel
    if base in VERBS:
        return Channel(VERBS[base], "", tree.start[cue], tree.end[cue])
    return None


def _from_phrase(tree: Tree, head: int, heard: bool) -> Channel | None:
    phrase = tree.below(head)
    if len(phrase) > 25:
        phrase = phrase[:25]
    start, end = tree.start[phrase[0]], tree.end[phrase[-1]]
    outlet = next(
        (tree.text(_name(tree, i, phrase)) for i in phrase if tree.name[i] == "ORG" and tree.starts_name[i]), ""
    )
    kind = NOUNS.get(tree.lower[head]) if tree.pos[head] != "PROPN" else None
    if kind is None and outlet and heard and tree.name[head] == "ORG":
        kind = ChannelKind.INTERVIEW
    if kind is None:
        return None
    if kind is ChannelKind.POST and not outlet:
        opening = tree.sentences[tree.sentence_of[head]][0]
        proper = [
            i
            for i in phrase
            if tree.words[i][:1].isupper() and tree.pos[i] in ("PROPN", "NOUN", "ADJ") and i != opening
        ]
        if proper and not tree.name[proper[0]]:
            last = proper[0]
            while last + 1 in phrase and last + 1 != head and tree.words[last + 1][:1].isupper():
                last += 1
            outlet = tree.text(range(proper[0], last + 1))
    return Channel(kind, outlet, start, end)


def _name(tree: Tree, first: int, phrase: list[int]) -> list[int]:
    out = [first]
    while out[-1] + 1 in phrase and tree.name[out[-1] + 1] and not tree.starts_name[out[-1] + 1]:
        out.append(out[-1] + 1)
    return out


def _with_outlet(tree: Tree, cue: int, channel: Channel) -> Channel:
    """ "told Reuters in an interview": the listener is the outlet."""
    if channel.outlet or channel.kind is not ChannelKind.INTERVIEW:
        return channel
    for part in tree.kids_of(cue, "iobj", "obj"):
        if tree.name[part] == "ORG":
            return Channel(channel.kind, tree.text(_name(tree, part, tree.below(part))), channel.start, channel.end)
    return channel
