"""Who is an outlet, an agency or a platform: by the names of outlets.toml, by the words of a name ("Ashby Mercury"), or
by the noun beside it ("the newspaper Politiken"). Any other organisation is none: "NATO", "the Bank of England"."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

from .people import is_title
from .tree import SUBJECTS, Tree

_LISTS: dict[str, Any] = tomllib.loads(files(__package__).joinpath("outlets.toml").read_text(encoding="utf8"))
AGENCY, BROADCASTER, PAPER, PLATFORM, PROGRAMME, OTHER = "agency", "broadcaster", "paper", "platform", "programme", ""
SORTS = {
    "agencies": AGENCY,
    "broadcasters": BROADCASTER,
    "papers": PAPER,
    "platforms": PLATFORM,
    "programmes": PROGRAMME,
    "others": OTHER,
}


class _Known(NamedTuple):
    words: tuple[str, ...]  # lower case, without "the"
    name: str
    sort: str
    exact: str  # how a name of one word must be written, "" where a capital is enough
    article: bool  # it is written with "The"


def _read() -> dict[str, list[_Known]]:
    """The known names by their first word, the longest first."""
    out: dict[str, list[_Known]] = {}
    for key, sort in SORTS.items():
        for name in _LISTS[key]:
            bare = name.removeprefix("The ")
            words = tuple(re.findall(r"-|[^\s-]+", bare.lower()))
            exact = bare if len(words) == 1 and (bare.isupper() or bare[0].islower()) else ""
            out.setdefault(words[0], []).append(_Known(words, name, sort, exact, bare != name))
    for known in out.values():
        known.sort(key=lambda one: -len(one.words))
    return out


def _words(*path: str) -> frozenset[str]:
    value: Any = _LISTS
    for key in path:
        value = value[key]
    return frozenset(value.split())


KNOWN = _read()
INSIDE, FIRST, LAST, ALONE, MORE = map(_words, ("inside", "first", "last", "alone", "more"))
NOUN_SORTS = {noun: sort for sort in (BROADCASTER, PAPER, AGENCY) for noun in _words("nouns", sort)}
BEFORE = {**NOUN_SORTS, **dict.fromkeys(_words("nouns", "before"), PAPER), "network": BROADCASTER}
NARROW, BEHIND, PLACES = _words("narrow", "nouns"), _words("narrow", "behind"), _words("platform", "places")
MEANT = frozenset(NOUN_SORTS) | _words("nouns", "works")
PRESS, HEARINGS, HOUSES = _words("people", "press"), _words("hearings", "last"), _words("hearings", "alone")
SHOWS = frozenset({"podcast", "program", "programme", "show"})
ON_AIR = frozenset({"radio", "television", "tv", "fm", "broadcasting"})
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
TIMES = frozenset("afternoon day evening month morning night today tonight week weekend year yesterday".split())
COMMON = frozenset({"government", "local", "national", "public", "regional", "state"})  # "State television"
NOMINAL = frozenset({"ADJ", "DET", "NOUN", "NUM", "PROPN", "SYM", "X"})
JOINS = frozenset({"-", "&", "of", "and", "the", "de", "du", "della", "del", "la", "le"})
CLOSING = {"‘": "’", "“": "”", "'": "'", '"': '"', "«": "»"}
QUOTES = frozenset(CLOSING.values())
SITE = re.compile(r"[\w-]{3,}\.(com|net|org|news|co\.uk|com\.au|ie|dk|de|fr|eu)")  # "SPACE.com"
LONG = 10  # tokens that a programme's name in quotation marks may have


class Outlet(NamedTuple):
    """An outlet as a phrase names it."""

    name: str
    sort: str  # one of the sorts above
    noun: str  # the noun that says what of it is meant: "programme", "report"; "" where it is meant itself
    start: int  # tokens of the words that name it and what of it is meant, end exclusive
    end: int


def phrase_end(tree: Tree, at: int) -> int:
    """The token behind the noun phrase that begins at a token, up to the next preposition, verb or comma;
    the token itself where none begins."""
    if at >= len(tree.words):
        return at
    stop = tree.sentences[tree.sentence_of[at]][1]
    k = at
    while k < stop:
        word = tree.words[k]
        if word in CLOSING and (k == at or is_possessive(tree, k - 1)):
            closing = next((i for i in range(k + 1, min(stop, k + LONG)) if tree.words[i] == CLOSING[word]), None)
            if closing is None:
                return k
            k = closing + 1
            continue
        if not _goes_on(tree, at, k, stop):
            return k
        if k > at and tree.dep[k] in SUBJECTS and tree.head[k] > k and tree.lower[k + 1 : k + 2] != ["that"]:
            first = tree.below(k)[0]
            if first > at:
                return min(k, first)  # "told Reuters prices had fallen"
        k += 1
    return k


def _goes_on(tree: Tree, at: int, k: int, stop: int) -> bool:
    if k > at and _is_when(tree, k):
        return False
    if k > at and tree.words[k - 1] == "-" and not tree.space_after[k - 1]:  # "phone-in"
        return True
    if tree.words[k] in JOINS and at < k < stop - 1:
        after = k + 1 + (tree.lower[k + 1] == "the")
        joined = tree.words[k] == "-" and not tree.space_after[k - 1]
        named = is_capital(tree, k - 1) or tree.words[k - 1] in JOINS
        return joined or (named and after < stop and is_capital(tree, after))
    if tree.pos[k] == "DET":
        return k == at or _within_name(tree, k) or is_possessive(tree, k - 1)
    own = (k == at and tree.tag[k] == "PRP$") or tree.words[k] == "US"  # no pronoun, whatever the parser thinks
    return tree.pos[k] in NOMINAL or own or is_possessive(tree, k) or _within_name(tree, k)


def _is_when(tree: Tree, k: int) -> bool:
    """Whether a word begins a time that follows a noun: "told the jury yesterday", "last week"."""
    if tree.lower[k] in ("last", "next"):
        k += 1
    if k == len(tree.words) or not (tree.lower[k] in DAYS or tree.words[k] in TIMES):
        return False
    return k + 1 == len(tree.words) or tree.pos[k + 1] not in NOMINAL  # "The Sunday Times"


def _within_name(tree: Tree, k: int) -> bool:
    return bool(tree.name[k]) and not tree.starts_name[k]


def noun_at(tree: Tree, k: int) -> str:
    """The noun that ends at a token, in lower case, with what a hyphen joins to it: "op-ed"."""
    joined = k > 1 and tree.words[k - 1] == "-" and not tree.space_after[k - 1]
    return f"{tree.lower[k - 2]}-{tree.lower[k]}" if joined else tree.lower[k]


def is_capital(tree: Tree, k: int) -> bool:
    """Whether a word begins with a capital."""
    return tree.words[k][:1].isupper()


def is_possessive(tree: Tree, k: int) -> bool:
    """Whether a token is the 's of a genitive, or the apostrophe of one in -s."""
    if tree.lower[k] == "'s":
        return True
    return tree.lower[k] == "'" and k > 0 and tree.lower[k - 1].endswith("s") and not tree.space_after[k - 1]


