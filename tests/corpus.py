"""Where the recorded pages are that some tests read; they are no part of the repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).resolve().parents[1] / ".." / "shared" / "corpus"
CORPUS = Path(os.environ.get("CLAIMTRACK_CORPUS", _BESIDE))

needs_corpus = pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded pages are not here")
