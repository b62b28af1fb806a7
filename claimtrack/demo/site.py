"""The policy site of the demo: a real HTTP server on this machine, which serves one page at a time."""

from __future__ import annotations

import os
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from claimtrack.errors import UsageError

HOST = "127.0.0.1"
PATH = "/privacy"


class Site(ThreadingHTTPServer):
    """Answers `PATH` with ``page``, and everything else with 404, on a port that was free."""

    daemon_threads = True

    def __init__(self) -> None:
        self.page = b""
        super().__init__((HOST, 0), _Handler)

    def server_bind(self) -> None:
        """Without looking up this machine's name, as HTTPServer does: that can take seconds offline."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]

    @property
    def url(self) -> str:
        """The address of the policy."""
        return f"http://{HOST}:{self.server_port}{PATH}"


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Site)
        if self.path != PATH:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(self.server.page)))
        self.end_headers()
        self.wfile.write(self.server.page)

    def log_message(self, *_: Any) -> None:
        """The demo prints what happens itself."""


@contextmanager
def serving() -> Iterator[Site]:
    """A running site, reached without any proxy that the environment names; raises `UsageError`."""
    with _started() as site, _direct():
        thread = threading.Thread(target=site.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield site
        finally:
            site.shutdown()
            thread.join()


def _started() -> Site:
    try:
        return Site()
    except OSError as error:  # a sandbox without any network, not even its own
        raise UsageError(f"the demo cannot serve its site on {HOST}: {error.strerror or error}.") from error


@contextmanager
def _direct() -> Iterator[None]:
    """Without the environment's proxies; a SOCKS proxy alone would end a fetch, whatever it is not for."""
    before = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    for name in before:
        del os.environ[name]
    os.environ["no_proxy"] = "*"
    try:
        yield
    finally:
        del os.environ["no_proxy"]
        os.environ.update(before)
