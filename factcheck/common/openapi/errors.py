"""Every error of the API in the OpenAPI document: the one shape, and which status which operation can answer with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from factcheck.common.problem import (
    INVALID_INPUT,
    MEDIA_TYPE,
    REFUSED,
    TYPES,
    UNKNOWN_PARAMETER,
    ProblemType,
)

from .headers import OF_ERRORS, RETRY_AFTER, WWW_AUTHENTICATE

PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail", "instance", "errors"],
    "properties": {
        "type": {
            "type": "string",
            "format": "uri-reference",
            "description": "\n".join(
                ["about:blank, or one of:", "", *(f"* `{kind.uri}`: {kind.meaning}" for kind in TYPES.values())]
            ),
        },
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "detail"],
                "properties": {"field": {"type": "string"}, "detail": {"type": "string"}},
            },
        },
    },
}
SCHEMA = {"$ref": "#/components/schemas/Problem"}


@dataclass(frozen=True)
class Operation:
    """What the errors of an operation depend on."""

    method: str
    path: str
    body: bool

    @property
    def reads(self) -> bool:
        """Whether it changes nothing."""
        return self.method == "get"


def always(operation: Operation) -> bool:
    """Of every operation."""
    return True


@dataclass(frozen=True)
class Refusal:
    """One status: its component's name, when it comes, an example, and which operations can answer so."""

    status: HTTPStatus
    name: str
    description: str
    detail: str
    instance: str = "/api/v1/claims/"
    kind: ProblemType | None = None
    field: str = ""
    headers: tuple[str, ...] = ()
    given_by: Callable[[Operation], bool] = always

    def response(self) -> dict[str, Any]:
        """As a component."""
        example = {
            "type": self.kind.uri if self.kind else "about:blank",
            "title": self.kind.title if self.kind else self.status.phrase,
            "status": int(self.status),
            "detail": self.detail,
            "instance": self.instance,
            "errors": [{"field": self.field, "detail": self.detail}] if self.field else [],
        }
        return {
            "description": self.description,
            "headers": {name: {"$ref": f"#/components/headers/{name}"} for name in (*OF_ERRORS, *self.headers)},
            "content": {MEDIA_TYPE: {"schema": SCHEMA, "example": example}},
        }


CLAIM = "/api/v1/claims/01a21829-88c0-7695-b1bc-d0f2125c7065/"
REFUSALS = (
    Refusal(
        HTTPStatus.BAD_REQUEST,
        "BadRequest",
        "A parameter is unknown or wrong; each entry of `errors` names one.",
        "There is no parameter 'speker'; did you mean speaker?",
        kind=UNKNOWN_PARAMETER,
        field="speker",
        given_by=lambda operation: operation.reads,
    ),
    Refusal(
        HTTPStatus.BAD_REQUEST,
        "InvalidInput",
        "What was sent is not what it should be; each entry of `errors` names a field or parameter.",
        "This field is required.",
        kind=INVALID_INPUT,
        field="reason",
        given_by=lambda operation: not operation.reads,
    ),
    Refusal(
        HTTPStatus.UNAUTHORIZED,
        "Unauthorized",
        "The credentials are wrong, out of date or missing.",
        "Invalid username/password.",
        headers=(WWW_AUTHENTICATE,),
    ),
    Refusal(
        HTTPStatus.FORBIDDEN,
        "Forbidden",
        "The account's role or the token's scopes don't include this.",
        "verdict=none is for people of the desk; ask an administrator for a role.",
    ),
    Refusal(
        HTTPStatus.NOT_FOUND,
        "NotFound",
        "There is no such thing, or it is not for you to see.",
        f"There is nothing at {CLAIM}.",
        instance=CLAIM,
        given_by=lambda operation: "{" in operation.path,
    ),
    Refusal(
        HTTPStatus.NOT_ACCEPTABLE,
        "NotAcceptable",
        "None of the media types in the Accept header can be given.",
        "Could not satisfy the request Accept header.",
    ),
    Refusal(
        HTTPStatus.CONFLICT,
        "Conflict",
        "Somebody has changed it since you read it; read it again.",
        "Somebody else has changed this claim meanwhile; read it again.",
        instance=CLAIM,
        given_by=lambda operation: not operation.reads,
    ),
    Refusal(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "UnsupportedMediaType",
        "The body is in a media type that is not read here.",
        'Unsupported media type "text/plain" in request.',
        given_by=lambda operation: operation.body,
    ),
    Refusal(
        HTTPStatus.UNPROCESSABLE_ENTITY,
        "Refused",
        "Well formed, but the rules of the house don't permit it in the present state.",
        "A verdict on this claim is on its way already.",
        instance=CLAIM,
        kind=REFUSED,
        given_by=lambda operation: not operation.reads,
    ),
    Refusal(
        HTTPStatus.TOO_MANY_REQUESTS,
        "TooManyRequests",
        "The allowance is used up; wait as long as Retry-After says.",
        "Request was throttled. Expected available in 12 seconds.",
        headers=(RETRY_AFTER,),
    ),
)
DEFAULT = {
    "description": "Any other error, as problem details (RFC 9457).",
    "content": {MEDIA_TYPE: {"schema": SCHEMA}},
}


def components() -> dict[str, Any]:
    """The responses that operations refer to."""
    return {refusal.name: refusal.response() for refusal in REFUSALS}


def add_errors(responses: dict[str, Any], operation: Operation) -> None:
    """Every status that the operation can answer with; what it says of one itself stands."""
    for refusal in REFUSALS:
        if refusal.given_by(operation):
            status, component = str(int(refusal.status)), {"$ref": f"#/components/responses/{refusal.name}"}
            if not responses.get(status, {}).get("content"):
                responses[status] = component
    responses["default"] = DEFAULT
