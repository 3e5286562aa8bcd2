"""The headers that answers have in common, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

ETAG, LINK, REQUEST_ID, CACHE = "ETag", "Link", "X-Request-ID", "Cache-Control"
LIMIT, POLICY = "RateLimit", "RateLimit-Policy"
RETRY_AFTER, WWW_AUTHENTICATE = "Retry-After", "WWW-Authenticate"

OF_ERRORS = (REQUEST_ID, LIMIT, POLICY)
OF_READS = (REQUEST_ID, LIMIT, POLICY, ETAG, CACHE)


def header(description: str, example: str, **schema: Any) -> dict[str, Any]:
    """One that is a text, if nothing else is said."""
    return {"description": description, "schema": {"type": "string", **schema}, "example": example}


HEADERS = {
    REQUEST_ID: header("Names the request in the log; the one that you sent, or a new one.", "0198c5f07d3a7b1e9c55"),
    LIMIT: header("How many requests are left, and until when (IETF draft RateLimit fields).", '"default";r=57;t=12'),
    POLICY: header("How many requests are allowed in how many seconds.", '"default";q=60;w=60'),
    ETAG: header("A strong validator of the body, for If-None-Match (RFC 9110, section 8.8.3).", '"3f2b8f6a1d20"'),
    CACHE: header("Who may keep the answer, and for how long (RFC 9111, section 5.2).", "public, max-age=60"),
    LINK: header(
        "The pages before and after (RFC 8288).", '<https://facts.example.org/api/v1/claims/?cursor=…>; rel="next"'
    ),
    RETRY_AFTER: header("Seconds to wait (RFC 9110, section 10.2.3).", "12"),
    WWW_AUTHENTICATE: header("How to sign in (RFC 9110, section 11.6.1).", 'Basic realm="api"'),
}


def references(*names: str) -> dict[str, Any]:
    """The headers of a response."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
