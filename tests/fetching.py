"""What the tests of fetch share: a document, bounds that make no test wait, and a result of each kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from claimtrack import fetch
from claimtrack.fetch import Failure, NotModified, Options
from claimtrack.records import Capture, Document

NOON = dt.datetime(2026, 7, 3, 12, tzinfo=dt.UTC)
FAST = Options(timeout=2, deadline=5, backoff=0.001)
NEVER = Options(timeout=2, deadline=5, backoff=60)  # a test that waited for it would be noticed
POLICY = "<html lang=en><h1>Privacy at Parley</h1><p>We keep what you send us.</p></html>"


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
