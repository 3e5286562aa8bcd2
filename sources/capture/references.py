"""What a page's markup says about where its words were taken from: hyperlinks of the main text, the original's address,
and agencies named as its author."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from itertools import islice
from typing import Any

import httpx
from lxml import etree

from sources.capture.credits import named_in
from sources.capture.links import locate, page_lines
from sources.capture.metadata import MAX_URL, clean_url
from sources.capture.normalise import normalise
from sources.capture.types import MAX_MARKUP, MAX_REFERENCES, Reference
from sources.provenance.types import Channel

_CANONICAL = 0.9
_BYLINE = 0.9
_SHARED_BYLINE = 0.6  # with a person: "Andrew Gray, Reuters"
_OTHER_HOST = 0.6
_SAME_HOST = 0.3

_TRIES = 4  # times MAX_REFERENCES: addresses that are read at most, to find as many that are good
_MOST_ELEMENTS = 50  # of one kind in a page's head
_MOST_JSON = 1_000_000  # characters of JSON-LD


def _attribute(name: str, *values: str) -> str:
    """An XPath condition: an attribute is one of some values, in whatever case."""
    lower = f"translate(normalize-space(@{name}), 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz')"
    return "(" + " or ".join(f"{lower} = '{value}'" for value in values) + ")"


_AUTHORS = ("author", "byl", "parsely-author", "article:author", "dc.creator", "dcterms.creator")
_AUTHOR_XPATH = f"//meta[@content and ({_attribute('name', *_AUTHORS)} or {_attribute('property', *_AUTHORS)})]"
_REL_AUTHOR_XPATH = f"//*[{_attribute('rel', 'author')}]"
_ORIGINAL_XPATH = (
    f"//link[@href and {_attribute('rel', 'canonical')}]"
    f" | //meta[@content and {_attribute('name', 'syndication-source', 'original-source')}]"
)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|CreativeWork|WebPage)$")
_CREDITING = ("author", "creator", "sourceOrganization", "creditText", "provider")


def read_references(tree: Any, text: str, *, url: str, address: str) -> tuple[Reference, ...]:
    """What a page refers to: the original, agencies as authors, then links in the order of the page; MAX_REFERENCES at
    most.

    tree: as parsed; text: what is kept of it; url: where it was fetched from, "" for a file; address: its own, "" if
    it has none. Linear in the length of the page.
    """
    page = clean_url(url) or address
    base = _base(tree, page)
    found = [*_originals(tree, page, base), *_bylines(tree), *_hyperlinks(tree, text, {page, address}, base)]
    return tuple(found[:MAX_REFERENCES])


def _base(tree: Any, page: str) -> str:
    """What relative addresses are relative to (HTML Living Standard, 4.2.3)."""
    href = next(iter(tree.xpath("//base/@href")), "")
    return _resolved(str(href), page) or page


def _resolved(href: str, base: str) -> str:
    """The clean address that a link leads to; "" for what leads to no page of the web, or to an address that is too
    long."""
    href = re.sub(r"[\t\r\n]", "", href).strip()
    scheme = _SCHEME.match(href)
    if not href or len(href) > MAX_URL or href[0] == "#" or (scheme and scheme[0].lower() not in ("http:", "https:")):
        return ""
    with suppress(ValueError, httpx.InvalidURL):
        url = clean_url(href if scheme or not base else str(httpx.URL(base).join(href)))
        return "" if "%" in httpx.URL(url).host else url  # what was no host stands percent-encoded in its place
    return ""


def _host(url: str) -> str:
    return httpx.URL(url).host.removeprefix("www.") if url else ""


def _originals(tree: Any, page: str, base: str) -> Iterator[Reference]:
    """The pages of other hosts that this one calls the original, each once. A file that was fetched from nowhere is
    taken for the page that it calls so, see html.py."""
    seen = set()
    for element in islice(tree.xpath(_ORIGINAL_XPATH), _MOST_ELEMENTS):
        url = _resolved(element.get("href") or element.get("content") or "", base)
        if url and page and url not in seen and _host(url) != _host(page):
            seen.add(url)
            yield Reference(Channel.CANONICAL, url=url, markup=_markup(element), confidence=_CANONICAL)


def _bylines(tree: Any) -> Iterator[Reference]:
    """The agencies that the markup names as author or provider, each once, at its surest."""
    found: dict[str, Reference] = {}
    for line, markup in _authors(tree):
        for name, agency, alone in named_in(line):
            confidence = _BYLINE if alone else _SHARED_BYLINE
            if agency.name not in found or found[agency.name].confidence < confidence:
                found[agency.name] = Reference(Channel.CREDIT, name, markup=markup(), confidence=confidence)
    yield from found.values()


def _authors(tree: Any) -> Iterator[tuple[str, Callable[[], str]]]:
    """Whoever the markup calls author, and what gives the words that say so: an element may be all of the page."""
    for element in islice(tree.xpath(_AUTHOR_XPATH), _MOST_ELEMENTS):
        yield element.get("content"), partial(_markup, element)
    for element in islice(tree.xpath(_REL_AUTHOR_XPATH), _MOST_ELEMENTS):
        if not any(around.tag in ("nav", "aside", "footer") for around in element.iterancestors()):
            yield "".join(islice(element.itertext(), 100)), partial(_markup, element)
    for article in _articles(tree):
        for key in _CREDITING:
            for value in _several(article.get(key)):
                name = value.get("name") if isinstance(value, dict) else value
                if isinstance(name, str):
                    yield name, partial(_json, key, value)


def _articles(tree: Any) -> Iterator[dict[str, Any]]:
    """The articles that JSON-LD describes (schema.org): at its top or in its graph, not the pictures within them, whose
    credit is theirs alone."""
    room = _MOST_JSON
    for script in islice(tree.iterfind('.//script[@type="application/ld+json"]'), _MOST_ELEMENTS):
        written = script.text or ""
        room -= len(written)
        if room < 0:
            return
        with suppress(ValueError, RecursionError):
            for thing in _several(json.loads(written, strict=False)):
                for part in (thing, *_several(thing.get("@graph"))) if isinstance(thing, dict) else ():
                    if isinstance(part, dict) and any(
                        isinstance(kind, str) and _ARTICLE.search(kind) for kind in _several(part.get("@type"))
                    ):
                        yield part


def _several(value: Any) -> list[Any]:
    """JSON-LD says one thing or a list of them."""
    return value[:_MOST_ELEMENTS] if isinstance(value, list) else [] if value is None else [value]


def _hyperlinks(tree: Any, text: str, own: set[str], base: str) -> Iterator[Reference]:
    """The links of the main text that lead to another page. A link that carries this page's own address shares it."""
    hosts = {_host(page) for page in own if page}
    resolved: dict[str, str] = {}
    for link in islice(locate(text, page_lines(tree)), _TRIES * MAX_REFERENCES):
        if link.href not in resolved:
            resolved[link.href] = _resolved(link.href, base)
        url = resolved[link.href]
        if url and url not in own and not _shares(url, own):
            confidence = _SAME_HOST if _host(url) in hosts else _OTHER_HOST
            yield Reference(Channel.LINK, url=url, start=link.start, end=link.end, confidence=confidence)


def _shares(url: str, own: set[str]) -> bool:
    query = httpx.URL(url).params
    return any(value in own for value in query.values())


def _markup(element: Any) -> str:
    return _cut(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def _json(key: str, value: Any) -> str:
    return _cut(json.dumps({key: value}, ensure_ascii=False))


def _cut(words: str) -> str:
    """Markup as it may be shown: on one line, nothing invisible, not endless."""
    line = " ".join(normalise(words[: 4 * MAX_MARKUP]).split())
    return line if len(line) <= MAX_MARKUP else line[: MAX_MARKUP - 1] + "…"