def outlet_in(tree: Tree, at: int, end: int) -> Outlet | None:
    """The first outlet that the noun phrase from token at to token end means, itself or something of it. None where
    there is none, or it only describes somebody else: "Reuters executives"."""
    k = at
    while k < end:
        behind = k + 1
        for find in (_known, _by_words, _by_noun):
            found = find(tree, at, k, end)
            if found is None:
                continue
            name, sort, after = found
            behind = max(behind, after)
            if not sort:
                break
            noun, last = _beside(tree, sort, after, end)
            if noun is not None:
                if not noun and k > at and tree.words[k - 1] in BEFORE:  # "the newspaper Politiken"
                    noun = tree.words[k - 1]
                return Outlet(name, sort, noun, at, last)
        k = behind
    return None


def names_hearing(tree: Tree, at: int, end: int) -> bool:
    """Whether a noun phrase is the name of a body that hears people: "Brecon Crown Court", "the House"."""
    last = end - 1
    if not is_capital(tree, last):
        return False
    return tree.lower[last] in HEARINGS or (
        tree.lower[last] in HOUSES and last - at <= 1 and tree.lower[at] in ("the", tree.lower[last])
    )


def _known(tree: Tree, at: int, k: int, end: int) -> tuple[str, str, int] | None:
    """(name, sort, the token behind it) of a known outlet whose name begins at token k."""
    for one in KNOWN.get(tree.lower[k], ()):
        behind = k + len(one.words)
        if behind > end or tuple(tree.lower[k:behind]) != one.words:
            continue
        if one.exact and tree.words[k] != one.exact:
            continue
        if not one.exact and not is_capital(tree, k) and one.name[0].isupper():
            continue
        if one.article and len(one.words) == 1 and (k == 0 or tree.lower[k - 1] != "the"):
            continue
        if _belongs_before(tree, at, k) or (len(one.words) == 1 and _is_surname(tree, k)):
            continue
        more = _more(tree, behind, end)
        name = one.name if one.sort == PLATFORM else tree.text(range(k, more)) if more > behind else one.name
        if more > behind and one.article and one.sort != PLATFORM:
            name = f"The {name}"
        return name, one.sort, more
    return None


def _belongs_before(tree: Tree, at: int, k: int) -> bool:
    """Whether a name goes on from the word before: "Vicente Fox", "President Fox"."""
    if k == at:
        return False
    if is_title(tree.lower[k - 1]) or tree.words[k - 1] == "-":
        return True
    before = tree.pos[k - 1] == "PROPN" and is_capital(tree, k - 1)
    return before and tree.name[k - 1] != "LOC" and tree.lower[k - 1] not in BEFORE


def _is_surname(tree: Tree, k: int) -> bool:
    """Whether a word is one of several of a person's name."""
    if tree.name[k] != "PER":
        return False
    return not tree.starts_name[k] or (k + 1 < len(tree.words) and _within_name(tree, k + 1))


