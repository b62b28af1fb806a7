"""Editions that others captured, put into the store as if claimtrack had: judged, dated, each with a reason if not.

To add a source: a module here that gives captures by time, and a command in `claimtrack.cli.importing`.
"""

from claimtrack.importers.keeping import Kept, LeftOut, keep
from claimtrack.importers.warcs import from_warc

__all__ = ["Kept", "LeftOut", "from_warc", "keep"]
