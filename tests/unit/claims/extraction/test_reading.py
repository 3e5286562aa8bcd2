"""Which texts are refused, and in which words."""

from __future__ import annotations

from pathlib import Path

import pytest

from claims.extraction import extract
from claims.extraction.reading import MAX_CHARACTERS, check, other_language
from claims.extraction.types import NotEnglish, NothingToRead, TextTooLong

GERMAN = "Der Präsident sagte, dass er morgen nach Berlin reisen werde, um mit der Kanzlerin zu sprechen. "
MENU = "Skip to the content. Sign in to your account and manage the cookies. Read more from our partners. "
ARTICLE = Path(__file__).parents[3] / "gold" / "greenland.txt"


def test_an_english_article_is_read() -> None:
    check(ARTICLE.read_text(encoding="utf8"))


@pytest.mark.parametrize("text", ["", " \n\t ", "123 … 456", "—"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(NothingToRead, match="no words"):
        check(text)


def test_a_text_above_the_limit_is_refused_with_its_length() -> None:
    check("A ship sank. " * (MAX_CHARACTERS // 13))
    with pytest.raises(TextTooLong, match=r"5,000,001 characters.*limit is 5,000,000.*[Ss]plit"):
        check("x" * (MAX_CHARACTERS + 1))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN * 4, "German"),
        ("Le président a déclaré que les alliés devront renforcer leur présence dans l’Arctique. " * 4, "French"),
        ("Президент заявил, что союзники должны усилить своё присутствие в Арктике. " * 4, "Russian"),
        ("大統領は、同盟国が北極圏での存在感を高める必要があると述べた。" * 4, "Japanese"),
        (GERMAN, "German"),
        (MENU * 20 + GERMAN * 100, "German"),
    ],
)
def test_a_text_in_another_language_is_refused_by_the_name_of_the_language(text: str, language: str) -> None:
    with pytest.raises(NotEnglish, match=rf"seems to be in {language}, and only English is read"):
        check(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour",
        "NATO chief Mark Rutte",
        "The Taoiseach, Micheál Martin, met Tánaiste Simon Harris at Leinster House.",
        "A la guerre c'est comme a la guerre!",
        "12 May: Rutte, Macron, Meloni, Starmer, Merz, Tusk, Sánchez",
        "ENGLAND WON THE CUP IN 1966",
    ],
)
def test_a_short_text_has_the_benefit_of_the_doubt(text: str) -> None:
    assert other_language(text) == ""


def test_the_doorway_asks_before_it_parses() -> None:
    with pytest.raises(NotEnglish):
        extract(GERMAN * 4)
