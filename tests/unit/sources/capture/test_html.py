from __future__ import annotations

from datetime import date

import pytest

from sources.capture.html import read_html
from sources.capture.types import EmptyCapture
from tests.unit.sources.capture.webserver import PARAGRAPHS, page


def test_paragraphs_stay_on_their_lines_and_the_frame_of_the_page_is_left_out():
    text, _ = read_html(page().encode(), target="a.html")
    assert text.splitlines() == ["Tariffs rise", *PARAGRAPHS]


def test_the_page_says_who_published_it_and_when():
    head = (
        '<meta property="og:site_name" content="Example News"><meta name="author" content="Ann Byrne">'
        '<meta property="article:published_time" content="2026-01-22T08:00:00Z">'
        '<meta property="article:modified_time" content="2026-01-25T08:00:00Z">'
    )
    _, metadata = read_html(page(head).encode(), target="a.html")
    assert (metadata.title, metadata.publisher, metadata.author) == ("Tariffs rise", "Example News", "Ann Byrne")
    assert (metadata.published, metadata.language) == (date(2026, 1, 22), "en-IE")


def test_a_date_in_the_words_is_not_taken_for_the_date_of_the_page():
    text = ["On 3 March 2019 the minister said that tariffs on cars would rise to 25% in the following year."] * 8
    assert read_html(page(paragraphs=text).encode(), target="a.html")[1].published is None


@pytest.mark.parametrize(
    ("link", "fetched", "kept"),
    [
        ("https://news.example/a?utm_medium=x", "", "https://news.example/a"),
        ("/a", "https://news.example/b?x=1", "https://news.example/a"),
        ("https://news.example/a", "https://news.example/a?page=1", "https://news.example/a"),
        ("https://elsewhere.example/a", "https://news.example/b", "https://news.example/b"),
        ("/a", "", ""),
        ("javascript:void(0)", "https://news.example/b", "https://news.example/b"),
        ("http://[", "https://news.example/b", "https://news.example/b"),
    ],
)
def test_the_canonical_address_is_believed_on_the_same_host_only(link: str, fetched: str, kept: str):
    markup = page(f'<link rel="canonical" href="{link}">').encode()
    assert read_html(markup, target="a.html", url=fetched)[1].url == kept


def test_the_charset_is_taken_from_the_page_when_it_is_not_utf8():
    markup = page(paragraphs=["Le président a signé l’accord à Genève, où il était arrivé jeudi matin."] * 6)
    data = markup.replace('charset="utf-8"', 'charset="iso-8859-1"').encode("cp1252")
    assert "signé l’accord à Genève" in read_html(data, target="a.html")[0]


def test_xhtml_with_an_encoding_declaration_is_read():
    data = b'<?xml version="1.0" encoding="utf-8"?>' + page().encode()
    assert PARAGRAPHS[0] in read_html(data, target="a.xhtml")[0]


def test_a_fragment_of_a_page_is_read():
    assert read_html(b"<p>The deal is done.</p>", target="a.html")[0] == "The deal is done."


@pytest.mark.parametrize(
    "markup", ["", "   ", "<html></html>", "<html><body><script>x=1</script></body></html>", "<div>" * 50_000]
)
def test_a_page_without_words_is_told(markup: str):
    with pytest.raises(EmptyCapture, match=r"^a\.html: no main text"):
        read_html(markup.encode(), target="a.html")
