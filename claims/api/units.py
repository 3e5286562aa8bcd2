"""Units as people write them, and the ways in which the numbers of claims have them: "km" is "kilometre"."""

from __future__ import annotations

from inflection import singularize

from claims.extraction.steps import money
from claims.extraction.steps.measures import DEGREES, MEASURES, PERCENT, POINTS

# Spellings of our own units that the extractor need not know, since no text has them beside a number.
SPELLINGS = {
    "percent": (*PERCENT, "per cent", "pct"),
    "percentage point": ("pp", *(f"{word} point" for word, unit in POINTS.items() if unit == "percentage point")),
    "basis point": ("bp", "bps"),
    "degree Celsius": (*(word for word, unit in DEGREES.items() if unit == "degree Celsius"), "°c"),
    "degree Fahrenheit": (*(word for word, unit in DEGREES.items() if unit == "degree Fahrenheit"), "°f"),
    "factor": ("times", "x"),
    "tonne": ("metric ton", "t"),
    "litre": ("liter", "l"),
    "krone": tuple(sorted(money.CROWN_WORDS)),
}
AMERICAN = ("meter", "metre"), ("liter", "litre")  # kilometer, centimeter, milliliter…


def spellings(unit: str) -> list[str]:
    """Every way in which this unit may be written in a row, as far as we know, whatever its case."""
    names = readings(unit)
    ways = {" ".join(unit.split()), *names, *(way for name in names for way in SPELLINGS.get(name, ()))}
    ways |= {short for short, full in MEASURES.items() if full in names}
    ways |= {sign for sign, code in money.SIGNS.items() if code in names}
    return sorted({case for way in ways for case in (way, way.lower(), way.upper(), way.capitalize())})


def readings(unit: str) -> set[str]:
    """The units that may be meant, as the extractor writes them: "percent", an ISO 4217 code, a measure in full, a noun
    in the singular. Pounds are money and weight."""
    words = unit.lower().split()
    singulars = [singularize(word) for word in words]
    forms = {" ".join(words), " ".join([*words[:-1], *singulars[-1:]]), " ".join([*singulars[:1], *words[1:]])}
    forms |= {form.replace(american, ours) for form in forms for american, ours in AMERICAN}
    known = {MEASURES[form] for form in forms if form in MEASURES} | forms.intersection(MEASURES.values())
    known |= {name for name, ways in SPELLINGS.items() if not forms.isdisjoint((name.lower(), *ways))}
    code, length, worth = money.named(words)
    if code and length == len(words) and worth == 1:
        known.add(code)
    if code := money.sign(unit.lower(), capitals=True):
        known.add(code)
    return known or {" ".join([*words[:-1], *singulars[-1:]])}
