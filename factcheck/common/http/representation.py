"""What of an answer is sent: nothing where the client has it already (RFC 9110, section 13), else compressed as asked.

An ETag is made of the body that the client gets, so it tells nobody more than the body does, and it differs for each
content coding.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

from factcheck.common.problem import APIS, Problem, respond

from .coding import chosen, compress, compress_stream

LEAST = 500  # bytes; below, a packet is a packet
# No HTML: a page that repeats what was sent to it beside its CSRF token gives the token away by its length (BREACH).
TEXT = re.compile(r"text/(?!html)|application/([\w.-]+\+)?(json|xml|yaml)|application/(x-ndjson|vnd\.oai\.openapi)")


class Representation:
    """ETag, 304 and 412, compression, and HEAD of a stream without making the stream."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith(APIS) or not TEXT.match(response.headers.get("Content-Type", "")):
            return response
        coding = coding_for(request, response)
        if response.streaming:
            return streamed(request, cast(StreamingHttpResponse, response), coding)
        whole = cast(HttpResponse, response)
        if request.method in ("GET", "HEAD") and whole.status_code == HTTPStatus.OK:
            whole.headers["ETag"] = etag(whole, coding)
            if (status := precondition(request, whole.headers["ETag"])) is not None:
                return instead(request, whole, status)
        if coding:
            whole.content = compress(whole.content, coding)
            whole.headers["Content-Encoding"] = coding
        whole.headers["Content-Length"] = str(len(whole.content))
        return whole


def coding_for(request: HttpRequest, response: HttpResponseBase) -> str | None:
    """The content coding that the answer will have, None for none."""
    if "Content-Encoding" in response.headers or "no-transform" in response.headers.get("Cache-Control", ""):
        return None
    if not response.streaming and len(cast(HttpResponse, response).content) <= LEAST:
        return None
    return chosen(request.META.get("HTTP_ACCEPT_ENCODING", ""))


def etag(response: HttpResponse, coding: str | None) -> str:
    """A strong ETag: of the view's own, or else of the media type and the body, and of the coding."""
    given = response.headers.get("ETag")
    if given is None:
        made = hashlib.sha256(response.headers["Content-Type"].encode())
        made.update(b"\n")
        made.update(response.content)
        given = f'"{made.hexdigest()[:32]}"'
    return f'{given[:-1]}-{coding}"' if coding else given


def precondition(request: HttpRequest, tag: str) -> HTTPStatus | None:
    """412 where If-Match names others alone, 304 where If-None-Match names this one, None where the body is wanted.

    Django's get_conditional_response() would also refuse for dates, which these answers don't have.
    """
    wanted = parse_etags(request.META.get("HTTP_IF_MATCH", ""))
    if wanted and wanted != ["*"] and (tag not in wanted or tag.startswith("W/")):
        return HTTPStatus.PRECONDITION_FAILED
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    weakly = {other.removeprefix("W/") for other in known}
    return HTTPStatus.NOT_MODIFIED if known == ["*"] or tag.removeprefix("W/") in weakly else None


def instead(request: HttpRequest, response: HttpResponse, status: HTTPStatus) -> HttpResponse:
    """304 with all that the whole answer would say but what describes its body; or 412, as a problem."""
    if status == HTTPStatus.NOT_MODIFIED:
        unchanged: HttpResponse = HttpResponseNotModified()
        kept = {"content-location"}
    else:
        detail = "What is there is not what If-Match names; ask without it to see what is."
        unchanged = respond(request, Problem(HTTPStatus.PRECONDITION_FAILED, detail))
        unchanged.headers["Cache-Control"] = "no-store"
        kept = set()
    for name, value in response.items():
        if name not in unchanged.headers and (not name.lower().startswith("content-") or name.lower() in kept):
            unchanged.headers[name] = value
    unchanged.cookies = response.cookies
    unchanged._resource_closers = response._resource_closers  # type: ignore[attr-defined]  # close() ends the request
    return unchanged


def streamed(request: HttpRequest, response: StreamingHttpResponse, coding: str | None) -> StreamingHttpResponse:
    """The stream, compressed; of HEAD the headers alone, and nothing of it is made."""
    if coding:
        response.headers["Content-Encoding"] = coding
        del response.headers["Content-Length"]
    if request.method == "HEAD":
        response.streaming_content = []
    elif coding:
        response.streaming_content = compress_stream(cast("map[bytes]", response.streaming_content), coding)
    return response
