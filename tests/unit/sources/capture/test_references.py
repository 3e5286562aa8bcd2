from __future__ import annotations

import json
import time
from pathlib import Path

import pytest
import trafilatura
from hypothesis import given
from hypothesis import strategies as st

from sources.capture import capture_file, capture_url
from sources.capture.html import read_html
from sources.capture.links import Line, Link, locate
from sources.capture.normalise import normalise
from sources.capture.references import read_references
from sources.capture.types import MAX_MARKUP, MAX_REFERENCES, Captured, Limits, Reference
from sources.provenance.types import Channel
from tests.unit.sources.capture.webserver import PARAGRAPHS, Server, page, send

ADDRESS = "https://news.example/world/a?id=7"


def read(head: str = "", paragraphs: list[str] | None = None, url: str = ADDRESS) -> list[Reference]:
    markup = page(head, [*(paragraphs or []), *PARAGRAPHS])
    return list(read_html(markup.encode(), target="a", url=url)[1].references)


def links(*paragraphs: str, url: str = ADDRESS, frame: str = "") -> list[tuple[str, str, float]]:
    """Words, address and confidence of each link."""
    markup = page("", [*paragraphs, *PARAGRAPHS]).replace("</article>", f"</article>{frame}")
    text, metadata = read_html(markup.encode(), target="a", url=url)
    kept = normalise(text)
    return [
        (kept[one.start : one.end], one.url, one.confidence)
        for one in metadata.references
        if one.channel is Channel.LINK
    ]


def kept(tmp_path: Path, name: str, text: str) -> Captured:
    path = tmp_path / name
    path.write_text(text)
    return capture_file(path)


# Hyperlinks


def test_a_link_in_the_text_is_found_with_its_words_and_address():
    found = links(
        'He <a href="https://other.example/b?x=1&utm_source=n#top">told the <b>paper</b></a> on Thursday that so.'
    )
    assert found == [("told the paper", "https://other.example/b?x=1", 0.6)]


@pytest.mark.parametrize(
    ("href", "url", "confidence"),
    [
        ("/b", "https://news.example/b", 0.3),
        ("b?page=2", "https://news.example/world/b?page=2", 0.3),
        ("https://www.news.example/b", "https://www.news.example/b", 0.3),
        ("//other.example/b", "https://other.example/b", 0.6),
        ("HTTPS://Other.example/B", "https://other.example/B", 0.6),
        ("https://oth\ner.example/b", "https://other.example/b", 0.6),
        ("https://news.example.org/b", "https://news.example.org/b", 0.6),
    ],
)
def test_an_address_is_resolved_and_another_host_is_surer(href: str, url: str, confidence: float):
    assert links(f'The ministry <a href="{href}">said so</a> on Thursday morning.') == [("said so", url, confidence)]


@pytest.mark.parametrize(
    "href",
    [
        "#notes",
        "mailto:a@news.example",
        "javascript:void(0)",
        "JavaScript:void(0)",
        "java\nscript:alert(1)",
        "tel:+35312345678",
        "data:text/html,x",
        "ftp://other.example/b",
        "https://user:word@other.example/b",
        "http://[",
        "//[",
        "https://other.example/" + "x" * 3_000,
        "?id=7&utm_source=here",
        ADDRESS + "#comments",
        "https://social.example/share?url=https://news.example/world/a?id%3D7",
        "https://social.example/share?url=https%3A%2F%2Fnews.example%2Fworld%2Fa%3Fid%3D7&text=x",
    ],
)
def test_what_leads_to_no_other_page_is_left_out(href: str):
    assert links(f'The ministry <a href="{href}">said so</a> on Thursday morning.') == []


def test_a_base_address_of_the_page_is_heeded():
    head = '<base href="https://other.example/c/">'
    [found] = read(head, ['The ministry <a href="d">said so</a> on Thursday morning.'])
    assert (found.url, found.confidence) == ("https://other.example/c/d", 0.6)


def test_a_relative_address_in_a_saved_page_needs_the_page_s_own():
    paragraph = (
        'The ministry <a href="/b">said so</a> on Thursday and <a href="https://other.example/c">again</a> later.'
    )
    assert links(paragraph, url="") == [("again", "https://other.example/c", 0.6)]
    found = read('<link rel="canonical" href="https://news.example/a">', [paragraph], url="")
    assert [one.url for one in found] == ["https://news.example/b", "https://other.example/c"]


