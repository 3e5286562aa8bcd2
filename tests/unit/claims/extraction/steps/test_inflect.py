"""Verb forms."""

from __future__ import annotations

import pytest

from claims.extraction.steps.inflect import article, base_of, past_of, third_person


@pytest.mark.parametrize(
    ("gerund", "past"),
    [
        ("mocking", "mocked"),
        ("making", "made"),
        ("Carrying", "carried"),
        ("playing", "played"),
        ("stopping", "stopped"),
        ("creating", "created"),
        ("seeking", "sought"),
        ("travelling", "travelled"),
        ("begging", "begged"),
    ],
)
def test_a_participle_takes_the_past(gerund: str, past: str) -> None:
    assert past_of(gerund) == past


@pytest.mark.parametrize(
    ("form", "singular"),
    [
        ("take", "takes"),
        ("have", "has"),
        ("are", "is"),
        ("do", "does"),
        ("carry", "carries"),
        ("push", "pushes"),
        ("say", "says"),
        ("were", "was"),
        ("go", "goes"),
        ("blames", "blames"),
        ("’ve", " has"),
    ],
)
def test_a_verb_agrees_with_one_subject(form: str, singular: str) -> None:
    assert third_person(form) == singular


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("NATO spokesperson", "a"), ("Ottawa MP", "an"), ("MP", "an"), ("QC", "a"), ("university lecturer", "a"),
        ("hour", "an"),
        ("UK minister", "a"), ("EU official", "an"), ("uninvited guest", "an"), ("pensioner", "a"),
    ],
)  # fmt: skip
def test_the_article_follows_the_sound(words: str, expected: str) -> None:
    assert article(words) == expected


@pytest.mark.parametrize(
    ("form", "base"),
    [("denied", "deny"), ("holds", "hold"), ("spoke", "speak"), ("signed", "sign"), ("confirm", "confirm")],
)
def test_a_verb_has_a_base_form(form: str, base: str) -> None:
    assert base_of(form) == base
