"""Furniture claims nothing, running text does."""

from __future__ import annotations

import pytest

from claims.extraction.steps.paragraphs import paragraphs

FURNITURE = [
    "Read more: Taoiseach and Tánaiste welcome Trump tariff climbdown",
    "Watch: Trump withdrawal of tariff threat ‘good news’ – Taoiseach",
    "We need your consent to load this content. We use cookies on your device.",
    "Friday, August 15, 2008",
    "15 August 2008",
    "Sources",
    "Categories: Canada Politics and conflicts",
    "By Jane O’Neill and John Smith",
    "An example of severe eczema. Image: Jambula.",
    "Police at the scene. Photograph: Joe Bloggs/AFP",
    '"Document found on street" — The Canadian Press, August 15, 2008',
    "© 2026 The Publisher. All rights reserved.",
    "FOR IMMEDIATE RELEASE",
    "EMBARGOED until 00:01 on Monday 3 November",
    "-ENDS-",
    "###",
    "Notes to editors:",
    "Media contact: Joe Bloggs, +44 20 7946 0000",
    "press@acme.example",
    "By Jane Doe, Health Correspondent",
    "By Jane Doe and John Smith in Paris",
    "Reporting by Jane Doe; Editing by John Smith",
    "More to come.",
    "(BEGIN VIDEO CLIP)",
    "16m ago",
    "Updated at 15.43 GMT",
    "For more information contact:",
]
RUNNING = [
    "Mr Rutte told Reuters that NATO would act.",
    "By the end, the eczema was severe.",
    "Watch lists were drawn up in March, he said.",
    "Read carefully, the treaty says nothing about Greenland.",
    "May 2024 was the warmest May on record.",
    "“We will come together,” he said.",
    "Contact with the ship was lost in May.",
    "Ends of the rope were found on the beach.",
    "By Jane Doe’s account, the ship sank in May.",
    "The hotline, 0800 123 4567, took 900 calls on Monday.",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_consent_notices_links_bylines_dates_and_credits_are_furniture(line: str) -> None:
    assert [paragraph.furniture for paragraph in paragraphs(line)] == [True]


@pytest.mark.parametrize("line", RUNNING)
def test_sentences_that_begin_like_furniture_are_text(line: str) -> None:
    assert [paragraph.furniture for paragraph in paragraphs(line)] == [False]


def test_a_line_without_a_full_stop_within_the_text_is_a_link_and_above_it_a_headline() -> None:
    text = "Storm hits coast\n\nA storm hit the coast on Friday.\nWhy the coast floods\nIt rained."
    first, second, third, fourth = paragraphs(text)
    assert (first.headline, first.furniture) == (True, False)
    assert (third.headline, third.furniture) == (True, True)
    assert not any((second.headline, second.furniture, fourth.headline, fourth.furniture))


def test_what_follows_a_heading_of_sources_is_a_list_of_them() -> None:
    lines = paragraphs("It rained.\nSources\nThe Weather Service, Dublin\nIt snowed.")
    assert [line.furniture for line in lines] == [False, True, True, False]


def test_what_follows_a_contact_is_a_contact() -> None:
    lines = paragraphs("It rained.\nFor more information contact:\nJoe Bloggs\nHead of News, Acme\nIt snowed.")
    assert [line.furniture for line in lines] == [False, True, True, True, False]


def test_paragraphs_cover_the_words_of_the_text() -> None:
    text = "  One.\r\n\r\n\tTwo. \n\nThree"
    assert [text[p.start : p.end].strip() for p in paragraphs(text)] == ["One.", "Two.", "Three"]
