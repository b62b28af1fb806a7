"""Editions that others captured, put into the store as if claimtrack had: judged, dated, each with a reason if not.

To add a source: a module here that gives captures by time, each with its origin, and a command in
`claimtrack.cli.importing`.
"""

from claimtrack.importers.files import from_files
from claimtrack.importers.keeping import Kept, LeftOut, Listed, keep
from claimtrack.importers.opentermsarchive import Archive, from_opentermsarchive
from claimtrack.importers.warcs import from_warc
from claimtrack.importers.wayback import from_wayback

__all__ = [
    "Archive", "Kept", "LeftOut", "Listed", "from_files", "from_opentermsarchive", "from_warc", "from_wayback", "keep",
]  # fmt: skip
