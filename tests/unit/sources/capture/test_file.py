from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from sources.capture import Limits, capture
from sources.capture.file import capture_file
from sources.capture.types import CaptureTooLarge, EmptyCapture, UnreadableFile, UnsupportedFormat
from tests.unit.sources.capture.webserver import PARAGRAPHS, page


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_a_text_file_is_captured_with_both_hashes(tmp_path: Path):
    data = "---\ntitle: Deal\npublished: 2026-01-22\n---\r\nThe cafe\u0301 deal stands.  \r\nIt does.\r\n".encode()
    captured = capture_file(write(tmp_path, "a.txt", data))
    assert captured.text == "The café deal stands.\nIt does."
    assert captured.text_sha256 == hashlib.sha256(captured.text.encode()).hexdigest()
    assert captured.captured_sha256 == hashlib.sha256(data).hexdigest()
    assert (captured.byte_size, captured.origin, captured.url) == (len(data), "a.txt", "")
    assert (captured.title, captured.published) == ("Deal", date(2026, 1, 22))


@pytest.mark.parametrize(
    ("name", "media_type"), [("a.txt", "text/plain"), ("a.MD", "text/markdown"), ("a.markdown", "text/markdown")]
)
def test_the_suffix_tells_the_kind(tmp_path: Path, name: str, media_type: str):
    assert capture_file(write(tmp_path, name, "The deal stands.")).media_type == media_type


def test_a_saved_page_is_captured(tmp_path: Path):
    captured = capture_file(write(tmp_path, "a.htm", page()))
    assert captured.text.splitlines()[1:] == PARAGRAPHS
    assert captured.media_type == "text/html"


def test_the_same_words_in_other_bytes_have_the_same_text_hash(tmp_path: Path):
    unix = capture_file(write(tmp_path, "a.txt", "The café\ndeal stands."))
    windows = capture_file(write(tmp_path, "b.txt", "\ufeffThe cafe\u0301\r\ndeal stands.\r\n"))
    assert unix.text_sha256 == windows.text_sha256
    assert unix.captured_sha256 != windows.captured_sha256


@pytest.mark.parametrize(
    ("name", "content", "error", "reason"),
    [
        ("a.txt", "", EmptyCapture, "the file is empty"),
        ("a.txt", " \n\ufeff\n--- * ---", EmptyCapture, "no words"),
        ("a.md", "---\ntitle: x\n---\n", EmptyCapture, "no words"),
        ("a.csv", "a,b", UnsupportedFormat, r"'\.csv' files are not read\. Save its words as a \.txt file"),
        ("a", "words", UnsupportedFormat, "it has no suffix"),
        ("a.pdf", b"%PDF-1.7", UnsupportedFormat, "this is a PDF document"),
        ("a.txt", b"\x89PNG\r\n\x1a\n", UnsupportedFormat, "this is a PNG image, not text"),
        ("a.txt", "word " * 1_100_000, CaptureTooLarge, "5,499,999 characters, and the limit is 5,000,000"),
        ("a.txt", b"x" * 10_000_001, CaptureTooLarge, "10,000,001 bytes, and the limit is 10,000,000"),
    ],
)
def test_a_file_that_cannot_be_captured_is_told_with_its_path_and_the_reason(
    tmp_path: Path, name: str, content: str | bytes, error: type[Exception], reason: str
):
    path = write(tmp_path, name, content)
    with pytest.raises(error, match=reason) as caught:
        capture_file(path)
    assert str(caught.value).startswith(f"{path}: ")


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/no/such/file.txt", "no such file"),
        ("/", "a folder"),
        ("/dev/zero", "no regular file"),
        ("a\0b", "can't be read"),
    ],
)
def test_what_is_no_file_is_told(path: str, reason: str):
    with pytest.raises(UnreadableFile, match=reason):
        capture(path)


def test_a_name_cannot_write_to_the_terminal():
    with pytest.raises(UnreadableFile) as caught:
        capture("\x1b[2Jnews.txt")
    assert "\x1b" not in str(caught.value)


def test_the_callers_limits_are_kept(tmp_path: Path):
    with pytest.raises(CaptureTooLarge, match="the limit is 10"):
        capture_file(write(tmp_path, "a.txt", "more than ten"), limits=Limits(max_bytes=10))


def test_an_address_is_told_from_a_path():
    with pytest.raises(Exception, match="'file:' addresses are not fetched"):
        capture("file:///etc/passwd")