def test_the_same_words_linked_twice_are_each_found_where_they_stand():
    found = links(
        'First <a href="https://one.example/">here</a>, and not here, and then <a href="https://two.example/">here</a>.',
        'Also <a href="https://three.example/">here</a> at the very end of all.',
    )
    assert found == [
        ("here", "https://one.example/", 0.6),
        ("here", "https://two.example/", 0.6),
        ("here", "https://three.example/", 0.6),
    ]


def test_equal_lines_are_told_apart_by_their_order():
    line = "This is what the <a href='https://{}.example/'>ministry of trade</a> said on Thursday morning."
    text = [line.format("one"), PARAGRAPHS[0] + " So it was.", line.format("two")]
    assert [url for _, url, _ in links(*text)] == ["https://one.example/", "https://two.example/"]


def test_a_line_whose_link_could_be_either_of_two_has_none():
    lines = [Line("Whatwassaid", ((0, 4, "/one"),)), Line("Whatwassaid", ((0, 4, "/two"),))]
    assert locate("What was said", lines) == []
    assert locate("What was said", lines[:1]) == [Link(0, 4, "/one")]
    assert locate("What was said", lines[:1] * 2) == [Link(0, 4, "/one")]
    assert locate("What was said", [lines[0], Line("Whatwassaid", ())]) == []
    assert locate("What was said\n\nWhat was said", lines) == [Link(0, 4, "/one"), Link(15, 19, "/two")]


def test_menus_and_cards_are_no_links_of_the_text():
    menu = (
        "<nav><a href='https://menu.example/'>tariffs on cars</a></nav><footer><a href='/us'>The ministry</a></footer>"
    )
    card = "<div><a href='https://card.example/'><h3>Tariffs rise</h3><p>The ministry of trade</p></a></div>"
    assert links(frame=menu + card) == []


def test_a_link_in_a_line_that_was_not_kept_whole_is_found_by_what_stands_around_it():
    line = (
        "The ministry of trade <button>Share</button><figure>Picture</figure> published the numbers "
        "<a href='https://other.example/b'>for the whole year</a> on Thursday, and nobody was surprised by them."
    )
    assert links(line) == [("for the whole year", "https://other.example/b", 0.6)]


def test_line_breaks_in_the_markup_do_not_matter():
    text = (
        "The ministry\nof trade published <a\nhref='https://other.example/b'>all\n   of the numbers</a>\non Thursday."
    )
    [(words, url, _)] = links(text)
    assert (words.split(), url) == ("all of the numbers".split(), "https://other.example/b")


def test_invisible_characters_and_other_forms_of_letters_do_not_matter():
    link = "<a href='https://other.example/b'>\u200ball cafe\u0301 num\u00adbers\u200b</a>"
    text = f"The ministry of trade pub\u00adlished {link} on Thursday."
    assert links(text) == [("all café numbers", "https://other.example/b", 0.6)]


def test_a_list_item_is_a_line():
    item = "<li>The numbers of <a href='https://other.example/b'>the whole year</a> were published on Thursday</li>"
    assert links(f"What was said:</p><ul>{item}</ul><p>") == [("the whole year", "https://other.example/b", 0.6)]


def test_a_link_within_a_link_is_the_inner_one_s():
    markup = (
        "The ministry <a href='https://out.example/'>said <a href='https://in.example/'>so</a></a> on Thursday morning."
    )
    assert ("so", "https://in.example/", 0.6) in links(markup)


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["the ", "tariff", " , ", "é", "\n", "rise. "]), st.sampled_from(["", "1", "2"])),
            max_size=8,
        ),
        max_size=6,
    )
)
def test_the_words_of_every_link_found_are_those_of_the_markup(paragraphs: list[list[tuple[str, str]]]):
    written = []
    pieces = []
    for number, paragraph in enumerate(paragraphs):
        line = f"Paragraph {number}: "
        for at, (words, host) in enumerate(paragraph):
            url = f"https://host{host}.example/{number}/{at}"
            line += f'<a href="{url}">{words}</a>' if host else words
            written += [("".join(words.split()), url)] if host else []
        pieces.append(line)
    found = [("".join(words.split()), url) for words, url, _ in links(*pieces)]
    assert set(found) <= set(written)
    assert len(found) == len(set(found))


