from __future__ import annotations

import datetime as dt
import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimtrack import fetch
from claimtrack.fetch import Failure, NotModified, Options
from claimtrack.fetch.network import same_site
from claimtrack.fetch.outcome import TroubleError, shown
from claimtrack.fetch.unpack import unpack
from claimtrack.records import Capture, Document
from tests.server import HTML, Answer, Request, Server, page, redirect

NOON = dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)
FAST = Options(timeout=2, deadline=5, backoff=0.001)
NEVER = Options(timeout=2, deadline=5, backoff=60)  # a test that waited for it would be noticed
POLICY = "<html lang=en><h1>Privacy at Parley</h1><p>We keep what you send us.</p></html>"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        yield running


def ask(
    url: str, previous: Mapping[str, str] | None = None, options: Options = FAST, hosts: tuple[str, ...] = ()
) -> Capture | NotModified | Failure:
    document = Document(id="parley", title="Parley", url=url, language="en-GB", hosts=list(hosts))
    return fetch.page(document, previous=previous, options=options, now=lambda: NOON)


def captured(*args: object, **kwargs: object) -> Capture:
    result = ask(*args, **kwargs)  # type: ignore[arg-type]
    assert isinstance(result, Capture), result
    return result


def refused(*args: object, **kwargs: object) -> Failure:
    result = ask(*args, **kwargs)  # type: ignore[arg-type]
    assert isinstance(result, Failure), result
    assert result.reason.endswith(".")
    assert "\n" not in result.reason
    return result


# ── What comes back ──────────────────────────────────────────────────────────────────────────────────


def test_a_capture_is_the_answer_as_it_came(server: Server) -> None:
    url = server.answer("/policy?lang=en", page(POLICY, ETag='"one"', X_Odd="a"))
    capture = captured(url)
    assert (capture.url, capture.final_url, capture.time, capture.status) == (url, url, NOON, 200)
    assert (capture.body, capture.payload, capture.hops) == (POLICY.encode(), b"", ())
    assert ("X-Odd", "a") in capture.headers  # spelling kept
    assert dict(capture.request_headers)["User-Agent"] == fetch.USER_AGENT


def test_the_request_says_who_asks_and_for_what(server: Server) -> None:
    captured(server.answer("/", page(POLICY)))
    sent = server.requests[0].headers
    assert sent["user-agent"].startswith("claimtrack/")
    assert fetch.CONTACT in sent["user-agent"]
    assert sent["accept-language"] == "en-GB, en;q=0.9"
    assert sent["accept-encoding"] == "gzip, deflate"
    assert sent["accept"].startswith("text/html")
    assert "if-none-match" not in sent


def test_a_language_tag_cannot_smuggle_a_header(server: Server) -> None:
    document = Document(id="parley", title="P", url=server.answer("/", page(POLICY)), language="e\r\nX: ñ")
    assert isinstance(fetch.page(document, options=FAST), Capture)
    assert server.requests[0].headers["accept-language"] == "eX"


VALIDATORS = {"etag": '"one"', "last-modified": "Fri, 03 Jul 2026 08:00:00 GMT"}


def test_validators_make_the_next_request_conditional(server: Server) -> None:
    def policy(request: Request) -> Answer:
        same = request.headers.get("if-none-match") == VALIDATORS["etag"]
        return Answer(304) if same else page(POLICY, ETag='"one"', Last_Modified=VALIDATORS["last-modified"])

    url = server.answer("/", policy)
    validators = fetch.validators(captured(url))
    assert validators == VALIDATORS
    assert ask(url, validators) == NotModified(url, NOON)
    assert server.requests[1].headers["if-modified-since"] == VALIDATORS["last-modified"]


def test_a_page_that_did_change_comes_whole(server: Server) -> None:
    assert captured(server.answer("/", page(POLICY)), VALIDATORS).body == POLICY.encode()


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("text/html; charset=utf-8", "text/html; charset=utf-8"),
        ("text/markdown", "text/markdown"),
        ("", "text/html"),
    ],
)
def test_the_media_type_keeps_its_charset(server: Server, kind: str, expected: str) -> None:
    headers = {"Content-Type": kind} if kind else {}
    assert fetch.media_type(captured(server.answer("/", Answer(200, headers, b"# Privacy")))) == expected


# ── Answers that are no page ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (401, ["401 Unauthorized", "login", "--page"]),
        (403, ["403 Forbidden", "refuses automated requests", "--page"]),
        (404, ["404 Not Found", "gone", "url"]),
        (410, ["410 Gone", "gone", "url"]),
        (418, ["418", "no page", "url"]),
        (451, ["451", "region", "--page"]),
        (204, ["204 No Content", "no page"]),
        (304, ["304 Not Modified", "no page"]),  # nobody asked whether it was
        (300, ["300", "no page"]),
        (302, ["302 Found", "no page"]),  # without a Location
        (599, ["599", "try again later"]),
    ],
)
def test_every_other_status_is_a_failure_with_a_way_out(server: Server, status: int, said: list[str]) -> None:
    url = server.answer("/", Answer(status, HTML))
    failure = refused(url)
    assert (failure.url, failure.status) == (url, status)
    assert [words for words in said if words not in failure.reason] == []


