"""How the tests of the API ask, and what they look at first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from rest_framework.test import APIClient

CLAIMS, DOCUMENTS, SOURCES, SNAPSHOTS, VERDICTS, RATINGS = (
    f"/api/v1/{name}/" for name in ("claims", "documents", "sources", "snapshots", "verdicts", "ratings")
)


def moment(when: datetime) -> str:
    """A moment as answers have it."""
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M:%S.%f}Z"


def rows(client: APIClient, path: str, **query: Any) -> list[dict[str, Any]]:
    """The rows of a list's first page."""
    response = client.get(path, query)
    assert response.status_code == 200, response.content
    return response.json()["results"]


def ids(client: APIClient, path: str, **query: Any) -> list[str]:
    """The identifiers of a list's first page, in its order."""
    return [row["id"] for row in rows(client, path, **query)]


def problem(response: Any, status: int) -> dict[str, Any]:
    """The problem of a refused request, after a look at what every problem has (RFC 9457, section 3.1)."""
    assert response.status_code == status, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body.keys() == {"type", "title", "status", "detail", "instance", "errors"}
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == response.wsgi_request.path
    return body


def refusal(client: APIClient, path: str, **query: Any) -> str:
    """What a list says of the one parameter that it refuses."""
    body = problem(client.get(path, query), 400)
    assert body["type"] == "/api/problems/invalid-parameter/"
    [error] = body["errors"]
    assert error["field"] in query
    return error["detail"]
