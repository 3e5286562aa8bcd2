from __future__ import annotations

import re

import pytest

from sources.provenance.drawing.style import DARK, LIGHT, STYLE, TEXTS

LINES = ("frame", "line", "loop", "ink", "claim")


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("under", ["ground", "box", "start"])
def test_text_and_lines_stand_out_from_what_is_under_them(colours: dict[str, str], under: str):
    assert {hue: ratio for hue in TEXTS if (ratio := contrast(colours[hue], colours[under])) < 4.5} == {}
    assert {hue: ratio for hue in LINES if (ratio := contrast(colours[hue], colours[under])) < 3} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_the_number_of_an_origin_can_be_read(colours: dict[str, str]):
    assert contrast(colours["ground"], colours["ink"]) >= 4.5


def test_every_colour_of_light_has_one_of_dark():
    assert LIGHT.keys() == DARK.keys()
    for colours in (LIGHT, DARK):
        assert set(re.findall(r"#[0-9a-f]{6}", STYLE)) >= set(colours.values())


def test_no_text_is_smaller_than_twelve_pixels():
    sizes = [int(size) for size in re.findall(r"font-size:(\d+)px", STYLE)]
    assert sizes
    assert min(sizes) >= 12


def test_every_rule_is_for_the_drawing_alone():
    rules = re.findall(r"([^{}]+)\{[^{}]*\}", re.sub(r"@media[^{]+\{", "", STYLE))
    selectors = [selector.strip() for rule in rules for selector in rule.split(",") if selector.strip()]
    assert len(selectors) > 50
    assert all(re.match(r"((:root:not\(\.light\)|\.dark) )?\.fc-graph\b", selector) for selector in selectors)


def test_colours_are_plain():
    """A renderer for PDF paints what it doesn't know black."""
    assert not re.search(r"var\(|light-dark\(|color-mix\(|currentcolor", STYLE)
