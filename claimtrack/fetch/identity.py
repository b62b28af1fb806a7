"""Who is asking."""

from __future__ import annotations

from claimtrack import __version__

CONTACT = "https://github.com/claimtrack/claimtrack"
"""Where the owner of a site finds out who is asking."""

USER_AGENT = f"claimtrack/{__version__} (+{CONTACT})"
