"""Claim files: read, checked, and every problem said with its line and the nearest good value.

Three checks, whose problems are reported together: the shape (`records.ClaimSet`, by pydantic), the ids
(each must be in the vocabulary, in the group that its field takes), and the references inside the file.
One thing in them can be edited: a statement.
"""

from __future__ import annotations

import importlib.resources
from pathlib import Path

from claimtrack import vocabulary as vocabularies
from claimtrack.claims import files
from claimtrack.claims.editing import restate
from claimtrack.claims.problems import group, nearest
from claimtrack.errors import UsageError
from claimtrack.records import Claim, ClaimSet, Document, Place
from claimtrack.vocabulary import Concept, Vocabulary

__all__ = ["about", "builtin", "document", "load_claims", "nearest", "restate", "vocabulary"]


def load_claims(path: str | Path | None = None) -> ClaimSet:
    """The claim set of a file, or the built-in one; raises `ClaimFileError` with all that is wrong in it."""
    source = builtin() if path is None else Path(path)
    data, lines = files.placed(str(source), files.text(source))
    claims = ClaimSet.model_validate(data)
    ids = [each.id for each in claims.claims]
    return claims.read_from(Place(_place(source), dict(zip(ids, lines, strict=True))))


def _place(source: Path) -> str:
    """The file as reports name it: below the package or the working directory where it is there."""
    at = source.absolute()
    package = Path(str(importlib.resources.files("claimtrack")))
    above = package.parent if at.is_relative_to(package) else Path.cwd()
    return (at.relative_to(above) if at.is_relative_to(above) else at).as_posix()


def builtin() -> Path:
    """The claim file that comes with claimtrack."""
    catalog = Path(str(importlib.resources.files("claimtrack"))) / "catalog"
    return next(iter(sorted(catalog.glob("*.yaml"))), catalog / "no claim file.yaml")


def vocabulary(claims: ClaimSet) -> Vocabulary:
    """The built-in vocabulary with the entries of a claim set."""
    known = vocabularies.load()
    own = {entry.id: entry.broader for entry in claims.vocabulary}
    return known.with_entries(
        Concept(each.id, group(each.id, own, known), each.label, each.broader, phrases=tuple(each.phrases))
        for each in claims.vocabulary
    )


def document(claims: ClaimSet, name: str | None = None) -> Document:
    """The document of that id, the first where none is named; raises `UsageError` if there is no such one."""
    documents = {each.id: each for each in claims.documents}
    if name is None:
        return claims.documents[0]
    if name not in documents:
        raise UsageError(f"{claims.id} has no document {name!r}. {nearest(name, documents)}".rstrip())
    return documents[name]


def about(claims: ClaimSet, document: Document) -> tuple[Claim, ...]:
    """The claims that speak of a document, in the order of the file."""
    return tuple(each for each in claims.claims if not each.documents or document.id in each.documents)
