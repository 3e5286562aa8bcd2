from __future__ import annotations

import gzip
import hashlib
import socket
import ssl
import threading
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler
from ipaddress import ip_network

import pytest

from sources.capture import Limits, capture_url
from sources.capture.types import (
    AddressRefused,
    CaptureTooLarge,
    EmptyCapture,
    FetchFailed,
    FetchTooSlow,
    UnsupportedFormat,
)
from tests.unit.sources.capture.webserver import PARAGRAPHS, Server, page, redirect, send

MEGABYTE = b"x" * 1_000_000


def test_a_page_is_captured_with_its_words_and_what_it_says_about_itself(server: Server, limits: Limits):
    head = '<meta property="og:site_name" content="Example News"><meta name="date" content="2026-01-22">'
    markup = page(head)
    server.answers["/news"] = send(markup)
    captured = capture_url(server.url("/news?utm_source=x&id=7#top"), limits=limits)
    assert captured.text.splitlines()[-len(PARAGRAPHS) :] == PARAGRAPHS
    assert (captured.title, captured.publisher) == ("Tariffs rise", "Example News")
    assert (captured.published, captured.language) == (date(2026, 1, 22), "en-IE")
    assert captured.origin == server.url("/news?utm_source=x&id=7#top")
    assert captured.url == server.url("/news?id=7")
    assert captured.media_type == "text/html"
    assert captured.captured_sha256 == hashlib.sha256(markup.encode()).hexdigest()
    assert captured.byte_size == len(markup.encode())


def test_plain_text_from_the_web_is_kept_as_it_stands(server: Server, limits: Limits):
    server.answers["/a.txt"] = send(
        "---\nlayout: x\n---\nThe deal\r\nis £5bn.".encode("latin-1"), "text/plain; charset=latin-1"
    )
    assert capture_url(server.url("/a.txt"), limits=limits).text == "---\nlayout: x\n---\nThe deal\nis £5bn."


def test_the_same_page_sent_with_and_without_gzip_has_the_same_hash(server: Server, limits: Limits):
    data = page().encode()
    server.answers["/plain"] = send(data)
    server.answers["/gzip"] = send(gzip.compress(data[:300]) + gzip.compress(data[300:]), Content_Encoding="gzip")
    plain, unpacked = (capture_url(server.url(path), limits=limits) for path in ("/plain", "/gzip"))
    assert plain.captured_sha256 == unpacked.captured_sha256
    assert plain.text == unpacked.text


def test_a_redirect_is_followed_and_the_last_address_is_the_one_kept(server: Server, limits: Limits):
    server.answers["/short"] = redirect("/long?fbclid=1")
    server.answers["/long"] = send(page())
    captured = capture_url(server.url("/short"), limits=limits)
    assert captured.url == server.url("/long")
    assert captured.origin == server.url("/short")


def test_no_cookie_is_sent_back_on_a_redirect(server: Server, limits: Limits):
    server.answers["/a"] = redirect("/b", Set_Cookie="seen=1; Path=/")
    server.answers["/b"] = send(page())
    capture_url(server.url("/a"), limits=limits)
    assert [path for path, _ in server.asked] == ["/a", "/b"]
    assert not any("Cookie" in headers for _, headers in server.asked)


def test_the_user_agent_says_who_asks(server: Server, limits: Limits):
    server.answers["/"] = send(page())
    capture_url(server.url("/"), limits=limits)
    assert server.asked[0][1]["User-Agent"].startswith("factcheck/")


def test_a_proxy_in_the_environment_is_not_used(server: Server, limits: Limits, monkeypatch: pytest.MonkeyPatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    server.answers["/"] = send(page())
    assert capture_url(server.url("/"), limits=limits).title == "Tariffs rise"


def test_a_redirect_to_loopback_is_refused(server: Server, limits: Limits):
    server.answers["/start"] = redirect("http://127.0.0.1:8000/admin/")
    with pytest.raises(
        AddressRefused, match=r"/start: it leads to 127\.0\.0\.1, a loopback address\. Only pages on the"
    ):
        capture_url(server.url("/start"), limits=limits)


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("127.0.0.1", "loopback"),
        ("localhost", "loopback"),
        ("2130706433", "loopback"),
        ("127.1", "loopback"),
        ("0.0.0.0", "unspecified"),
        ("10.0.0.1", "private"),
        ("169.254.169.254", "link-local"),
        ("[::1]", "loopback"),
        ("[::ffff:127.0.0.1]", "loopback"),
        ("[64:ff9b::a00:1]", "private"),
    ],
)
def test_a_host_that_is_not_public_is_refused_without_being_asked(host: str, reason: str):
    with pytest.raises(AddressRefused, match=reason):
        capture_url(f"http://{host}/")


def test_a_name_that_resolves_to_a_private_address_is_refused():
    with pytest.raises(AddressRefused, match=r"news\.example is 10\.0\.0\.1, a private address"):
        capture_url("https://news.example/", resolve=lambda host, port: ["10.0.0.1"])


