from __future__ import annotations

import httpx
import pytest

from claimtrack.fetch.network import check_redirect, explained, same_site
from claimtrack.fetch.outcome import Options, TroubleError
from claimtrack.records import Document, Hop
from tests.fetching import POLICY, captured, refused
from tests.server import Answer, Request, Server, page, redirect

# ── Redirects ────────────────────────────────────────────────────────────────────────────────────────────


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
    plain, safe = httpx.URL("http://parley.example/"), httpx.URL("https://parley.example/")
    document = Document(id="p", title="P", url=str(safe))
    hops = (Hop(str(safe), 301, ()),)
    check_redirect(document, hops, plain, safe)
    with pytest.raises(TroubleError, match=r"from https to http://parley\.example/, which is not encrypted"):
        check_redirect(document, hops, safe, plain)


# ── No answer ────────────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_is_down(server: Server) -> None:
    url = server.url("/policy")
    server.close()
    failure = refused(url)
    assert f"No connection to 127.0.0.1, port {httpx.URL(url).port} (" in failure.reason
    assert failure.status is None


@pytest.mark.parametrize(
    ("url", "port"),
    [("http://parley.example/", 80), ("https://parley.example/", 443), ("https://parley.example:8443/", 8443)],
)
def test_the_port_that_no_url_needs_to_name(url: str, port: int) -> None:
    with pytest.raises(TroubleError, match=f"No connection to parley.example, port {port} "), explained(Options()):
        raise httpx.ConnectError("refused", request=httpx.Request("GET", url)) from ConnectionRefusedError(111, "no")


def test_a_name_that_does_not_exist() -> None:
    assert "name nonexistent.invalid is not known" in refused("http://nonexistent.invalid/").reason


@pytest.mark.parametrize(
    "url", ["http://[::1/", "http://parley.example:port/", f"http://{'a' * 70}.example/"]
)
def test_an_address_that_is_none(url: str) -> None:
    assert "is not valid; correct" in refused(url).reason


def test_a_server_that_does_not_speak_tls(server: Server) -> None:
    failure = refused(server.answer("/", page(POLICY)).replace("http:", "https:"))
    assert "127.0.0.1 does not speak TLS" in failure.reason
    assert "write http://" in failure.reason


def test_a_server_that_hangs_up(server: Server) -> None:
    assert "broke off" in refused(server.raw(b"")).reason


def test_credentials_in_the_address_are_used_and_not_kept(server: Server) -> None:
    url = server.answer("/", page(POLICY)).replace("//", "//user:secret@")
    capture = captured(url)
    assert server.requests[0].headers["authorization"].startswith("Basic ")
    assert "secret" not in repr(capture)
    assert "authorization" not in {name.lower() for name, _ in capture.request_headers}
    server.close()
    assert "secret" not in repr(refused(url))


# ── Proxies ──────────────────────────────────────────────────────────────────────────────────────────────


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