# The original


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="canonical" href="https://wire.example/a">',
        '<link rel="Canonical" href="https://wire.example/a?utm_source=x">',
        '<meta name="syndication-source" content="https://wire.example/a">',
        '<meta name="Original-Source" content="https://wire.example/a">',
        '<meta name="syndication-source" content="//wire.example/a">',
    ],
)
def test_a_page_names_the_page_it_was_taken_from(markup: str):
    [found] = read(markup)
    assert (found.channel, found.url, found.confidence) == (Channel.CANONICAL, "https://wire.example/a", 0.9)
    assert (found.start, found.end, found.name) == (None, None, "")
    assert found.markup.startswith(("<link ", "<meta "))
    assert "wire.example/a" in found.markup


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="canonical" href="https://news.example/b">',
        '<link rel="canonical" href="https://www.news.example/b">',
        '<link rel="canonical" href="/b">',
        '<link rel="canonical" href="javascript:void(0)">',
        '<link rel="canonical" href="http://[">',
        '<link rel="stylesheet" href="https://wire.example/a">',
        '<meta name="syndication-source" content="Wire">',
        '<meta name="description" content="https://wire.example/a">',
    ],
)
def test_a_page_of_its_own_names_no_other(markup: str):
    assert read(markup) == []


def test_a_saved_page_is_the_one_that_it_calls_canonical():
    markup = page('<link rel="canonical" href="https://wire.example/a">').encode()
    metadata = read_html(markup, target="a.html")[1]
    assert metadata.url == "https://wire.example/a"
    assert metadata.references == ()


def test_an_original_is_named_once():
    markup = '<link rel="canonical" href="https://wire.example/a"><meta name="original-source" content="https://wire.example/a">'
    assert len(read(markup)) == 1


# Bylines in the markup


def ld(**article: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **article})}</script>'


@pytest.mark.parametrize(
    ("markup", "name", "confidence"),
    [
        ('<meta name="author" content="Reuters">', "Reuters", 0.9),
        ('<meta name="author" content="By Reuters Staff">', "Reuters", 0.9),
        ('<meta property="article:author" content="The Associated Press">', "Associated Press", 0.9),
        ('<meta name="author" content="Andrew Gray, Reuters">', "Reuters", 0.6),
        (ld(author={"@type": "Organization", "name": "AFP"}), "AFP", 0.9),
        (ld(author=[{"name": "Ann Byrne"}, {"name": "dpa"}]), "dpa", 0.9),
        (ld(author="PA"), "PA", 0.9),
        (ld(sourceOrganization={"name": "Reuters"}), "Reuters", 0.9),
        (ld(creditText="Reuters"), "Reuters", 0.9),
        (ld(provider={"name": "Reuters"}), "Reuters", 0.9),
        (
            ld(creditText="Reuters").replace('{"@type', '[{"@graph": [{"@type').replace("</script>", "]}]</script>"),
            "Reuters",
            0.9,
        ),
    ],
)
def test_an_agency_named_as_author_is_credited_in_the_page_s_own_words(markup: str, name: str, confidence: float):
    [found] = read(markup)
    assert (found.channel, found.name, found.confidence) == (Channel.CREDIT, name, confidence)
    assert (found.start, found.end) == (None, None)
    assert name in found.markup


def test_an_author_link_names_an_agency():
    [found] = [one for one in read(paragraphs=['<a rel="author" href="/afp">AFP</a>']) if one.channel is Channel.CREDIT]
    assert found.markup == '<a rel="author" href="/afp">AFP</a>'


@pytest.mark.parametrize(
    "markup",
    [
        '<meta name="author" content="Ann Byrne">',
        '<meta name="author" content="Michael Bloomberg">',
        '<meta name="description" content="Reuters">',
        ld(publisher={"name": "Reuters"}),
        ld(image={"@type": "ImageObject", "creditText": "Reuters"}),
        '<script type="application/ld+json">{"@type": "ImageObject", "creditText": "Reuters"}</script>',
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": </script>',
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
        '<script type="application/ld+json">[1, null, "x", [2], {"@graph": 3}, {"@type": [4]}]</script>',
        ld(author={"name": ["Reuters"]}, creditText=7, provider=None, sourceOrganization=[[]]),
        "<script>Reuters</script>",
    ],
)
def test_a_person_a_picture_or_broken_markup_credits_nobody(markup: str):
    assert read(markup) == []


