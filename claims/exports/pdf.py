"""A report as PDF/UA: set by typst, tagged, with bookmarks; the same report gives the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import msgspec
import typst

from sources.provenance.lettering import safe_address

from . import fonts, summary
from .model import Anchor, Claim, Report, digest, to_json
from .wording import Words, words

TEMPLATE = Path(__file__).with_name("report.typ")


def to_pdf(report: Report, texts: summary.Texts) -> bytes:
    """The pages: cover, summary, the articles with their claims marked, each claim, method, index.

    Everything that somebody else wrote reaches typst as a value, never as markup.
    """
    told = msgspec.json.encode(_legible(msgspec.to_builtins(_pages(report, texts, words(report.language))))).decode()
    made: Any = typst.compile(
        str(TEMPLATE),
        sys_inputs={"report": told},
        font_paths=[fonts.folder().name],
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
    )
    return bytes(made)


def _legible(value: Any) -> Any:
    if isinstance(value, str):
        return fonts.legible(value)
    if isinstance(value, Mapping):
        return {name: _legible(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_legible(member) for member in value]
    return value


def _pages(report: Report, texts: summary.Texts, say: Words) -> dict[str, Any]:
    return {
        "title": report.title,
        "introduction": report.introduction,
        "language": report.language,
        "publisher": report.publisher.name,
        "desk": report.publisher.desk,
        "moment": _moment(report.as_of),
        "date": [report.as_of.year, report.as_of.month, report.as_of.day],
        "edition": report.edition,
        "id": str(report.id),
        "sha256": digest(to_json(report)),
        "families": list(fonts.FAMILIES),
        "monospaced": fonts.MONOSPACED,
        "words": say.all,
        "charts": [
            [say("By rating"), summary.by_rating(report, say("No verdict yet"), say("Retracted"))],
            [say("By speaker"), summary.by_speaker(report, say("The article itself"))],
            [say("Verdicts by month"), summary.by_month(report)],
        ],
        "articles": [_article(report, article) for article in summary.articles(report, texts)],
        "claims": [_claim(report, claim, say) for claim in report.claims],
        "ratings": report.ratings,
        "index": list(summary.index(report).items()),
    }


def _article(report: Report, article: summary.Article) -> dict[str, Any]:
    snapshot = article.snapshot
    return {
        "title": report.document(snapshot.id).title or report.document(snapshot.id).url,
        "cited": _cited(report, snapshot.id),
        "paragraphs": [
            [[segment.text, [int(key) for key in segment.starting], bool(segment.keys)] for segment in line]
            for line in article.paragraphs
            if line
        ],
    }


def _claim(report: Report, claim: Claim, say: Words) -> dict[str, Any]:
    verdict = claim.verdict
    return {
        "number": claim.number,
        "text": claim.text,
        "rating": _outcome(claim, say),
        "verdict": verdict and msgspec.structs.asdict(verdict) | {"published_at": _moment(verdict.published_at)},
        "appearances": [
            {
                **_passage(report, place.anchor),
                "speaker": place.speaker.name if place.speaker else "",
                "said": ", ".join(filter(None, (place.cue, place.channel))),
            }
            for place in claim.appearances
        ],
        "evidence": [
            {
                "stance": say(passage.stance),
                "note": passage.note,
                "citation": passage.citation,
                "words": _passage(report, passage.anchor) if passage.anchor else None,
            }
            for passage in claim.evidence
        ],
        "history": [
            [
                f"{say('Version')} {version.version}",
                _moment(version.published_at),
                version.rating,
                say(version.stage),
                version.retraction_notice or version.correction_note,
            ]
            for version in claim.verdicts
        ],
        "id": str(claim.id),
    }


def _outcome(claim: Claim, say: Words) -> str:
    if claim.verdict is None:
        return say("No verdict yet")
    return claim.rating or say("Retracted")


def _passage(report: Report, anchor: Anchor) -> dict[str, Any]:
    return {
        "before": anchor.before,
        "exact": anchor.exact,
        "after": anchor.after,
        "cited": _cited(report, anchor.snapshot),
        "sha256": report.snapshot(anchor.snapshot).text_sha256,
        "place": f"{anchor.start}–{anchor.end}",
    }


def _cited(report: Report, key: Any) -> dict[str, str]:
    document, snapshot = report.document(key), report.snapshot(key)
    return {
        "title": document.title or document.url,
        "publisher": document.publisher.name if document.publisher else "",
        "published": _day(document.published),
        "url": safe_address(document.url),
        "captured": _moment(snapshot.captured_at),
        "sha256": snapshot.text_sha256,
    }


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