def _more(tree: Tree, k: int, end: int) -> int:
    """The token behind what an outlet's name goes on with: "Radio 4", "Sport"."""
    while k < end and (
        (tree.lower[k] in MORE and is_capital(tree, k))
        or tree.words[k].isdigit()
        or (tree.lower[k - 1] in ("radio", "fm") and is_capital(tree, k) and tree.lower[k] not in DAYS)
    ):
        k += 1
    return k


def _by_words(tree: Tree, at: int, k: int, end: int) -> tuple[str, str, int] | None:
    """The same of an outlet that is told by the words of its name."""
    behind = _name_end(tree, at, k, end)
    words = tree.lower[k:behind]
    if not words:
        return None
    if len(words) == 1:
        if SITE.fullmatch(words[0]):
            return tree.words[k], PAPER, behind
        alone = words[0] in ALONE and k > 0 and tree.lower[k - 1] == "the"
        return (f"The {tree.words[k]}", PAPER, behind) if alone else None
    if "university" in words or not (words[-1] in LAST or words[0] in FIRST or not INSIDE.isdisjoint(words[1:])):
        return None
    return tree.text(range(k, behind)), BROADCASTER if not ON_AIR.isdisjoint(words) else PAPER, behind


def _name_end(tree: Tree, at: int, k: int, end: int) -> int:
    """The token behind the name that begins at token k; k itself where none begins that may be an outlet's."""
    if not is_capital(tree, k) or tree.pos[k] == "DET" or (tree.pos[k] == "ADJ" and not tree.name[k]):
        return k
    if _belongs_before(tree, at, k) or is_title(tree.lower[k]):
        return k
    behind = k
    while behind < end and tree.name[behind] != "PER" and (is_capital(tree, behind) or _joins(tree, k, behind, end)):
        if tree.pos[behind] == "DET" and not _within_name(tree, behind):
            break
        behind += 1
    return k if behind < end and tree.name[behind] == "PER" else behind


def _joins(tree: Tree, k: int, i: int, end: int) -> bool:
    return k < i < end - 1 and tree.lower[i] in JOINS and is_capital(tree, i + 1)


def _by_noun(tree: Tree, at: int, k: int, end: int) -> tuple[str, str, int] | None:
    """The same of an outlet that is told by the noun beside its name."""
    if tree.pos[k] != "PROPN" and not tree.name[k]:
        return None
    before = tree.words[k - 1] if k > at else ""
    person = tree.name[k] == "PER"
    if before in BEFORE and not is_too_wide(tree, k - 1):
        behind = k + 1 if person else _name_end(tree, at, k, end)
        while person and behind < end and _within_name(tree, behind):
            behind += 1
        return (tree.text(range(k, behind)), BEFORE[before], behind) if behind > k else None
    if person or tree.name[k] == "LOC" or tree.lower[k] in COMMON:
        return None
    behind = _name_end(tree, at, k, end)
    if not k < behind < end:
        return None
    if tree.sentences[tree.sentence_of[k]][0] == k and (tree.pos[k] != "PROPN" or not tree.name[k]):
        return None  # "State television"
    noun = behind + (tree.lower[behind] in BEHIND and behind + 1 < end)
    sort = PROGRAMME if tree.lower[noun] in SHOWS else NOUN_SORTS.get(tree.lower[noun])
    if sort is None or noun + 1 != end or is_too_wide(tree, noun):
        return None
    return tree.text(range(k, behind)), sort, behind


def is_too_wide(tree: Tree, k: int) -> bool:
    """Whether a noun does not mean an outlet here: "the agency", "the fire station"."""
    return tree.lower[k] in NARROW and (k == 0 or tree.lower[k - 1] not in BEHIND)


def _beside(tree: Tree, sort: str, k: int, end: int) -> tuple[str | None, int]:
    """What of an outlet is meant whose name ends before token k, as a noun, "" for the outlet itself, and the token
    behind it. None for the noun where the phrase means somebody else."""
    if k == end or tree.lower[k] in DAYS or (k + 1 == end and tree.words[k] in QUOTES and not is_possessive(tree, k)):
        return "", k
    last = noun_at(tree, end - 1)
    owned = is_possessive(tree, k)
    if tree.pos[end - 1] != "PROPN" and last not in PRESS and (last in MEANT or (sort == PLATFORM and last in PLACES)):
        return last, end
    if last in BEFORE and is_capital(tree, end - 1):  # "the Andrew Marr Show"
        return last, end
    people = [i for i in range(k, end) if tree.lower[i] in PRESS]
    named = next((i for i in range(k, end) if tree.name[i] == "PER"), end)
    if people and tree.words[end - 1] not in QUOTES:
        return "", end
    if not owned:
        return ("", k) if named == k else (None, end)
    first = k + 1
    if first < end and named == first:  # "CNN’s Jake Tapper"
        return "", end
    titled = all(is_capital(tree, i) or tree.lower[i] in JOINS for i in range(first, end))
    if first < end and (titled or tree.words[first] in CLOSING):
        return ("programme" if sort == BROADCASTER else ""), end
    return (None, end) if first < end else ("", k)
