"""One appearance of a claim as an annotation (Web Annotation Data Model, sections 3 and 4)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.urls import reverse
from rest_framework.request import Request

from claims.models import Appearance, Claim, Verdict
from sources.models import Document

JSON = dict[str, Any]


class Addresses:
    """Where things are, as the asker came here."""

    def __init__(self, request: Request) -> None:
        self._root = request.build_absolute_uri("/").removesuffix("/")

    def of(self, name: str, key: Any) -> str:
        """A permalink."""
        return self._root + reverse(f"api:{name}", args=[key])

    def of_words(self, document: Document) -> str:
        """Where a document is read: its own address, ours where it has none that others could follow."""
        parts = urlsplit(document.url)
        plain = parts.scheme in ("http", "https") and parts.netloc and not set(document.url) & set(' <>"{}|\\^`')
        return document.url if plain else self.of("document-detail", document.pk)


def annotation(appearance: Appearance, at: Addresses) -> JSON:
    """The claim is what is said of the words, a published verdict is an assessment of it."""
    claim = appearance.claim
    verdict = published_verdict(claim)
    assessed = verdict is not None and verdict.stage == Verdict.Stage.PUBLISHED
    creator = {"creator": _software(appearance)} if appearance.software else {}  # a person's name stays with the desk
    return {
        "id": at.of("annotation-detail", appearance.pk),
        "type": "Annotation",
        "motivation": ["identifying", "assessing"] if assessed else "identifying",
        "created": moment(appearance.created_at),
        **creator,
        "body": [
            _text("describing", claim.text, appearance.snapshot.document.language),
            {"type": "SpecificResource", "purpose": "identifying", "source": at.of("claim-detail", claim.pk)},
            *_of_verdict(verdict),
        ],
        "target": _target(appearance, at),
    }


def published_verdict(claim: Claim) -> Verdict | None:
    """The latest version that readers have seen, be it retracted; the view has loaded no other."""
    verdicts: list[Verdict] = claim.published_verdicts  # type: ignore[attr-defined]
    return verdicts[0] if verdicts else None


def moment(at: datetime) -> str:
    """As xsd:dateTime, in UTC to the second (section 3.3.1)."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _of_verdict(verdict: Verdict | None) -> Iterator[JSON]:
    if verdict is None:
        return
    if verdict.stage == Verdict.Stage.RETRACTED:
        yield _text("commenting", verdict.retraction_notice)
    else:
        yield _text("assessing", verdict.rating.name)
        yield _text("commenting", verdict.summary)


def _text(purpose: str, value: str, language: str = "") -> JSON:
    """Section 3.2.4."""
    body = {"type": "TextualBody", "purpose": purpose, "value": value, "format": "text/plain"}
    return body | ({"language": language} if language else {})


def _software(appearance: Appearance) -> JSON:
    return {"type": "Software", "name": f"{appearance.software.name} {appearance.software.version}"}  # type: ignore[union-attr]


def _target(appearance: Appearance, at: Addresses) -> JSON:
    """The words by position and by quotation (4.2.5, 4.2.4), in the text that was captured at that time (4.3.1)."""
    snapshot = appearance.snapshot
    return {
        "type": "SpecificResource",
        "source": at.of_words(snapshot.document),
        "selector": [
            {"type": "TextPositionSelector", "start": appearance.start, "end": appearance.end},
            {
                "type": "TextQuoteSelector",
                "exact": appearance.exact,
                "prefix": appearance.prefix,
                "suffix": appearance.suffix,
            },
        ],
        "state": {
            "type": "TimeState",
            "sourceDate": moment(snapshot.captured_at),
            "cached": f"urn:uuid:{snapshot.pk}",
        },
    }
