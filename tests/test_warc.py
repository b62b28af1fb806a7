"""Captures survive a WARC file unchanged; files of other tools are read; no damage gets past `PageError`."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import string
import zlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_main
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
origins = st.lists(
    st.tuples(
        st.from_regex(r"\A[a-z][a-z0-9-]{0,9}\Z").filter(lambda name: name not in ("requested", "arrived")),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"))
        | st.just("a\n b\n\nc: d\n"),
    ),
    max_size=4,
).map(tuple)  # fmt: skip


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
        origin=draw(origins),
    )  # fmt: skip


@settings(deadline=None)
@given(any_captures())
@example(capture())
@example(capture(url="https://www.example.org/>"))
@example(capture(headers=(("Transfer-Encoding", "chunked"),), body=b"3\r\nabc\r\n0\r\n\r\n"))
@example(capture(headers=(("Content-Encoding", "br"), ("Content-Length", "3"))))
@example(capture(headers=(("Content-Encoding", "gzip"),), body=zipped(HTML)))
def test_what_was_written_is_read(capture: Capture) -> None:
    assert warc.read(warc.write(capture)) == capture


@settings(deadline=None)
@given(any_captures())
def test_same_capture_same_bytes(capture: Capture) -> None:
    assert warc.write(capture) == warc.write(capture)


@settings(deadline=None)
@given(any_captures())
def test_every_reader_finds_whole_records(capture: Capture) -> None:
    kinds = [record.rec_type for record in ArchiveIterator(io.BytesIO(warc.write(capture)))]
    request = ["request"] * bool(capture.request_headers)
    assert kinds == ["warcinfo", *["response"] * len(capture.hops), *request, "metadata", "response"]


@pytest.mark.parametrize("facts", [
    {},
    {"headers": (("Content-Encoding", "gzip"),), "payload": zipped(HTML)},
    {"headers": (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"))},
    {"hops": (Hop("http://example.org/", 301, (("Content-Length", "154"),)),)},
    {"request_headers": (("Host", "www.example.org"), ("User-Agent", "claimtrack"))},
    {"body": b"", "headers": (("X-Odd", "caf\xe9 \x85 \xff"),)},
])  # fmt: skip
def test_the_checker_of_warcio_agrees(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], facts: dict[str, Any]
) -> None:
    path = tmp_path / "capture.warc.gz"
    path.write_bytes(warc.write(capture(**facts)))
    with pytest.raises(SystemExit) as ended:
        warcio_main(["check", "-v", str(path)])
    assert ended.value.code in (0, None)
    assert capsys.readouterr().out.count("digest pass") == warc.write(capture(**facts)).count(b"\x1f\x8b\x08")


def test_bytes_are_stored_as_they_were_served() -> None:
    headers = (("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("X-Name", "J\xf6rg"))
    stored = warc.write(capture(headers=headers, payload=zipped(HTML), reason="Fine"))
    block = list(records.records(stored, "x"))[-1].block
    head = b"HTTP/1.1 200 Fine\r\nContent-Encoding: gzip\r\nX-Archive-Orig-Transfer-Encoding: chunked\r\n"
    assert block == head + b"X-Name: J\xf6rg\r\n\r\n" + zipped(HTML)


@pytest.mark.parametrize(
    ("facts", "problem"),
    [
        ({"url": ""}, "URL"),
        ({"url": "https://a.example/\r\nWARC-Type: response"}, "URL"),
        ({"final_url": "https://a.example/\ud800"}, "URL"),
        ({"hops": (Hop("", 301, ()),)}, "URL"),
        ({"headers": (("A", "b\r\nC: d"),)}, "header"),
        ({"headers": (("A:", "b"),)}, "header"),
        ({"request_headers": (("A b", "c"),)}, "header"),
        ({"reason": "OK\n"}, "header"),
        ({"status": 20}, "status"),
        ({"body": bytes(message.MAX_BODY + 1)}, "larger than"),
        ({"origin": (("arrived", "https://a.example/"),)}, "origin"),
        ({"origin": (("commit:", "5f2"),)}, "origin"),
        ({"origin": (("commit", "5f2\r\nrequested: https://a.example/"),)}, "origin"),
        ({"origin": (("commit", "\ud800"),)}, "origin"),
    ],
)
def test_what_no_file_can_hold(facts: dict[str, Any], problem: str) -> None:
    with pytest.raises(PageError, match=f"cannot be stored: it .*{problem}"):
        warc.write(capture(**facts))


TOKYO = dt.timezone(dt.timedelta(hours=9))


@pytest.mark.parametrize("time", [TIME.replace(tzinfo=None), TIME.astimezone(TOKYO)])
def test_dates_are_utc(time: dt.datetime) -> None:
    assert b"WARC-Date: 2026-07-03T08:12:33.250000Z" in gzip.decompress(warc.write(capture(time=time)))


# ── Files of other tools ─────────────────────────────────────────────────────────────────────────────


def response(body: bytes, *headers: tuple[str, str], status: str = "200 OK") -> bytes:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode("latin-1") + body


def record(block: bytes, url: str = URL, kind: str = "response", **more: str) -> bytes:
    """A record as simple tools write it: no gzip, no digest."""
    fields = {"WARC-Type": kind, "WARC-Target-URI": url, "WARC-Date": "2020-08-12T10:00:00Z"}
    fields |= {"WARC-Record-ID": f"<urn:x:{zlib.crc32(block + url.encode())}>"}
    fields |= {name.replace("_", "-"): value for name, value in more.items()}
    fields |= {"Content-Length": str(len(block))}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"WARC/1.0\r\n{head}\r\n".encode() + block + b"\r\n\r\n"


def of_warcio(*answers: tuple[str, bytes], zipped: bool) -> bytes:
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped)
    writer.write_record(writer.create_warcinfo_record("x.warc", {"software": "another"}))
    for url, block in answers:
        pair = [("request", b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"), ("response", block)]
        writer.write_request_response_pair(*(
            writer.create_warc_record(url, kind, payload=io.BytesIO(data), length=len(data))
            for kind, data in pair
        ))  # fmt: skip
    return out.getvalue()


CHUNKED = b"5\r\n<html\r\n1A;x=y\r\n" + b">" * 26 + b"\r\n0\r\nTrailer: x\r\n\r\n"
DECHUNKED = b"<html" + b">" * 26


@pytest.mark.parametrize(
    ("block", "body", "coded"),
    [
        (response(HTML), HTML, False),
        (response(b""), b"", False),
        (response(HTML, ("Content-Encoding", "identity")), HTML, False),
        (response(zipped(HTML), ("content-encoding", "GZIP")), HTML, True),
        (response(deflate(HTML), ("Content-Encoding", "deflate")), HTML, True),
        (response(deflate(HTML, -15), ("Content-Encoding", "deflate")), HTML, True),
        (response(zipped(deflate(HTML)), ("Content-Encoding", "deflate, gzip")), HTML, True),
        (response(HTML, ("Content-Encoding", "gzip")), HTML, False),
        (response(CHUNKED, ("Transfer-Encoding", "chunked")), DECHUNKED, False),
        (response(DECHUNKED, ("Transfer-Encoding", "chunked")), DECHUNKED, False),
        (b"HTTP/1.0 200\nContent-Type: text/html\n\n" + HTML, HTML, False),
    ],
)
def test_bodies(block: bytes, body: bytes, *, coded: bool) -> None:
    read = warc.read(record(block))
    assert (read.body, bool(read.payload), read.status) == (body, coded, 200)
    assert warc.read(warc.write(read)) == read


@pytest.mark.parametrize("gzipped", [True, False])
def test_files_of_warcio(*, gzipped: bool) -> None:
    first, there = ("Location", "https://www.example.org/legal"), ("Location", "/privacy?lang=en#top")
    answers = (
        ("https://www.example.org/logo.png", response(b"\x89PNG", ("Content-Type", "image/png"))),
        ("http://www.example.org/legal", response(b"", first, status="301 Moved")),
        ("https://www.example.org/legal", response(b"", there, status="302 Found")),
        (URL, response(HTML, ("Content-Type", "text/html; charset=utf-8"))),
    )
    data = of_warcio(*answers, zipped=gzipped)
    page = warc.read(data)
    assert page == warc.read(io.BytesIO(data), url=URL) == warc.read(data, url="http://www.example.org/legal")
    assert (page.url, page.final_url, page.body) == ("http://www.example.org/legal", URL, HTML)
    assert [(hop.url[:6], hop.status) for hop in page.hops] == [("http:/", 301), ("https:", 302)]
    assert page.request_headers == (("Host", "a"),)
    assert [it.final_url for it in warc.captures(data)] == ["https://www.example.org/logo.png", URL]


def test_odd_heads() -> None:
    block = b"HTTP/1.1 200 OK\r\nA: b\r\n  c\r\nno header\r\nBad Name: x\r\nD:e\x00\r\n\r\n" + HTML
    read = warc.read(record(block, url=f"<{URL}>"))
    assert read.headers == (("A", "b c"), ("D", "e"))
    assert read.url == URL


def test_the_newest_good_answer_counts() -> None:
    data = b"".join([
        record(response(b"old"), WARC_Date="2020-01-01T00:00:00Z"),
        record(response(b"new"), WARC_Date="2021-01-01T00:00:00.5Z"),
        record(response(b"gone", status="404 Not Found"), WARC_Date="2022-01-01"),
        record(response(b"other"), url="https://www.example.org/other"),
    ])  # fmt: skip
    assert warc.read(data, url=URL).body == b"new"
    assert [it.body for it in warc.captures(data)] == [b"old", b"new", b"gone", b"other"]


def test_redirects_in_a_circle() -> None:
    one, two = "https://a.example/1", "https://a.example/2"
    answers = [(one, two), (two, one)]
    data = b"".join(record(response(b"", ("Location", to), status="302 x"), url=at) for at, to in answers)
    assert [it.url for it in warc.captures(data)] == [one, two]


# ── Damage ───────────────────────────────────────────────────────────────────────────────────────────


BOMB = zipped(bytes(message.MAX_BODY + 1))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "holds no HTTP answer"),
        (b"<html><p>Hello.</p></html>", "not a WARC"),
        (zipped(b"<html><p>Hello.</p></html>"), "not a WARC"),
        (zipped(record(response(HTML)))[:-12], "gzip data is damaged or breaks off"),
        (zipped(record(response(HTML)))[:60], "gzip data is damaged or breaks off"),
        (record(response(HTML))[:-20], "last record breaks off"),
        (record(b"x", kind="warcinfo"), "holds no HTTP answer"),
        (record(b"dns answer"), "holds no HTTP answer"),
        (record(b"HTTP/1.1 200 OK\r\nA: b\r\n"), "head does not end"),
        (record(b"HTTP/1.1 OK\r\n\r\n"), "without an HTTP status"),
        (record(response(HTML), WARC_Date="yesterday"), "without a date"),
        (record(response(HTML), WARC_Date="0001-01-01T00:00:00+23:00"), "without a date"),
        (record(response(HTML), WARC_Block_Digest="sha1:ABC"), "does not match its digest"),
        (record(response(b"x", ("Content-Encoding", "br"))), "encoding 'br'"),
        (record(response(b"x", ("Content-Encoding", "zstd"))), "encoding 'zstd'"),
        (record(response(zipped(b""), ("Content-Encoding", "gzip, gzip, gzip"))), "3 times over"),
        (record(response(zipped(HTML)[:-9], ("Content-Encoding", "gzip"))), "breaks off"),
        (record(response(b"\x1f\x8bnothing", ("Content-Encoding", "gzip"))), "is not the gzip data"),
        (record(response(BOMB, ("Content-Encoding", "gzip"))), "unpacks to more than 20,000,000"),
        (record(response(b"5\r\nab", ("Transfer-Encoding", "chunked"))), "chunked body"),
        (record(response(HTML)).replace(b"Content-Length", b"Content-Width"), "how long"),
        (record(response(HTML)).replace(b"Content-Length: ", b"Content-Length: -"), "how long"),
        (record(response(HTML)).replace(b"Content-Length: ", b"Content-Length: 9"), "breaks off"),
        (record(response(HTML)).replace(b"Content-Length: ", b"Content-Length: 999999999"), "too large"),
        (record(response(HTML)) + b"rubbish\r\n", "does not begin where"),
        (b"WARC/1.0\r\n" + b"A: b\r\n" * 100_000, "head does not end"),
        (b"\n" * 1_000_000, "not a WARC"),
    ],
)
def test_damaged_files(data: bytes, sentence: str) -> None:
    with pytest.raises(PageError, match=sentence) as caught:
        list(warc.captures(data, "policy.warc"))
    assert caught.value.path == "policy.warc"


def test_a_page_that_is_not_there() -> None:
    with pytest.raises(PageError, match=r"no answer for https://b.example/; the first in it: https://www.example"):
        warc.read(record(response(HTML)), url="https://b.example/")


PNG = record(response(b"PNG", ("Content-Type", "image/png")), url="https://c.example/logo.png")
PAGE = record(response(HTML, ("Content-Type", "text/html")))
SECOND_PAGE = record(response(b"<p>Hi", ("Content-Type", "text/html")), url="https://c.example/")


@pytest.mark.parametrize("data", [PAGE, PNG + PAGE, PAGE + PNG])
def test_the_only_page_of_a_file_may_have_any_address(data: bytes) -> None:
    assert warc.read(data, url="https://b.example/", or_only=True).body == HTML
    with pytest.raises(PageError, match="no answer for"):
        warc.read(data, url="https://b.example/")


@pytest.mark.parametrize("data", [PAGE + SECOND_PAGE, PNG])
def test_one_page_of_several_must_be_named(data: bytes) -> None:
    with pytest.raises(PageError, match="Extract the page into a file of its own"):
        warc.read(data, url="https://b.example/", or_only=True)


def test_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    data = record(response(HTML)) + record(b"x", kind="resource") * 5
    for name, bound in (("MAX_RECORDS", 5), ("MAX_KEPT", 10), ("MAX_READ", 20)):
        with monkeypatch.context() as patch:
            patch.setattr(records, name, bound)
            with pytest.raises(PageError, match="too large"):
                warc.read(data)
    assert warc.read(data).body == HTML


WHOLE = warc.write(capture(
    headers=(("Content-Encoding", "gzip"),), payload=zipped(HTML), request_headers=(("Host", "a"),),
    hops=(Hop("http://www.example.org/privacy", 301, (("Location", URL),)),),
))  # fmt: skip


FILES = [WHOLE, gzip.decompress(WHOLE), of_warcio((URL, response(HTML)), zipped=False)]


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(FILES), st.data())
def test_no_damage_gets_past(data: bytes, draw: st.DataObject) -> None:
    spoilt = bytearray(data)
    for _ in range(draw.draw(st.integers(0, 3))):
        spoilt[draw.draw(st.integers(0, len(data) - 1))] ^= draw.draw(st.integers(1, 255))
    end = draw.draw(st.integers(0, len(data)) | st.just(len(data)))
    try:
        list(warc.captures(bytes(spoilt[:end])))
        warc.read(bytes(spoilt[:end]))
    except PageError:
        pass


@settings(deadline=None)
@given(st.binary() | st.binary().map(lambda data: b"WARC/1.1\r\n" + data) | st.binary().map(zipped))
def test_any_bytes(data: bytes) -> None:
    with pytest.raises(PageError):
        warc.read(data)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_answer(data: bytes) -> None:
    try:
        read = warc.read(record(b"HTTP/1.1 200 OK\r\n" + data))
    except PageError:
        return
    assert warc.read(warc.write(read)) == read
