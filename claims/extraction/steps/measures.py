"""Units of measure, and the words that turn a number into a multiple or a bound."""

from __future__ import annotations

from decimal import Decimal

MEASURES = {"km": "kilometre", "m": "metre", "cm": "centimetre", "mm": "millimetre", "kg": "kilogram", "g": "gram"}
MEASURES |= {"ft": "foot", "lb": "pound", "lbs": "pound", "mph": "mile per hour", "km/h": "kilometre per hour"}
MEASURES |= {"kmh": "kilometre per hour", "kph": "kilometre per hour", "mi": "mile", "st": "stone", "oz": "ounce"}
MEASURES |= {"c": "degree Celsius", "°c": "degree Celsius", "°f": "degree Fahrenheit", "°": "degree"}
MEASURES |= {"mw": "megawatt", "gw": "gigawatt", "kw": "kilowatt", "kwh": "kilowatt hour", "twh": "terawatt hour"}
MEASURES |= {"hz": "hertz", "khz": "kilohertz", "mhz": "megahertz", "ghz": "gigahertz", "kilohertz": "kilohertz"}
MEASURES |= {"gb": "gigabyte", "tb": "terabyte", "mb": "megabyte", "ha": "hectare", "sq": "square", "ml": "millilitre"}
MEASURES |= {"hertz": "hertz", "megahertz": "megahertz", "gigahertz": "gigahertz"}
DEGREES = {"c": "degree Celsius", "celsius": "degree Celsius", "centigrade": "degree Celsius"}
DEGREES |= {"f": "degree Fahrenheit", "fahrenheit": "degree Fahrenheit"}
PERCENT = frozenset({"%", "percent", "pc"})
POINTS = {"percentage": "percentage point", "basis": "basis point", "per-cent": "percentage point"}
DURATIONS = frozenset("second minute hour day week month year decade century".split())

# Multiples; their unit is "factor".
FACTORS: dict[str, int | Decimal] = {
    "double": 2,
    "doubled": 2,
    "doubling": 2,
    "triple": 3,
    "tripled": 3,
    "tripling": 3,
    "trebled": 3,
}
FACTORS |= {"treble": 3, "trebling": 3, "quadrupled": 4, "quadruple": 4, "twofold": 2, "threefold": 3, "fourfold": 4}
FACTORS |= {"fivefold": 5, "tenfold": 10, "hundredfold": 100, "halved": Decimal("0.5"), "halving": Decimal("0.5")}
MULTIPLIED = frozenset("as more higher larger bigger greater faster likelier the its their his her".split())

# Orders of magnitude: "dozens of ships".
ROUND = {"dozens": 12, "scores": 20, "tens": 10, "hundreds": 100, "thousands": 1000, "millions": 10**6}
ROUND |= {"billions": 10**9, "trillions": 10**12, "lakhs": 10**5, "crores": 10**7}

BEFORE: dict[tuple[str, ...], str] = {
    **{tuple(words.split()): "<=" for words in ("up to", "as much as", "as many as", "at most", "no more than")},
    **{tuple(words.split()): "<=" for words in ("not more than", "a maximum of", "maximum of")},
    **{tuple(words.split()): "<" for words in ("under", "below", "less than", "fewer than", "just under")},
    **{tuple(words.split()): ">=" for words in ("at least", "no less than", "no fewer than", "not less than")},
    **{tuple(words.split()): ">=" for words in ("a minimum of", "minimum of", "upwards of")},
    **{tuple(words.split()): ">" for words in ("more than", "over", "above", "exceeding", "just over", "well over")},
    **{(word,): "~" for word in ("about", "around", "nearly", "roughly", "almost", "approximately", "some", "circa")},
    **{tuple(words.split()): "~" for words in ("close to", "an estimated", "estimated")},
}
AFTER = {"more": ">=", "over": ">=", "less": "<=", "fewer": "<=", "under": "<=", "so": "~"}
LONGEST_COMPARATOR = 3
