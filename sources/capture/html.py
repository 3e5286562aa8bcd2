"""An HTML page: its main text, one paragraph a line, and what the page says about itself."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date
from typing import Any

import httpx

from sources.capture.decode import decode
from sources.capture.metadata import clean_language, clean_line, clean_published, clean_url
from sources.capture.normalise import normalise
from sources.capture.references import read_references
from sources.capture.types import EmptyCapture, Metadata

# HTML wants the declaration within the first 1,024 bytes (HTML Living Standard, 4.2.5.4), XML at the very beginning.
_DECLARED = re.compile(rb"""(?:<meta[^>]+?charset|<\?xml[^>]+?encoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_XML_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")


def read_html(data: bytes, *, target: str, url: str = "", charset: str = "") -> tuple[str, Metadata]:
    """The main text of a page, and its title, author, site, date, address and language where it states them, and what
    it refers to.

    `url` is where the page was fetched from, "" for a file; `charset` is the one the server declared. The page's own
    canonical address is believed only if it is on the same host, or if there is no other. The date is taken from the
    page's metadata or address alone, never guessed from its words. Raises EmptyCapture where no main text is found.
    """
    import trafilatura  # takes half a second, which plain text need not wait for

    match = _DECLARED.search(data[:1024])
    declared = tuple(name for name in (charset, match[1].decode("ascii") if match else "") if name)
    markup = _XML_DECLARATION.sub("", decode(data, target=target, declared=declared))
    if "<html" not in markup[:10_000].lower():
        markup = f"<html><body>{markup}</body></html>"  # a fragment; trafilatura wants a document
    tree = trafilatura.load_html(markup)
    page = None
    if tree is not None:
        page = trafilatura.bare_extraction(
            tree,
            url=url or None,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    if page is None or isinstance(page, dict) or not page.text:
        remedy = "If there is an article in it, save its words as a .txt file and capture that"
        raise EmptyCapture(target, "no main text was found in the page", remedy)
    address = _address(tree, url)
    return page.text, Metadata(
        title=clean_line(page.title or ""),
        publisher=clean_line(page.sitename or ""),
        author=clean_line(page.author or ""),
        published=_published(page.date),
        url=address,
        language=_language(tree),
        references=read_references(tree, normalise(page.text), url=url, address=address),
    )


def _address(tree: Any, url: str) -> str:
    fetched = clean_url(url)
    for link in _links(tree):
        with suppress(ValueError, httpx.InvalidURL):
            canonical = clean_url(str(httpx.URL(fetched).join(link.strip())) if fetched else link)
            if canonical and (not fetched or httpx.URL(canonical).host == httpx.URL(fetched).host):
                return canonical
    return fetched


def _links(tree: Any) -> list[str]:
    return [str(link) for link in tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil') = 'canonical']/@href")]


def _language(tree: Any) -> str:
    root = tree.getroottree().getroot()
    for attribute in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
        with suppress(ValueError):
            tag = clean_language(root.get(attribute) or "")
            if tag:
                return tag
    return ""


def _published(written: str | None) -> date | None:
    with suppress(ValueError):
        return clean_published(written) if written else None
    return None
