"""Captures as WARC/1.1 files (ISO 28500:2017), in and out; the only package that names warcio.

A capture is written as one gzip member a record: warcinfo, a response for each redirect, the request, a
metadata record that says what was asked for, where that led and where it was imported from, and the
response. All but the first carry ``WARC-Concurrent-To`` with the id of the response, so that a reader knows
what belongs together. Ids are derived from the content: the same capture gives the same bytes.

The law: ``read(write(capture)) == capture``. Files of other tools are read too, and every way in which a
file can be damaged ends in `PageError`.
"""

from claimtrack.warc.crawls import Unread, visits
from claimtrack.warc.reader import captures, read
from claimtrack.warc.writer import write

__all__ = ["Unread", "captures", "read", "visits", "write"]
