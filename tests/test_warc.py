"""Captures survive a WARC file unchanged; files of other tools are read; no damage gets past `PageError`."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import string
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from claimtrack import warc
from claimtrack.errors import PageError
from claimtrack.records import Capture, Hop
from claimtrack.warc import message, records

URL = "https://www.example.org/privacy?lang=en"
TIME = dt.datetime(2026, 7, 3, 8, 12, 33, 250_000, tzinfo=dt.UTC)
HTML = b"<html lang=en><p>Pigeonpost stores your phone number.</p></html>"


def capture(**facts: Any) -> Capture:
    plain: dict[str, Any] = {"url": URL, "time": TIME, "status": 200, "body": HTML, "headers": ()}
    return Capture(**(plain | facts))


def zipped(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def deflate(data: bytes, bits: int = 15) -> bytes:
    packer = zlib.compressobj(wbits=bits)
    return packer.compress(data) + packer.flush()


# ── The law: what was written is read ────────────────────────────────────────────────────────────────

names = st.text(string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~", min_size=1, max_size=12)
latin = st.characters(max_codepoint=255, exclude_characters="\r\n\0")
header_values = st.text(latin, max_size=40).map(lambda text: text.strip(" \t"))
telling = st.sampled_from(
    ["Transfer-Encoding", "content-length", "X-Archive-Orig-Content-Encoding", "X-Archive-Orig-", "Location"]
)
header_lists = st.lists(
    st.tuples(names.filter(lambda name: name.lower() != "content-encoding") | telling, header_values)
).map(tuple)
url_paths = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=20)
urls = st.builds("{}://{}/{}".format, st.sampled_from(["http", "https"]), names, url_paths)
times = st.datetimes(timezones=st.just(dt.UTC))
hops = st.builds(Hop, urls, st.integers(300, 399), header_lists)


@st.composite
def encoded(draw: st.DrawFn) -> tuple[bytes, bytes, tuple[tuple[str, str], ...]]:
    """A body, its payload as served, and the headers that go with it."""
    body = draw(st.binary(max_size=200))
    pack = draw(st.sampled_from([("gzip", zipped), ("x-gzip", zipped), ("deflate", deflate)]))
    kept = draw(st.booleans())  # an importer may know the decoded body only
    header = (draw(st.sampled_from(["Content-Encoding", "content-encoding"])), pack[0])
    return body, pack[1](body) if kept else b"", (*draw(header_lists), header)


bodies = encoded() | st.tuples(st.binary(max_size=200), st.just(b""), header_lists)


@st.composite
def any_captures(draw: st.DrawFn) -> Capture:
    body, payload, headers = draw(bodies)
    return Capture(
        url=draw(urls), time=draw(times), status=draw(st.integers(100, 999)), headers=headers, body=body,
        final_url=draw(st.just("") | urls), reason=draw(header_values), payload=payload,
        request_headers=draw(header_lists), hops=draw(st.lists(hops, max_size=3).map(tuple)),
    )  # fmt: skip


@given(any_captures())
@example(capture())
@example(capture(headers=(("Transfer-Encoding", "chunked"),), body=b"3\r\nabc\r\n0\r\n\r\n"))
@example(capture(headers=(("Content-Encoding", "br"), ("Content-Length", "3"))))
@example(capture(headers=(("Content-Encoding", "gzip"),), body=zipped(HTML)))
def test_what_was_written_is_read(capture: Capture) -> None:
    assert warc.read(warc.write(capture)) == capture


@given(any_captures())
def test_same_capture_same_bytes(capture: Capture) -> None:
    assert warc.write(capture) == warc.write(capture)


@given(any_captures())
def test_every_reader_finds_whole_records(capture: Capture) -> None:
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(warc.write(capture)))]
    request = ["request"] * bool(capture.request_headers)
    assert kinds == ["warcinfo", *["response"] * len(capture.hops), *request, "metadata", "response"]