def test_an_agency_is_credited_once_at_its_surest():
    head = '<meta name="author" content="Andrew Gray, Reuters">' + ld(author="Reuters") + ld(provider="REUTERS")
    assert [(one.name, one.confidence) for one in read(head)] == [("Reuters", 0.9)]


# All of a capture


def test_a_capture_says_whom_its_words_credit_and_where_its_links_lead(server: Server, limits: Limits):
    lead = "LONDON (Reuters) - The ministry <a href='https://other.example/b'>said so</a> on Thursday morning."
    head = '<link rel="canonical" href="https://wire.example/a"><meta name="author" content="AFP">'
    server.answers["/a"] = send(page(head, [lead, *PARAGRAPHS]))
    captured = capture_url(server.url("/a"), limits=limits)
    assert [(one.channel, one.name, one.url) for one in captured.references] == [
        (Channel.CREDIT, "Reuters", ""),
        (Channel.CANONICAL, "", "https://wire.example/a"),
        (Channel.CREDIT, "AFP", ""),
        (Channel.LINK, "", "https://other.example/b"),
    ]
    assert [captured.text[one.start : one.end] for one in captured.references if one.start is not None] == [
        "LONDON (Reuters)",
        "said so",
    ]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_a_text_file_says_whom_it_credits_where_its_kept_words_do(tmp_path: Path, name: str):
    captured = kept(
        tmp_path,
        name,
        "---\ntitle: x\n---\n\n\n\ufeffLONDON (Reuters) - It cafe\u0301 stands.\r\n\r\n(Additional reporting by AFP)\n",
    )
    assert [(one.name, captured.text[one.start : one.end]) for one in captured.references] == [
        ("Reuters", "LONDON (Reuters)"),
        ("AFP", "Additional reporting by AFP"),
    ]


def test_an_agency_does_not_credit_itself(tmp_path: Path):
    text = "---\nurl: https://www.reuters.com/a\n---\nLONDON (Reuters) - It stands.\n\nAdditional reporting by AFP\n"
    assert [one.name for one in kept(tmp_path, "a.txt", text).references] == ["AFP"]


# Pages that mean harm


def test_a_page_of_very_many_links_gives_no_more_than_we_take():
    paragraph = " ".join(f"number <a href='https://h{n}.example/{n}'>link {n}</a>" for n in range(3_000))
    found = read('<meta name="author" content="Reuters">', [paragraph])
    assert len(found) == MAX_REFERENCES
    assert found[0].channel is Channel.CREDIT


@pytest.mark.parametrize(
    "piece",
    [
        "<a href='#'>x</a> " * 30_000,
        "<a href='javascript:x'>tariff</a>" * 20_000,
        "<a href='https://x.example/" + "y" * 500_000 + "'>tariff</a>",
        "<a href='https://x.example/'>" * 2_000 + "tariff" + "</a>" * 2_000,
        "<p>The same words in every line <a href='https://x.example/'>of this</a> text.</p>" * 5_000,
        "".join(f"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa<a href='/{n}'>aaaa</a>" for n in range(5_000)),
        "<a href='https://x.example/\x01\x02\x7f'>tar\x01iff\x07</a>",
        "<a href='https://x.example/&#x202e;&#8203;'>tariff</a>",
        "<link rel='canonical' href='https://h.example/' title='" + "&#x202e;x" * 1_000 + "'>",
        "".join(f"<link rel='canonical' href='https://h{n}.example/'>" for n in range(20_000)),
        "".join(f"<meta name='author' content='Reuters {n}'>" for n in range(20_000)),
        "".join(f"<i rel='author'>Reuters</i>{n}" for n in range(20_000)),
        "<div>" * 20_000 + "<a href='https://x.example/'>tariff</a>",
        "<div rel='author'>" * 200 + "<b></b>x" * 200_000,
    ],
)
def test_what_a_hostile_page_refers_to_is_read_in_moments(piece: str):
    """Without the extractor, which takes its own time."""
    tree = trafilatura.load_html(page("", [piece, *PARAGRAPHS]))
    text = normalise("\n".join("".join(paragraph.itertext()) for paragraph in tree.iter("p")))
    started = time.perf_counter()
    found = read_references(tree, text, url=ADDRESS, address=ADDRESS)
    assert time.perf_counter() - started < 10
    assert len(found) <= MAX_REFERENCES
    for one in found:
        assert len(one.markup) <= MAX_MARKUP
        assert (one.markup + one.url).isprintable()