@pytest.mark.parametrize(("status", "requests"), [(403, 1), (404, 1), (429, 3), (500, 3), (503, 3)])
def test_only_what_may_pass_is_tried_again(server: Server, status: int, requests: int) -> None:
    assert refused(server.answer("/", Answer(status, HTML))).status == status
    assert len(server.requests) == requests


def test_an_error_that_passes_is_told_and_forgotten(server: Server) -> None:
    heard: list[str] = []
    document = Document(id="parley", title="Parley", url=server.answer("/", Answer(500, HTML), page(POLICY)))
    assert isinstance(fetch.page(document, options=FAST, progress=heard.append), Capture)
    assert len(heard) == 1
    assert "500 Internal Server Error" in heard[0]


@pytest.mark.parametrize("wait", ["0", "Fri, 03 Jul 2026 12:00:00 GMT", "Fri, 03 Jul 2026 11:00:00 -0000"])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_takes_the_place_of_the_backoff(server: Server, status: int, wait: str) -> None:
    url = server.answer("/", Answer(status, {"Retry-After": wait}), page(POLICY))
    assert captured(url, options=NEVER).body == POLICY.encode()


@pytest.mark.parametrize(
    ("wait", "said"),
    [
        ("61", "in 2 minutes"),
        ("7200", "in 2 hours"),
        ("100000", "in 1 day 3 hours"),
        ("Fri, 03 Jul 2026 13:30:00 GMT", "in 1 hour 30 minutes"),
        ("999999999", "days"),
    ],
)
def test_a_wait_that_is_too_long_is_told(server: Server, wait: str, said: str) -> None:
    failure = refused(server.answer("/", Answer(429, {"Retry-After": wait})))
    assert "429 Too Many Requests: it asks to come back" in failure.reason
    assert said in failure.reason
    assert len(server.requests) == 1


@pytest.mark.parametrize("wait", ["", "soon", "-5", "١", "9" * 400, "Fri, 99 Jul 2026"])
def test_a_retry_after_that_says_nothing_is_ignored(server: Server, wait: str) -> None:
    url = server.answer("/", Answer(503, {"Retry-After": wait.encode().decode("latin-1")}), page(POLICY))
    assert captured(url).status == 200


@pytest.mark.parametrize("kind", ["application/pdf", "image/png; x=y", "application/json"])
def test_another_content_type_is_refused(server: Server, kind: str) -> None:
    failure = refused(server.answer("/", Answer(200, {"Content-Type": kind}, b"%PDF-1.7")))
    assert kind.split(";")[0] in failure.reason
    assert "no web page" in failure.reason


def test_an_empty_page_is_asked_for_again(server: Server) -> None:
    assert captured(server.answer("/soon", Answer(body=b" \n"), page(POLICY))).body == POLICY.encode()
    assert "empty page" in refused(server.answer("/never", Answer())).reason


# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────


def test_redirects_of_the_same_site_are_followed_and_recorded(server: Server) -> None:
    first = server.answer("/", redirect("/legal", 301))
    second = server.answer("/legal", redirect(server.url("/legal/privacy"), 307))
    last = server.answer("/legal/privacy", page(POLICY))
    capture = captured(first)
    assert (capture.url, capture.final_url) == (first, last)
    assert [(hop.url, hop.status) for hop in capture.hops] == [(first, 301), (second, 307)]
    assert ("Location", "/legal") in capture.hops[0].headers


def test_a_redirect_that_sets_a_cookie_and_comes_back_is_no_loop(server: Server) -> None:
    def gate(request: Request) -> Answer:
        known = "seen=1" in request.headers.get("cookie", "")
        return page(POLICY) if known else Answer(302, {"Location": "/", "Set-Cookie": "seen=1"})

    assert len(captured(server.answer("/", gate)).hops) == 1


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("http://parley.example/privacy", ["another site", "parley.example/privacy", "hosts"]),
        ("//user:secret@parley.example/", ["another site", "parley.example/"]),
        ("ftp://127.0.0.1/policy", ["ftp://127.0.0.1/policy", "no web page"]),
        ("file:///etc/passwd", ["file:", "no web page"]),
        ("/", ["in a circle", "check the document's url"]),
    ],
)
def test_other_redirects_are_refused_by_name(server: Server, target: str, said: list[str]) -> None:
    failure = refused(server.answer("/", redirect(target)))
    assert failure.status == 302
    assert [words for words in said if words not in failure.reason] == []
    assert "secret" not in failure.reason


def test_a_chain_without_end_is_left(server: Server) -> None:
    urls = [server.answer(f"/{n}", redirect(f"/{n + 1}")) for n in range(9)]
    assert "more than 5 times" in refused(urls[0]).reason
    assert len(server.requests) == 6


