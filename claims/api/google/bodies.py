"""Pages as they are sent, and as they are shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

from claims.markup import Markup
from claims.models import MarkupPage

from .errors import Refusal, bad_request
from .shapes import PAGE, Reader, present, shown

MAX_BODY = 1_000_000  # bytes


class BodyParser(JSONParser):
    """JSON of a size and a depth that one page may have."""

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Any = None) -> Any:
        """The value; raises Refusal."""
        size = parser_context["request"].META.get("CONTENT_LENGTH") or "0"
        if int(size) > MAX_BODY:
            raise Refusal(f"The request has {int(size):,} bytes; send {MAX_BODY:,} at most.")
        try:
            return super().parse(stream, media_type, parser_context)
        except ParseError as error:
            raise Refusal(f"Invalid JSON payload received. {shown(str(error.detail))}") from error
        except RecursionError as error:
            raise Refusal("Invalid JSON payload received. It is nested too deep.") from error


def markup_of(body: Any, name: str = "") -> tuple[Markup, UUID | None]:
    """What a body says of a page, and the version that its sender has seen, where it is told. Raises Refusal.

    name: of the page that is updated; the body may repeat it. Of a new page, what the server gives is ignored.
    """
    reader = Reader()
    page = reader.message(PAGE, body)
    if reader.violations:
        raise bad_request(reader.violations)
    if name and page.get("name", name) != name:
        raise bad_request([("name", f"name is {shown(page['name'])!r}, but this is {name}.")])
    markup = Markup(
        page_url=page.get("pageUrl", ""),
        publish_date=page.get("publishDate", ""),
        author=page.get("claimReviewAuthor", {}),
        markups=page.get("claimReviewMarkups", []),
    )
    return markup, _version(page["versionId"]) if name and "versionId" in page else None


def _version(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        what = f"version_id is {shown(written)!r}, which was never given out; get the page again."
        raise bad_request([("version_id", what)]) from None


def shown_page(page: MarkupPage) -> dict[str, Any]:
    """The page as ClaimReviewMarkupPage; who marked it up stays with the desk."""
    return present(
        {
            "name": page.name,
            "pageUrl": page.page_url,
            "publishDate": page.publish_date,
            "claimReviewAuthor": page.claim_review_author,
            "claimReviewMarkups": page.claim_review_markups,
            "versionId": str(page.version_id),
        }
    )
