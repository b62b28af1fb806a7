from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack.fetch.outcome import TroubleError, shown
from claimtrack.fetch.unpack import unpack
from tests.fetching import POLICY, captured, refused
from tests.server import HTML, Answer, Server, page

# ── Bodies ───────────────────────────────────────────────────────────────────────────────────────────────


def bare_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACKED = {
    "gzip": gzip.compress(POLICY.encode(), mtime=0),
    "X-GZip": gzip.compress(POLICY.encode(), mtime=0),
    "deflate": zlib.compress(POLICY.encode()),
    "deflate ": bare_deflate(POLICY.encode()),
}


@pytest.mark.parametrize("coding", PACKED)
def test_a_packed_page_is_kept_both_ways(server: Server, coding: str) -> None:
    answer = Answer(headers={**HTML, "Content-Encoding": coding}, body=PACKED[coding])
    capture = captured(server.answer("/", answer))
    assert (capture.body, capture.payload) == (POLICY.encode(), PACKED[coding])


@pytest.mark.parametrize(
    ("coding", "body", "said"),
    [
        ("br", b"..", "packed the page as br"),
        ("gzip, gzip", b"..", "packed the page as gzip, gzip"),
        ("gzip", b"no gzip at all", "damaged"),
        ("gzip", PACKED["gzip"][:-20], "broke off"),
        ("deflate", PACKED["deflate"][:40], "broke off"),
        ("gzip", PACKED["gzip"] * 2, "broke off"),
    ],
)
def test_what_cannot_be_unpacked_is_refused(server: Server, coding: str, body: bytes, said: str) -> None:
    answer = Answer(headers={**HTML, "Content-Encoding": coding}, body=body)
    assert said in refused(server.answer("/", answer)).reason


def test_a_bomb_is_not_unpacked(server: Server) -> None:
    bomb = gzip.compress(bytes(60_000_000), 9, mtime=0)
    assert len(bomb) < 100_000
    failure = refused(server.answer("/", Answer(headers={**HTML, "Content-Encoding": "gzip"}, body=bomb)))
    assert "too large for a policy: it unpacks to over 20.0 MB" in failure.reason


def test_a_truncated_body_is_asked_for_again(server: Server) -> None:
    cut = Answer(headers={**HTML, "Content-Length": "5000"}, body=POLICY.encode())
    assert captured(server.answer("/once", cut, page(POLICY))).body == POLICY.encode()
    assert "broke off before its end" in refused(server.answer("/always", cut)).reason
    assert len(server.requests) == 2 + 3


def test_a_chunked_body_can_be_cut_off_too(server: Server) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    assert "broke off before its end" in refused(server.raw(head + b"ff\r\n<h1>Privacy")).reason


@pytest.mark.parametrize(
    ("declared", "said"), [({}, "has over 20.0 MB"), ({"Content-Length": "100000000"}, "has 100.0 MB")]
)
def test_a_body_of_100_megabytes_is_left_at_20(server: Server, declared: dict[str, str], said: str) -> None:
    written: list[int] = []

    def body() -> Iterator[bytes]:
        for _ in range(1000):
            written.append(100_000)
            yield bytes(100_000)

    failure = refused(server.answer("/", Answer(headers={**HTML, **declared}, body=body())))
    assert said in failure.reason
    server.close()
    assert sum(written) < 60_000_000  # what the system buffers comes on top of the 20


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "", "identity"]), st.integers(1, 300))
def test_unpacking_any_bytes_is_bounded_or_refused(payload: bytes, coding: str, limit: int) -> None:
    with suppress(TroubleError):
        body = unpack(payload, coding, limit)
        assert len(body) <= limit or body is payload


@given(st.binary(max_size=2000))
def test_unpacking_undoes_packing(content: bytes) -> None:
    assert unpack(gzip.compress(content), "gzip", 2000) == content
    assert unpack(zlib.compress(content), "deflate", 2000) == content


@given(st.text(max_size=20))
def test_no_address_shows_a_password(word: str) -> None:
    secret = "".join(c for c in word if c not in "/?#") + "s3cret"
    assert "s3cret" not in shown(f"https://user:{secret}@parley.example/privacy")
