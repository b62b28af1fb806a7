"""One edit made to many statements: what must be flagged wherever it is made, and what nowhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from claimtrack.records import Claim
from tests.editions import claim, finding, kinds

STATEMENTS: dict[str, tuple[Claim, str]] = {
    "share": (claim(action="share", data=["phone-number"], recipients=["advertiser"]),
              "We share your phone number with advertisers."),
    "passive": (claim(action="share", data=["location"], recipients=["third-party"]),
                "Your location is shared with our partners."),
    "received": (claim(action="share", data=["email-address"], recipients=["group-company"]),
                 "Fellmere receives your email address."),
    "purpose": (claim(action="use", data=["usage-data"], purposes=["service-improvement"]),
                "We use your usage data to improve our services."),
    "kept": (claim(action="store", data=["message-content"]), "We store your messages on our servers."),
    "list": (claim(action="collect", data=["device-information"]),
             "We collect device information, such as your operating system and battery level."),
    "second": (claim(action="share", data=["age"], recipients=["advertiser"]),
               "We collect your name, and we share your age with advertisers."),
    "frobs": (claim(action="share", data=["payment-data"], recipients=["third-party"]),
              "We hand your payment data and frob count to Norvik Glop and to our partners."),
    "sold": (claim(action="sell", data=["contact-list"], recipients=["data-broker"]),
             "We sell your contacts to data brokers."),
}  # fmt: skip
"""A claim, and a statement of it that an edit is made to."""

Edit = Callable[[str], str]
DENIED = {
    "We share": "We do not share", "is shared": "is never shared", "receives": "does not receive",
    "We use": "We do not use", "We store": "We never store", "We collect device": "We don't collect device",
    "we share": "we do not share", "We hand": "We will not hand", "We sell": "At no time do we sell",
}  # fmt: skip
VERBS = ["We share", "We use", "We store", "We collect", "We hand", "We sell"]


def denied(text: str) -> str:
    before, after = next(pair for pair in reversed(DENIED.items()) if pair[0] in text)
    return text.replace(before, after)


def perhaps(text: str) -> str:
    verb = next(verb for verb in ("is shared", "receives", "we share", *VERBS) if verb in text)
    base = {"is shared": "may be shared", "receives": "may receive", "we share": "we may share"}
    return text.replace(verb, base.get(verb, f"We may {verb.removeprefix('We ')}"), 1)


def ended(words: str) -> Edit:
    return lambda text: f"{text[:-1]}{words}."


def begun(words: str) -> Edit:
    return lambda text: f"{words} {text if text.startswith('Fellmere') else text[0].lower() + text[1:]}"


LOUD: dict[str, tuple[str, Edit]] = {
    "denied": ("polarity", denied),
    "on a condition": ("condition", ended(" if you opt in")),
    "on a condition in unknown words": ("condition", ended(" unless the moon is full")),
    "on a condition in front": ("condition", begun("With your permission,")),
    "on an unknown condition in front": ("condition", begun("Where the moon is full,")),
    "for a while": ("quantity", ended(" for 30 days")),
    "except": ("condition", ended(", except on Sundays")),
    "sometimes": ("modality", begun("From time to time,")),
    "perhaps": ("modality", perhaps),
    "taken out": ("removed", lambda _: "Owls hunt at night."),
}
"""Edits that a reader of any claim would want to hear of, with the kind."""

QUIET: dict[str, Edit] = {
    "capitals": str.upper,
    "typography": lambda text: text.replace("We ", "“We” ").replace(" ", "\u00a0").replace(".", "!"),
    "markup": lambda text: f"**{text[:9]}**{text[9:]}",
    "please note": begun("Please note that"),
    "in addition": begun("In addition,"),
    "another sentence behind it": lambda text: f"{text} Owls hunt at night.",
    "another sentence in front": lambda text: f"Owls hunt at night. {text}",
    "numbered": lambda text: f"7.3 {text}",
    "said twice": lambda text: f"{text}\n\nOwls hunt at night.\n\n{text}",
    "under a heading": lambda text: f"### Owls\n\n{text}",
    "as described": begun("As described above,"),
    "no doubt": begun("For the avoidance of doubt,"),
    "see there": ended(" (see section 4)"),
    "a footnote": ended(" [1]"),
    "an item": lambda text: f"* {text}",
    "by name": lambda text: text.replace("We ", "Tarn ", 1),
    "another practice behind it": lambda text: f"{text} We delete your photos of owls.",
}
"""Edits that change nothing for any claim."""

LOUD_WRONG = {("sometimes", "second"): "a modal adverb in front of a sentence is its first statement's alone"}


def rows(edits: Iterable[str], wrong: dict[tuple[str, str], str]) -> list[Any]:
    return [
        pytest.param(edit, statement, id=f"{edit}-{statement}", marks=_marks(wrong.get((edit, statement))))
        for edit in edits
        for statement in STATEMENTS
    ]


def _marks(why: str | None) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=why)] if why else []


@pytest.mark.parametrize(("name", "statement"), rows(LOUD, LOUD_WRONG))
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_flagged_wherever_it_is_made(name: str, statement: str, back: bool) -> None:
    asked, text = STATEMENTS[statement]
    kind, edit = LOUD[name]
    found = finding(asked, edit(text), text) if back else finding(asked, text, edit(text))
    assert found.flagged
    assert kinds(found) & ({kind, "added"} if kind == "removed" else {kind})


@pytest.mark.parametrize(("name", "statement"), rows(QUIET, {}))
@pytest.mark.parametrize("back", [False, True], ids=["forth", "back"])
def test_flagged_nowhere(name: str, statement: str, back: bool) -> None:
    asked, text = STATEMENTS[statement]
    edit = QUIET[name]
    found = finding(asked, edit(text), text) if back else finding(asked, text, edit(text))
    assert kinds(found) == set()
    assert not found.flagged
