"""A report as PDF: tagged, the same each time, and whatever was said stands in it as it was said."""

from __future__ import annotations

import io
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from claims.exports.fonts import legible
from claims.exports.pdf import to_pdf
from tests import reports

TEXTS = {reports.key(4): reports.TEXT}


def opened(*claims: Any, **said: Any) -> PdfReader:
    return PdfReader(io.BytesIO(to_pdf(reports.report(*claims, **said), TEXTS)))


def text_of(pdf: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in pdf.pages).split())


def test_it_is_tagged_and_names_its_language_and_standard() -> None:
    pdf = opened()
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Greenland, checked"


def test_bookmarks_lead_to_every_claim() -> None:
    def titles(entries: Any) -> list[str]:
        return [t for e in entries for t in (titles(e) if isinstance(e, list) else [str(e.title)])]

    found = titles(opened(reports.claim(1), reports.claim(2)).outline)
    assert {"Summary", "Articles", "Claims", "Method", "Index of speakers"} <= set(found)
    assert [title for title in found if title[:2] in ("1.", "2.")] == [
        "1. NATO will act 1 times.",
        "2. NATO will act 2 times.",
    ]


def test_every_word_of_a_claim_and_its_hash_are_there() -> None:
    corrected = reports.verdict(9, version=2, correction_note="We were wrong.")
    found = text_of(opened(reports.claim(verdicts=[corrected, reports.verdict(stage="corrected")])))
    for said in (
        "NATO will act 1 times.",
        "Mark Rutte",
        "interview with Reuters",
        "BBC News",
        "The minutes say otherwise.",
    ):
        assert said in found
    for said in ("Correction: We were wrong.", "Version 1", "refutes: A note.", "a" * 64):
        assert said in found


@pytest.mark.parametrize("said", ["#emph[x] *y* _z_ $a$ @ref <label> \\ // c", "#panic()", "= Heading", "שלום", "→ ✓"])
def test_markup_is_no_markup_and_other_scripts_are_written(said: str) -> None:
    pdf = opened(reports.claim(text=said, verdicts=[reports.verdict(explanation=said)]), title=said)
    assert pdf.metadata is not None
    assert pdf.metadata.title == said


def test_what_no_font_has_stands_by_its_name() -> None:
    assert legible("😀 ok") == "[grinning face] ok"
    assert "[grinning face]" in text_of(opened(reports.claim(text="Denmark is 😀 today.")))


def test_a_report_in_german_has_german_words() -> None:
    pdf = opened(language="de")
    assert pdf.trailer["/Root"]["/Lang"] == "de"  # type: ignore[index]
    assert "Behauptungen" in text_of(pdf)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert to_pdf(reports.report(), TEXTS) == to_pdf(reports.report(), TEXTS)


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
def test_any_text_can_be_set(text: str) -> None:
    assert to_pdf(reports.report(reports.claim(text=text)), {}).startswith(b"%PDF")