def test_one_private_address_among_public_ones_refuses_the_name():
    with pytest.raises(AddressRefused, match=r"192\.168\.1\.1"):
        capture_url("https://news.example/", resolve=lambda host, port: ["93.184.216.34", "192.168.1.1"])


def test_the_connection_goes_to_the_address_that_was_checked(server: Server, limits: Limits):
    """DNS rebinding: a second look-up would get an address that nobody checked."""
    answers = iter([["127.0.0.2"], ["127.0.0.1"]])
    server.answers["/"] = send(page())
    captured = capture_url(server.url("/", "news.example"), limits=limits, resolve=lambda host, port: next(answers))
    assert captured.url == server.url("/", "news.example")
    assert server.asked[0][1]["Host"] == f"news.example:{server.server_port}"
    assert next(answers) == ["127.0.0.1"]


def test_tls_is_asked_for_the_name_and_a_failed_handshake_is_told(limits: Limits):
    names: list[str | None] = []
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.sni_callback = lambda stream, name, ssl_context: names.append(name)
    with socket.create_server(("127.0.0.2", 0)) as listener:

        def answer() -> None:
            connection, _ = listener.accept()
            with connection, pytest.raises(ssl.SSLError):
                context.wrap_socket(connection, server_side=True)

        thread = threading.Thread(target=answer)
        thread.start()
        url = f"https://news.example:{listener.getsockname()[1]}/"
        with pytest.raises(FetchFailed, match=r"news\.example could not be read from \(.*SSL"):
            capture_url(url, limits=limits, resolve=lambda host, port: ["127.0.0.2"])
        thread.join()
    assert names == ["news.example"]


def test_an_answer_of_50_megabytes_is_refused_before_it_is_read(server: Server, limits: Limits):
    sent: list[int] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", str(50 * len(MEGABYTE)))
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(MEGABYTE)
            sent.append(1)

    server.answers["/big"] = answer
    with pytest.raises(CaptureTooLarge, match="larger than 10,000,000 bytes"):
        capture_url(server.url("/big"), limits=limits)
    assert len(sent) < 50


def test_an_answer_of_50_megabytes_that_does_not_say_so_is_cut_at_the_limit(server: Server, limits: Limits):
    sent: list[int] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(50):
            handler.wfile.write(MEGABYTE)
            sent.append(1)

    server.answers["/big"] = answer
    with pytest.raises(CaptureTooLarge, match="larger than 10,000,000 bytes"):
        capture_url(server.url("/big"), limits=limits)
    assert len(sent) < 50


def test_an_answer_that_never_ends_is_refused_by_the_clock(server: Server, limits: Limits):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        while not server.stopping.wait(0.02):
            handler.wfile.write(b"<p>more")
            handler.wfile.flush()

    server.answers["/drip"] = drip
    with pytest.raises(FetchTooSlow, match=r"/drip: the answer was not complete after 0\.5 seconds"):
        capture_url(server.url("/drip"), limits=replace(limits, total_seconds=0.5))


def test_headers_that_never_end_are_refused_by_the_clock(server: Server, limits: Limits):
    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not server.stopping.wait(0.02):
            handler.wfile.write(b"X-More: 1\r\n")
            handler.wfile.flush()

    server.answers["/drip"] = drip
    with pytest.raises(FetchTooSlow, match="not complete"):
        capture_url(server.url("/drip"), limits=replace(limits, total_seconds=0.5))


def test_a_server_that_falls_silent_is_refused(server: Server, limits: Limits):
    def silence(handler: BaseHTTPRequestHandler) -> None:
        server.stopping.wait()

    server.answers["/"] = silence
    with pytest.raises(FetchTooSlow, match=r"127\.0\.0\.2 did not answer"):
        capture_url(server.url("/"), limits=replace(limits, read_seconds=0.2))


def test_a_name_that_is_never_resolved_is_refused():
    done = threading.Event()

    def resolve(host: str, port: int) -> list[str]:
        done.wait()
        return []

    with pytest.raises(FetchTooSlow, match=r"news\.example was not resolved in time"):
        capture_url("https://news.example/", limits=Limits(connect_seconds=0.2), resolve=resolve)
    done.set()


def test_a_name_that_nobody_knows_is_told():
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchFailed, match=r"there is no host named news\.example"):
        capture_url("https://news.example/", resolve=resolve)


