"""Which records may be one source: found by the words of their names, proposed to a person, never merged by itself."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz

from factcheck import __version__
from sources.models import Likeness, SoftwareAgent, Source

AT_MOST = 200  # records compared with a new one
LIKE = 0.86  # of names with a letter or two between them
PART = 0.7  # of "Rasmussen" to "Lars Løkke Rasmussen": one of them, perhaps
PEOPLE = frozenset({Source.Kind.PERSON, Source.Kind.ACCOUNT})
# Words that half of all names share.
COMMON = frozenset(
    "the of and for a an in on at de la le der die das ministry department office news mr mrs ms dr".split()
)
# Letters that Unicode doesn't take apart (NFKD leaves ø as it is).
LETTERS = str.maketrans({"ø": "o", "Ø": "O", "æ": "ae", "Æ": "Ae", "œ": "oe", "ł": "l", "Ł": "L", "đ": "d", "ß": "ss"})


@dataclass(frozen=True)
class Alike:
    """How alike two names are, from 0 to 1, and why, in words."""

    score: float
    reason: str


def folded(name: str) -> str:
    """A name without case, accents and punctuation: "Lars Løkke Rasmussen" is "lars lokke rasmussen". Vowel signs stay:
    they are marks to Unicode, but no accents."""
    letters = unicodedata.normalize("NFKD", name.translate(LETTERS).casefold())
    plain = (
        c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in letters if not unicodedata.combining(c)
    )
    return " ".join("".join(plain).split())


def alike(one: Source, other: Source) -> Alike | None:
    """Whether two records may be one source, by their names and aliases. None where they hardly are, or where one is a
    person and the other a body."""
    if (one.kind in PEOPLE) != (other.kind in PEOPLE):
        return None
    best: Alike | None = None
    for a in (one.name, *one.aliases):
        for b in (other.name, *other.aliases):
            found = _alike(a, b, person=one.kind in PEOPLE)
            if found is not None and (best is None or found.score > best.score):
                best = found
    return best


def _alike(a: str, b: str, *, person: bool) -> Alike | None:
    plain_a, plain_b = folded(a), folded(b)
    if not plain_a or not plain_b:  # nothing but signs
        return None
    if plain_a == plain_b:
        return Alike(1.0, f"“{a}” and “{b}” differ in accents or punctuation alone")
    score = fuzz.token_sort_ratio(plain_a, plain_b) / 100
    if score >= LIKE:
        return Alike(score, f"“{a}” and “{b}” are nearly the same letters")
    shorter, longer = sorted((plain_a.split(), plain_b.split()), key=len)
    if person and shorter and len(shorter) < len(longer) and longer[-len(shorter) :] == shorter:
        return Alike(PART, f"“{a}” and “{b}” have the same last name")
    return None


def propose_alike(source: Source) -> list[Likeness]:
    """Propose to merge a new record with those that sound like it. One query to find them, whatever their number."""
    if source.kind == Source.Kind.ANONYMOUS:
        return []
    words = {word for word in source.name.lower().split() if word not in COMMON}
    near = Source.objects.records().exclude(pk=source.pk).exclude(kind=Source.Kind.ANONYMOUS)
    pairs = [(near_one, alike(source, near_one)) for near_one in near.filter(words__overlap=sorted(words))[:AT_MOST]]
    found = [(other, match) for other, match in pairs if match is not None]
    if not found:
        return []
    agent, _ = SoftwareAgent.objects.get_or_create(name="factcheck-sources", version=__version__, model_sha256="")
    return [
        Likeness.objects.create(
            one=min(source, other, key=lambda s: s.pk),
            other=max(source, other, key=lambda s: s.pk),
            score=round(match.score, 3),
            reason=match.reason[:300],
            software=agent,
        )
        for other, match in found
    ]
