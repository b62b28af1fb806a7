"""Options that several commands take, and what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from claimtrack.errors import UsageError
from claimtrack.report import FORMATS

if TYPE_CHECKING:
    from claimtrack.records import ClaimSet
    from claimtrack.store import Store

F = TypeVar("F", bound=Callable[..., Any])

DEFAULT_STORE = "snapshots"
SUFFIXES = ", ".join(f".{name}" for name in FORMATS)

store_option = click.option(
    "--store", "folder", metavar="DIR", default=DEFAULT_STORE, show_default=True,
    type=click.Path(path_type=Path), help="Folder of the stored snapshots.",
)  # fmt: skip
claims_option = click.option(
    "--claims", "files", metavar="FILE", multiple=True, type=click.Path(path_type=Path),
    help="Claim file; default: claims/*.yaml here, else the built-in one.",
)  # fmt: skip
document_option = click.option("--document", metavar="ID", help="Which; default: the first of the set.")
documents_option = click.option(
    "--document", "documents", metavar="ID", multiple=True, help="Only this document; repeatable."
)
stored_option = click.option("--document", metavar="ID", help="Only this; default: every one stored.")
format_option = click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="txt", show_default=True,
    help="What stdout gets.",
)  # fmt: skip
output_option = click.option(
    "--output", "outputs", metavar="FILE", multiple=True, type=click.Path(path_type=Path),
    help=f"Write the report to FILE too; its suffix names the format ({SUFFIXES}).",
)  # fmt: skip
text_or_json = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True,
    help="What stdout gets.",
)  # fmt: skip


def talk_options(command: F) -> F:
    """``--quiet``, ``--verbose`` and ``--color/--no-color``."""
    for option in (
        click.option("--color/--no-color", default=None, help="Default: on a terminal, unless NO_COLOR."),
        click.option("-v", "--verbose", is_flag=True, help="Say more; a traceback for an unexpected error."),
        click.option("-q", "--quiet", is_flag=True, help="Say only what needs attention."),
    ):
        command = option(command)
    return command


def claim_files(files: Sequence[Path]) -> list[Path]:
    """These files, else ``claims/*.yaml`` here; none where the built-in one is taken."""
    return list(files) or sorted([*Path("claims").glob("*.yaml"), *Path("claims").glob("*.yml")])


def claim_sets(files: Sequence[Path]) -> list[ClaimSet]:
    """The claim sets of these files, else of ``claims/*.yaml`` here, else the built-in one."""
    from claimtrack.claims import load_claims

    found = claim_files(files)
    sets = [load_claims(file) for file in found]
    for one, other in combinations(zip(found, sets, strict=True), 2):
        _check_distinct(*one, *other)
    return sets or [load_claims()]


def _check_distinct(file: Path, claims: ClaimSet, other: Path, later: ClaimSet) -> None:
    """Refuses two files whose findings or snapshots could not be told apart."""
    if claims.id == later.id:
        raise UsageError(f"{file} and {other}: both claim sets have the id {claims.id!r}. Give each its own.")
    urls = {each.id: each.url for each in claims.documents}
    for each in later.documents:
        if urls.get(each.id, each.url) != each.url:
            both = f"{urls[each.id]} and {each.url}"
            said = f"the document {each.id!r} has two addresses, {both}. Give one of them another id."
            raise UsageError(f"{file} and {other}: {said}")


def claim_set(files: Sequence[Path], document: str | None) -> ClaimSet:
    """The first claim set that has the document; the first of all where none is named."""
    from claimtrack.claims import nearest

    sets = claim_sets(files)
    if document is None:
        return sets[0]
    known = [each.id for claims in sets for each in claims.documents]
    if document not in known:
        raise UsageError(f"no claim set has a document {document!r}. {nearest(document, known)}".rstrip())
    return next(claims for claims in sets if document in [each.id for each in claims.documents])


def opened(folder: Path, *, must_exist: bool = False) -> Store:
    """The store in a folder, which need not be there before something is stored."""
    from claimtrack.store import Store

    if must_exist and not folder.is_dir():
        raise UsageError(f"there is no store at {folder}: run `claimtrack check`, or name it with --store.")
    return Store(folder)


def stored_documents(store: Store, document: str | None) -> list[str]:
    """The stored documents, or the one that is named; raises `UsageError` where that is not stored."""
    from claimtrack.claims import nearest

    known = store.documents()
    if document is not None and document not in known:
        raise UsageError(f"no document {document!r} is stored. {nearest(document, known)}".rstrip())
    return [document] if document is not None else known