@pytest.mark.parametrize("target", ["http://[::1/", "javascript:alert(1)", "http://a.example:b/", "\x7f"])
def test_a_redirect_to_nowhere_is_a_failure(server: Server, target: str) -> None:
    refused(server.answer("/", redirect(target)))


@pytest.mark.parametrize(
    ("host", "same"),
    [
        ("parley.example", True),
        ("www.parley.example", True),
        ("WWW.Parley.Example.", True),
        ("legal.parley.example", False),  # who owns a name below it nobody knows
        ("parley.example.net", False),
        ("notparley.example", False),
        ("parley.help", True),
        ("eu.parley.help", True),
        ("evilparley.help", False),
        ("", False),
    ],
)
def test_the_same_site(host: str, same: bool) -> None:
    document = Document(id="p", title="P", url="https://www.parley.example/privacy", hosts=["parley.help"])
    assert same_site(document, host) is same


def test_an_allowed_site_is_followed(server: Server) -> None:
    url = server.answer("/", redirect(server.url("/there").replace("127.0.0.1", "localhost")))
    server.answer("/there", page(POLICY))
    assert "another site" in refused(url).reason
    assert captured(url, hosts=("localhost",)).final_url.startswith("http://localhost:")


def test_encryption_is_not_given_up() -> None:
    import httpx

    from claimtrack.fetch.network import check_redirect
    from claimtrack.records import Hop

    plain, safe = httpx.URL("http://parley.example/"), httpx.URL("https://parley.example/")
    document = Document(id="p", title="P", url=str(safe))
    hops = (Hop(str(safe), 301, ()),)
    check_redirect(document, hops, plain, safe)
    with pytest.raises(TroubleError, match=r"from https to http://parley\.example/, which is not encrypted"):
        check_redirect(document, hops, safe, plain)


# ── Bodies ───────────────────────────────────────────────────────────────────────────────────────────


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


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_body_that_drips_ends_at_the_deadline(server: Server) -> None:
    failure = refused(server.answer("/", Answer(body=server.drip())), options=Options(deadline=0.2))
    assert "not complete after 0.2 seconds" in failure.reason


def test_headers_that_drip_end_at_the_deadline(server: Server) -> None:
    url = server.raw(b"HTTP/1.1 200 OK\r\nX-Endless: ", server.drip())
    assert "not complete after 0.2 seconds" in refused(url, options=Options(deadline=0.2)).reason


def test_a_silent_server_is_asked_again(server: Server) -> None:
    url = server.answer("/", lambda _: Answer(body=server.drip(every=60)))
    failure = refused(url, options=Options(timeout=0.05, attempts=2, backoff=0.001))
    assert "did not answer within 0.05 seconds" in failure.reason
    assert len(server.requests) == 2


# ── No answer ────────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_is_down(server: Server) -> None:
    url = server.url("/policy")
    server.close()
    failure = refused(url)
    assert "No connection to 127.0.0.1" in failure.reason
    assert failure.status is None


def test_a_name_that_does_not_exist() -> None:
    assert "name nonexistent.invalid is not known" in refused("http://nonexistent.invalid/").reason


@pytest.mark.parametrize(
    "url", ["http://[::1/", "http://parley.example:port/", f"http://{'a' * 70}.example/"]
)
def test_an_address_that_is_none(url: str) -> None:
    assert "is not valid; correct" in refused(url).reason


def test_a_server_that_does_not_speak_tls(server: Server) -> None:
    failure = refused(server.answer("/", page(POLICY)).replace("http:", "https:"))
    assert "127.0.0.1 cannot prove who it is" in failure.reason


def test_a_server_that_hangs_up(server: Server) -> None:
    assert "broke off" in refused(server.raw(b"", iter(()))).reason


def test_credentials_in_the_address_are_used_and_not_kept(server: Server) -> None:
    url = server.answer("/", page(POLICY)).replace("//", "//user:secret@")
    capture = captured(url)
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert "secret" not in repr(capture)
    assert "authorization" not in {name.lower() for name, _ in capture.request_headers}
    server.close()
    assert "secret" not in repr(refused(url))


# ── Proxies ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_proxy_of_the_environment_is_used(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", server.url())
    server.answer("http://parley.example/privacy", page(POLICY))
    assert captured("http://parley.example/privacy").body == POLICY.encode()
    assert [request.path for request in server.requests] == ["http://parley.example/privacy"]


def test_a_proxy_that_refuses(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", server.url())
    assert "proxy" in refused("https://parley.example/privacy").reason


@pytest.mark.parametrize("proxy", ["gopher://user:secret@127.0.0.1", "http://[::1", "socks5://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy)
    failure = refused("http://parley.example/privacy")
    assert "proxy named in the environment" in failure.reason
    assert "secret" not in failure.reason


# ── Laws ─────────────────────────────────────────────────────────────────────────────────────────────


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
