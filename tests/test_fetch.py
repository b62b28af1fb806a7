from __future__ import annotations

import pytest

from claimtrack import fetch
from claimtrack.fetch import NotModified, Options
from claimtrack.records import Capture, Document
from tests.fetching import FAST, NEVER, NOON, POLICY, ask, captured, refused
from tests.server import HTML, Answer, Request, Server, page

# ── What comes back ──────────────────────────────────────────────────────────────────────────────────────


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


# ── Answers that are no page ─────────────────────────────────────────────────────────────────────────────


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


def test_a_wait_beyond_the_deadline_is_told(server: Server) -> None:
    url = server.answer("/", Answer(429, {"Retry-After": "30"}))
    assert "asks to come back in 30 seconds" in refused(url, options=Options(deadline=20)).reason


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


# ── Time ─────────────────────────────────────────────────────────────────────────────────────────────────


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
