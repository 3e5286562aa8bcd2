from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.capture.metadata import MAX_LINE, clean_language, clean_line, clean_url


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("HTTPS://WWW.RTE.ie:443/News/?utm_source=x&id=7&fbclid=1#top", "https://www.rte.ie/News/?id=7"),
        ("http://example.org:8080/a?gclid=1", "http://example.org:8080/a"),
        ("https://example.org/a%2Fb?q=a%20b&q=c&flag", "https://example.org/a%2Fb?q=a%20b&q=c&flag"),
        ("https://münchen.de/", "https://xn--mnchen-3ya.de/"),
        ("  ", ""),
    ],
)
def test_an_address_is_kept_without_what_does_not_name_the_page(url: str, kept: str):
    assert clean_url(url) == kept
    assert clean_url(kept) == kept


@pytest.mark.parametrize(
    ("tag", "kept"), [("EN", "en"), ("en_gb", "en-GB"), ("zh-hant-tw", "zh-Hant-TW"), ("es-419", "es-419"), ("", "")]
)
def test_a_language_tag_is_kept_in_its_usual_case(tag: str, kept: str):
    assert clean_language(tag) == kept


@pytest.mark.parametrize("tag", ["english language", "e", "en--GB", "12"])
def test_what_is_no_language_tag_is_refused(tag: str):
    with pytest.raises(ValueError, match="no language tag"):
        clean_language(tag)


@given(st.text())
def test_a_title_is_one_line_and_never_too_long(text: str):
    line = clean_line(text)
    assert "\n" not in line
    assert len(line) <= MAX_LINE
    assert clean_line(line) == line


def test_a_long_title_is_cut_at_a_word():
    assert clean_line("tariff " * 100).endswith("tariff…")
