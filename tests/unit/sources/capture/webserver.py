"""A real web server that answers as a test says."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Answer = Callable[[BaseHTTPRequestHandler], None]

PARAGRAPHS = [
    f"The ministry of trade said on Thursday that tariffs on cars from country {n} would rise to {n}% next year."
    for n in range(2, 12)
]


def page(head: str = "", paragraphs: list[str] = PARAGRAPHS, lang: str = "en-IE") -> str:
    """An ordinary news page."""
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Tariffs rise</title>{head}</head>'
        f"<body><nav><a href='/'>Home</a></nav><article><h1>Tariffs rise</h1>{body}</article>"
        "<footer>We use cookies</footer></body></html>"
    )


class Server(ThreadingHTTPServer):
    """Answers each path as the test says and remembers what it was asked."""

    daemon_threads = True

    def __init__(self, address: str) -> None:
        super().__init__((address, 0), Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopping = threading.Event()

    def url(self, path: str, host: str = "") -> str:
        return f"http://{host or self.server_address[0]}:{self.server_port}{path}"

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # the client hanging up is what most tests are about
            super().handle_error(request, client_address)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        self.server.answers[self.path.split("?")[0]](self)

    def log_message(self, *args: object) -> None:
        """Quiet."""


def send(
    body: str | bytes, content_type: str = "text/html; charset=utf-8", status: int = 200, **headers: str
) -> Answer:
    """Answer with this body; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if content_type:
            handler.send_header("Content-Type", content_type)
        handler.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(data)

    return answer


def redirect(to: str, **headers: str) -> Answer:
    """Answer with a redirect."""
    return send("", status=302, Location=to, **headers)