def test_a_small_gzip_answer_that_unpacks_to_a_gigabyte_is_cut_at_the_limit(server: Server, limits: Limits):
    bomb = gzip.compress(bytes(1_000_000_000 // 20), 9) * 20
    assert len(bomb) < limits.max_bytes
    server.answers["/bomb"] = send(bomb, Content_Encoding="gzip")
    with pytest.raises(CaptureTooLarge, match="larger than 10,000,000 bytes"):
        capture_url(server.url("/bomb"), limits=limits)


@pytest.mark.parametrize(
    ("body", "coding", "error", "reason"),
    [
        (gzip.compress(b"<p>Hello" * 999, mtime=0)[:-9], "gzip", FetchFailed, "cut off"),
        (b"<p>Hello", "gzip", FetchFailed, "says that it is gzip, but it isn't"),
        (b"\x00", "br", UnsupportedFormat, "coded as 'br'"),
    ],
)
def test_a_broken_content_coding_is_told(
    server: Server, limits: Limits, body: bytes, coding: str, error: type[Exception], reason: str
):
    server.answers["/"] = send(body, Content_Encoding=coding)
    with pytest.raises(error, match=reason):
        capture_url(server.url("/"), limits=limits)


def test_an_answer_that_breaks_off_is_told(server: Server, limits: Limits):
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"<p>Hello")

    server.answers["/"] = answer
    with pytest.raises(FetchFailed, match="could not be read from"):
        capture_url(server.url("/"), limits=limits)


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json", ""])
def test_an_answer_that_is_neither_html_nor_text_is_refused_by_name(server: Server, limits: Limits, content_type: str):
    server.answers["/"] = send(b"%PDF-1.7", content_type)
    with pytest.raises(UnsupportedFormat, match=content_type or "no content type"):
        capture_url(server.url("/"), limits=limits)


@pytest.mark.parametrize(
    ("status", "words"), [(404, "404 Not Found. Check"), (403, "403 Forbidden"), (429, "later"), (503, "503 Service")]
)
def test_an_error_of_the_server_is_told_with_its_name(server: Server, limits: Limits, status: int, words: str):
    server.answers["/"] = send("gone", status=status)
    with pytest.raises(FetchFailed, match=words):
        capture_url(server.url("/"), limits=limits)


def test_a_redirect_loop_is_refused(server: Server, limits: Limits):
    server.answers["/a"] = redirect("/b")
    server.answers["/b"] = redirect("/a")
    with pytest.raises(FetchFailed, match=r"redirects in a circle, back to http://127\.0\.0\.2:\d+/a"):
        capture_url(server.url("/a"), limits=limits)


def test_a_redirect_that_always_leads_on_is_refused_after_five(server: Server, limits: Limits):
    server.answers["/"] = lambda handler: redirect(f"{handler.path}1")(handler)
    server.answers["/?1"] = server.answers["/"]
    with pytest.raises(FetchFailed, match="redirects more than 5 times"):
        capture_url(server.url("/?"), limits=limits)
    assert len(server.asked) == 6


@pytest.mark.parametrize("to", ["file:///etc/passwd", "ftp://example.org/a", "gopher://x/"])
def test_a_redirect_to_another_scheme_is_refused(server: Server, limits: Limits, to: str):
    server.answers["/"] = redirect(to)
    with pytest.raises(AddressRefused, match=f"it redirects to a '{to.split(':')[0]}:' address"):
        capture_url(server.url("/"), limits=limits)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "'file:' addresses are not fetched"),
        ("ftp://example.org/a.txt", "'ftp:' addresses are not fetched"),
        ("http:///path", "no web address"),
        ("http://", "no web address"),
        ("http://example.org:0/", "no web address"),
        ("http://example.org:99999/", "no web address"),
        ("http://exa\nmple.org/", "no web address"),
        ("https://example.org/" + "a" * 3000, "longer than 2,000"),
    ],
)
def test_an_address_that_is_not_a_web_address_is_refused(url: str, reason: str):
    with pytest.raises(AddressRefused, match=reason):
        capture_url(url)


def test_a_password_in_an_address_is_refused_and_not_repeated():
    with pytest.raises(AddressRefused, match="user name or password") as caught:
        capture_url("https://ann:secret@example.org/")
    assert "secret" not in str(caught.value)


def test_an_empty_answer_and_a_page_without_words_are_told(server: Server, limits: Limits):
    server.answers["/empty"] = send("")
    server.answers["/blank"] = send("<html><body><img src=x></body></html>")
    for path, reason in (("/empty", "empty"), ("/blank", "no main text")):
        with pytest.raises(EmptyCapture, match=reason):
            capture_url(server.url(path), limits=limits)


def test_a_refused_connection_is_told():
    with socket.create_server(("127.0.0.2", 0)) as listener:
        port = listener.getsockname()[1]
    limits = Limits(permitted_networks=(ip_network("127.0.0.2/32"),))
    with pytest.raises(FetchFailed, match="Connection refused"):
        capture_url(f"http://127.0.0.2:{port}/", limits=limits)


def test_the_next_address_of_a_name_is_tried_when_the_first_does_not_answer(server: Server):
    limits = Limits(permitted_networks=(ip_network("127.0.0.0/8"),))
    server.answers["/"] = send(page())
    url = server.url("/", "news.example")
    captured = capture_url(url, limits=limits, resolve=lambda host, port: ["127.0.0.3", "127.0.0.2"])
    assert captured.url == url
