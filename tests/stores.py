"""A store to play with: pages of a fictional company, and captures of them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TypedDict

from claimtrack.records import Capture, Page, Passage, Sentence
from claimtrack.store import Store, sealed

DOC = "pigeonpost-privacy"
URL = "https://pigeonpost.example/privacy"
TIME = dt.datetime(2026, 7, 3, 8, 12, 33, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)


class Who(TypedDict):
    """Who accepts, why and when."""

    who: str
    why: str
    time: dt.datetime


WHO: Who = {"who": "Ada", "why": "read it", "time": TIME}


def capture(text: str, time: dt.datetime = TIME) -> Capture:
    headers = (("ETag", '"5f2"'), ("Last-Modified", "Fri, 03 Jul 2026 00:00:00 GMT"), ("Vary", "*"))
    return Capture(url=URL, time=time, status=200, headers=headers, body=f"<p>{text}</p>".encode())


def page(text: str) -> Page:
    passages = (Passage("heading", "Privacy", level=1), Passage("paragraph", text, section=("Privacy",)))
    sentences = (Sentence("Privacy", kind="heading"), Sentence(text, passage=1))
    return Page(passages, sentences, f"Privacy\n{text}")


def add(store: Store, text: str, time: dt.datetime = TIME) -> str:
    return store.add(DOC, capture(text, time), page(text)).snapshot.id


def filled(path: Path) -> Store:
    """Two snapshots, an observation, an acceptance and a refused page."""
    store = Store(path)
    first = add(store, "We keep logs for 30 days.")
    add(store, "We keep logs for 90 days.", TIME + HOUR)
    add(store, "We keep logs for 30 days.", TIME + 2 * HOUR)
    store.accept(DOC, first, **WHO)
    store.set_aside(DOC, capture("Sorry, come back later."), "The page is an error message.")
    return store


def resealed(path: Path, **changes: object) -> None:
    """Changes a sealed file the way somebody would who makes its own digest fit."""
    facts = json.loads(path.read_bytes()) | changes
    path.write_bytes(sealed.dump({name: value for name, value in facts.items() if name != "seal"}))


def files(store: Store) -> list[Path]:
    return sorted(path for path in store.path.rglob("*") if path.is_file())
