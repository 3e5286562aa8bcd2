from __future__ import annotations

from datetime import date

import pytest

from sources.capture.text import read_text
from sources.capture.types import InvalidMetadata, Metadata


def test_front_matter_says_what_the_text_is():
    front = (
        '---\ntitle: "Rutte: allies must step up"\npublisher: RTÉ\nauthor: [Ann Byrne, Tom Roe]\n'
        "published: 2026-01-22\nurl: https://WWW.rte.ie/news/?utm_source=x#top\nlanguage: en_ie\n---\n"
    )
    text, metadata = read_text(front + "The deal stands.\n", target="a.txt")
    assert text.strip() == "The deal stands."
    assert metadata == Metadata(
        title="Rutte: allies must step up",
        publisher="RTÉ",
        author="Ann Byrne, Tom Roe",
        published=date(2026, 1, 22),
        url="https://www.rte.ie/news/",
        language="en-IE",
    )


@pytest.mark.parametrize("text", ["The deal stands.", "A line\n---\nand another\n---\n", "--- not front matter", ""])
def test_a_text_without_front_matter_is_read_whole(text: str):
    assert read_text(text, target="a.txt") == (text, Metadata())


def test_a_heading_that_opens_the_text_is_its_title_and_stays_in_it():
    text, metadata = read_text("---\npublisher: RTÉ\n---\n# Allies step up\n\nThe deal stands.", target="a.md")
    assert metadata.title == "Allies step up"
    assert text.lstrip().startswith("# Allies step up")


def test_empty_front_matter_says_nothing():
    assert read_text("---\n---\nThe deal stands.", target="a.txt")[1] == Metadata()


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2026-01-22", date(2026, 1, 22)),
        ('"2026-01-22"', date(2026, 1, 22)),
        ("2026-01-22T23:30:00+05:00", date(2026, 1, 22)),
        ("", None),
    ],
)
def test_a_date_is_the_day_as_written(published: str, day: date | None):
    assert read_text(f"---\npublished: {published}\n---\nWords", target="a.txt")[1].published == day


@pytest.mark.parametrize(
    ("front", "reason"),
    [
        ("titel: x", r"unknown key 'titel'\. Did you mean 'title'\?"),
        ("zebra: x", r"unknown key 'zebra'\. The keys are title, publisher"),
        ("title: a\ntitle: b", "says 'title' 2 times"),
        ("title: a: b", "no YAML in line 2"),
        ("title: [unclosed", "no YAML"),
        ("title: [[" + "[" * 3000, "can't be read|no YAML"),
        ("title: " + "x" * 30_000, "longer than 20,000"),
        ("title: !!python/object/apply:os.system [id]", "no YAML"),
        ("title: {a: b}", "'title' is a dict, not words"),
        ("author: [[a]]", "'author' is a list, not words"),
        ("published: 2026-02-30", "day is out of range"),
        ("published: yesterday", "'published' is 'yesterday': that is no date. Write a date such as 2026-01-22"),
        ("published: 2926-01-22", "more than a year in the future"),
        ("url: not a url", "no http or https address"),
        ("url: ftp://example.org", "no http or https address"),
        ("url: https://a:b@example.org", "password"),
        ("language: English!", "no language tag"),
        ("just words", "is no front matter"),
        ("- a list", "is no front matter"),
    ],
)
def test_broken_front_matter_is_told_with_the_file_and_the_reason(front: str, reason: str):
    with pytest.raises(InvalidMetadata, match=reason) as caught:
        read_text(f"---\n{front}\n---\nThe deal stands.", target="news/a.txt")
    assert str(caught.value).startswith("news/a.txt: ")


def test_front_matter_without_an_end_is_told():
    with pytest.raises(InvalidMetadata, match=r"has no end\. Close it"):
        read_text("---\ntitle: x\nThe deal stands.", target="a.txt")
