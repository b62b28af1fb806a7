"""What the network does, in sentences: which redirects are followed, and why there was no answer."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from claimtrack.fetch.outcome import LATER, SAVE, Options, TroubleError, clipped, refuse, shown
from claimtrack.records import Document, Hop

if TYPE_CHECKING:
    import httpx

MAX_HOPS = 5

_NO_TLS = ("WRONG_VERSION_NUMBER", "RECORD_LAYER_FAILURE")
"""What OpenSSL says, by its version, of an answer that is not TLS."""


def client(options: Options, headers: Mapping[str, str]) -> httpx.Client:
    """What connections are made with; raises `TroubleError` where the environment names a proxy that is none."""
    import httpx

    try:
        return httpx.Client(timeout=options.timeout, headers=headers)
    except (ImportError, ValueError, httpx.InvalidURL) as error:
        names = "HTTP_PROXY, HTTPS_PROXY and ALL_PROXY"
        raise TroubleError(f"The proxy named in the environment cannot be used; check {names}.") from error


def check_redirect(document: Document, hops: tuple[Hop, ...], here: httpx.URL, there: httpx.URL) -> None:
    """Refuses to leave the site or the encryption, and to walk over `MAX_HOPS`; the last hop leads there."""
    status, target = hops[-1].status, clipped(shown(str(there)))
    if there.scheme not in ("http", "https"):
        refuse(f"The server redirects to {target}, which is no web page; check the document's url.", status)
    if here.scheme == "https" and there.scheme == "http":
        refuse(f"The server redirects from https to {target}, which is not encrypted; {SAVE}.", status)
    if not same_site(document, there.host):
        way_out = "if the policy lives there now, correct the document's url or add the site to its hosts"
        refuse(f"The server redirects to another site, {target}; {way_out}.", status)
    if len(hops) > MAX_HOPS:
        way = [hop.url for hop in hops]
        kind = "in a circle" if len(set(way)) < len(way) else f"more than {MAX_HOPS} times"
        steps = " → ".join(clipped(url) for url in dict.fromkeys(way))
        refuse(f"The server redirects {kind} ({steps}); check the document's url.", status)


def same_site(document: Document, host: str) -> bool:
    """Whether it is the document's host, with or without "www.", or one it allows, or below one it allows."""
    import httpx

    host, home = _bare(host), _bare(httpx.URL(document.url).host)
    return host == home or any(host == it or host.endswith("." + it) for it in map(_bare, document.hosts))


def _bare(host: str) -> str:
    return host.lower().rstrip(".").removeprefix("www.")


@contextmanager
def explained(options: Options) -> Iterator[None]:
    """Turns what httpx raises into a `TroubleError`, which knows whether another attempt makes sense."""
    import httpx

    try:
        yield
    except httpx.TimeoutException as error:
        reason = f"The server did not answer within {options.timeout:g} seconds; {LATER}."
        raise TroubleError(reason, again=True) from error
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, UnicodeError) as error:
        reason = "The address, or one that it redirects to, is not valid; correct the document's url."
        raise TroubleError(reason) from error
    except httpx.ProxyError as error:
        reason = f"The proxy did not let the request through ({clipped(str(error))}); check HTTPS_PROXY."
        raise TroubleError(reason, again=True) from error
    except httpx.HTTPError as error:
        raise TroubleError(_unreachable(error), again=not isinstance(_root(error), ssl.SSLError)) from error


def _unreachable(error: httpx.HTTPError) -> str:
    import httpx

    cause, host = _root(error), clipped(error.request.url.host)
    there = f"{host}, port {_port(error.request.url)}"
    if isinstance(cause, ssl.SSLError) and cause.reason in _NO_TLS:
        return f"{host} does not speak TLS there; if the page is served without it, write http:// in the url."
    if isinstance(cause, ssl.SSLError):
        why = clipped(getattr(cause, "verify_message", "") or cause.reason or "TLS failed")
        return f"{host} cannot prove who it is ({why}); check the document's url and this computer's clock."
    if isinstance(cause, socket.gaierror):
        return f"The name {host} is not known; check the document's url and this computer's network."
    if isinstance(error, httpx.ConnectError | httpx.ConnectTimeout):
        why = clipped(str(cause))
        return f"No connection to {there} ({why}); check the document's url and this computer's network, or {LATER}."
    return f"The server broke off without a whole answer; {LATER}."


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)


def _root(error: BaseException) -> BaseException:
    """The error of the operating system inside those of httpx and httpcore."""
    while (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    return error
