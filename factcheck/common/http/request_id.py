"""An identifier for each request, in its answer and in every line that is logged meanwhile."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.core.signals import request_finished
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from uuid_utils.compat import uuid7

HEADER = "X-Request-ID"
SAFE = re.compile(r"[A-Za-z0-9._:=-]{1,64}")

current: ContextVar[str] = ContextVar("identifier of the request", default="-")


class RequestIds:
    """The identifier that whoever asks, or a proxy, has given it, if it can stand in a log; else a new one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        given = request.META.get("HTTP_X_REQUEST_ID", "")
        name = given if SAFE.fullmatch(given) else str(uuid7())
        current.set(name)
        response = self.get_response(request)
        response.headers[HEADER] = name
        return response


def forget(**kwargs: Any) -> None:
    """Not until the answer is sent: what a stream logs on its way belongs to the request."""
    current.set("-")


request_finished.connect(forget, dispatch_uid="request ids")


class WithRequestId(logging.Filter):
    """Gives every record `request_id`, a dash outside of requests."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current.get()
        return True
