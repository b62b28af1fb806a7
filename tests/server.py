"""A small real HTTP server on loopback with programmable routes; it is ready when it is constructed.

    with Server() as server:
        server.answer("/policy", Answer(500), Answer(body=b"<p>Hello"))    # in turn; the last one stays
        fetch(server.url("/policy"))
        server.requests[0].headers["user-agent"]

Every answer closes its connection (HTTP/1.0), so a body that is shorter than its Content-Length is cut off.
A request through a proxy names a whole URL: route that URL, and the server is a proxy.
"""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Self

HTML = {"Content-Type": "text/html; charset=utf-8"}


@dataclass(frozen=True)
class Request:
    """A request as it came; header names in lower case."""

    path: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What a route answers; a body of pieces is written lazily, without a Content-Length of its own.

    Status 0: the body is all, status line and headers included.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: HTML)
    body: bytes | Iterable[bytes] = b""


Route = Answer | Callable[[Request], Answer]


def page(text: str, **headers: str) -> Answer:
    """An HTML page; keywords are more headers, with underscores for hyphens."""
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(headers={**HTML, **more}, body=text.encode())


def redirect(target: str, status: int = 302) -> Answer:
    """A redirect to ``target``."""
    return Answer(status, {"Location": target})


class Server:
    """Serves until it is closed; a path without a route is answered 404."""

    def __init__(self) -> None:
        self.requests: list[Request] = []
        self.closing = threading.Event()
        self._routes: dict[str, list[Route]] = {}
        self._http = _Listener(("127.0.0.1", 0), _Handler)
        self._http.owner = self
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    def url(self, path: str = "/") -> str:
        """The address of a path."""
        return f"http://127.0.0.1:{self._http.server_port}{path}"

    def answer(self, path: str, *answers: Route) -> str:
        """Routes a path to answers given in turn, the last one from then on; returns its address."""
        self._routes[path] = list(answers)
        return self.url(path)

    def raw(self, start: bytes, rest: Iterable[bytes] | None = None) -> str:
        """Routes a path to bytes that are written as they are, without a status line; returns its address."""
        return self.answer("/raw", Answer(0, {}, itertools.chain([start], rest) if rest else start))

    def drip(self, piece: bytes = b".", every: float = 0.02) -> Iterator[bytes]:
        """A body that never ends and comes slowly."""
        while not self.closing.wait(every):
            yield piece

    def respond(self, request: Request) -> Answer:
        """Records a request and finds its answer."""
        self.requests.append(request)
        routes = self._routes.get(request.path, [Answer(404)])
        route = routes.pop(0) if len(routes) > 1 else routes[0]
        return route(request) if callable(route) else route

    def close(self) -> None:
        """Stops listening; nothing answers at the address from then on."""
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.closing.is_set():
            self.close()


class _Listener(ThreadingHTTPServer):
    daemon_threads = True
    owner: Server

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up in the middle is what many tests are about."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, _Listener)
        headers = {name.lower(): value for name, value in self.headers.items()}
        self._write(self.server.owner.respond(Request(self.path, headers)))

    def _write(self, answer: Answer) -> None:
        if answer.status:
            self._write_head(answer)
        for piece in [answer.body] if isinstance(answer.body, bytes) else answer.body:
            self.wfile.write(piece)

    def _write_head(self, answer: Answer) -> None:
        self.send_response(answer.status)
        for name, value in answer.headers.items():
            self.send_header(name, value)
        if isinstance(answer.body, bytes) and "Content-Length" not in answer.headers:
            self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Tests read what came from ``Server.requests``."""
