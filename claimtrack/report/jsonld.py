"""The report as linked data (.jsonld): JSON-LD 1.1 with its context inside, so that no program has to fetch one.

- A claim is a schema.org Claim, which appears in the claim set. What became of it is a `ct:Finding`, which names its
  evidence. It is no schema.org ClaimReview: that would rate the claim's author.
- Evidence is a W3C Web Annotation: the claim is its body; its target is the policy's address at a time (TimeState, with
  the stored snapshot as the cached copy), and there the words (TextQuoteSelector), or their offsets in the text that
  claimtrack reads (TextPositionSelector).
- What the evidence states is a `dpv:Process` with the DPV's properties.
- What it denies is a `ct:DeniedProcess`, and its facets are `ct:` properties of the same names: who looks for
  processes, or for whatever has some personal data, must not find what a policy says is not done. It is no
  `dpv:Prohibition` either: "we do not" forbids nothing.
- Who acts, the modality, conditions and bounds are `ct:` properties: the DPV's terms for these are about rules and
  roles, not about what a sentence says.

Each value is the DPV's concept, or one of our own vocabulary where the DPV has none. The words that it was read from
stand beside it in `ct:words`; words that no vocabulary names stand there alone.

Everything has a name that is the same in every report on the same thing, so that the graphs of several reports merge.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from claimtrack import vocabulary
from claimtrack.records import DocumentFacts, EditionFacts, Evidence, PracticeFacts, Result, SnapshotFacts
from claimtrack.report import entries, links
from claimtrack.report.atom import HOME, NAMESPACE
from claimtrack.report.entries import Entry, Group
from claimtrack.report.json import written

OWN = f"{HOME}/vocabulary#"
"""What no standard names."""
_IRI = {"@type": "@id"}
_TIME = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
FACETS = {
    "action": "hasProcessing",
    "data": "hasPersonalData",
    "recipients": "hasRecipient",
    "purposes": "hasPurpose",
    "safeguards": "hasTechnicalOrganisationalMeasure",
}
"""The DPV's property for each facet that it has one for; of a denied practice it is a property of our own."""
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "ct": OWN,
    "dpv": "https://w3id.org/dpv#",
    "oa": "http://www.w3.org/ns/oa#",
    "prov": "http://www.w3.org/ns/prov#",
    "schema": "https://schema.org/",
    "id": "@id",
    "type": "@type",
    "motivation": {"@id": "oa:motivatedBy", **_IRI},
    "body": {"@id": "oa:hasBody", **_IRI},
    "target": {"@id": "oa:hasTarget", **_IRI},
    "source": {"@id": "oa:hasSource", **_IRI},
    "selector": {"@id": "oa:hasSelector", **_IRI},
    "state": {"@id": "oa:hasState", **_IRI},
    "sourceDate": {"@id": "oa:sourceDate", **_TIME},
    "cached": {"@id": "oa:cachedSource", **_IRI},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "generatedAt": {"@id": "prov:generatedAtTime", **_TIME},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", **_IRI},
    "published": {"@id": "schema:datePublished", "@type": "http://www.w3.org/2001/XMLSchema#date"},
    "appearance": {"@id": "schema:appearance", **_IRI},
    "url": {"@id": "schema:url", **_IRI},
    **{name: {"@id": f"ct:{name}", **_IRI} for name in ("claim", "evidence", "before", "after", "states", "denies",
                                                      "actor", "document")},
    **{name: {"@id": f"ct:{name}", "@container": "@set"} for name in ("change", "missing", "condition", "quantity",
                                                                    "words")},
    **{f"{vocabulary}:{name}": _IRI for vocabulary in ("dpv", "ct") for name in FACETS.values()},
}  # fmt: skip

_Node = dict[str, Any]


def render(result: Result) -> str:
    """One graph; of a history the newest edition, and every flagged finding of those before."""
    groups = entries.groups(result)
    current = [entry for group in groups for entry in group.entries]
    nodes: dict[str, _Node] = {}
    for node in (*_documents(groups), *_all_nodes([*current, *entries.over_time(result)])):
        nodes[node["id"]] = node | nodes.get(node["id"], {})
    return written({"@context": CONTEXT, "@graph": [_clean(each) for each in nodes.values()]})


def _clean(value: Any) -> Any:
    """The same without what is no character (half a surrogate pair): RDF has none (RDF 1.1 Concepts, section 3.3)."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_clean(each) for each in value]
    return {name: _clean(each) for name, each in value.items()} if isinstance(value, dict) else value


def _documents(groups: Iterable[Group]) -> Iterator[_Node]:
    for group in groups:
        web = links.iri(group.document.url)
        yield {
            "id": _document_id(group.document),
            "type": "schema:DigitalDocument",
            "schema:identifier": group.document.id,
            "schema:name": group.document.title,
        } | ({"url": web} if web else {"ct:address": group.document.url})


def _all_nodes(found: Iterable[Entry]) -> Iterator[_Node]:
    for entry in found:
        quoted = [(side, each) for side in ("before", "after") for each in getattr(entry.evidence, side)]
        yield from (_snapshot(each) for each in (entry.before, entry.after) if each)
        if entry.compared:
            yield _known_by_name(entry.compared, entry.before)
        yield from (_known_by_name(each.snapshot, getattr(entry, side)) for side, each in quoted)
        yield _claim_set(entry)
        yield _claim(entry)
        annotations = [_annotation(each, entry, side) for side, each in quoted]
        yield _finding(entry, annotations)
        yield from annotations


def _claim_set(entry: Entry) -> _Node:
    return {"id": _urn("claims", entry.claimset.id), "type": "schema:CreativeWork",
            "schema:identifier": entry.claimset.id, "schema:name": entry.claimset.title}  # fmt: skip


def _claim(entry: Entry) -> _Node:
    return {
        "id": _claim_id(entry),
        "type": "schema:Claim",
        "schema:identifier": entry.claim,
        "schema:text": entry.statement,
        "appearance": _urn("claims", entry.claimset.id),
        "document": _document_id(entry.document),
    }


def _finding(entry: Entry, annotations: list[_Node]) -> _Node:
    names = _compared(entry)
    return {
        "id": _finding_id(entry),
        "type": "ct:Finding",
        "claim": _claim_id(entry),
        "ct:status": entry.status,
        "ct:flagged": entry.flagged,
        **({"ct:support": entry.support} if entry.support else {}),
        "change": entry.reasons,
        "evidence": [each["id"] for each in annotations],
        "generatedAt": _time(entry.time),
        "derivedFrom": list(dict.fromkeys(names.values())),
        **names,
    }


def _compared(entry: Entry) -> dict[str, str]:
    """The names of both sides, where there is one."""
    sides = {"before": (entry.compared, entry.before), "after": (entry.after and entry.after.id, entry.after)}
    return {name: _snapshot_id(id_, facts) for name, (id_, facts) in sides.items() if id_}


def _annotation(evidence: Evidence, entry: Entry, side: str) -> _Node:
    facts: SnapshotFacts | None = getattr(entry, side)
    snapshot = _snapshot_id(evidence.snapshot, facts)
    id_ = _urn("annotation", _claim_id(entry), snapshot, side, str(evidence.start), evidence.exact)
    target: _Node = {
        "id": f"{id_}#target",
        "type": "oa:SpecificResource",
        "source": links.iri(entry.document.url) or _document_id(entry.document),
        "state": {"id": f"{snapshot}#state", "type": "oa:TimeState", "cached": snapshot},
    }
    if facts and facts.id == evidence.snapshot and facts.time and not _returned(facts):
        target["state"]["sourceDate"] = _time(facts.time)
    if evidence.exact:
        target["selector"] = _selectors(evidence, id_)
    return {
        "id": id_,
        "type": "oa:Annotation",
        "motivation": "oa:assessing",
        "body": _claim_id(entry),
        "target": target,
        "derivedFrom": snapshot,
        **({"ct:section": " › ".join(evidence.section)} if evidence.section else {}),
        **_stated(evidence.practices, id_),
    }


def _selectors(evidence: Evidence, annotation: str) -> list[_Node]:
    around = {name: said for name in ("prefix", "suffix") if (said := getattr(evidence, name))}
    return [
        {"id": f"{annotation}#quote", "type": "oa:TextQuoteSelector", "exact": evidence.exact, **around},
        {"id": f"{annotation}#position", "type": "oa:TextPositionSelector",
         "start": evidence.start, "end": evidence.end},
    ]  # fmt: skip


def _stated(practices: Iterable[PracticeFacts], annotation: str) -> _Node:
    """The practices that a sentence states, and those that it denies."""
    found: dict[str, list[_Node]] = {"states": [], "denies": []}
    for at, each in enumerate(practices):
        found["denies" if each.polarity == "is-not" else "states"].append(_process(each, f"{annotation}#{at + 1}"))
    return {name: nodes for name, nodes in found.items() if nodes}


def _process(practice: PracticeFacts, id_: str) -> _Node:
    denied = practice.polarity == "is-not"
    node: _Node = {
        "id": id_,
        "type": "ct:DeniedProcess" if denied else "dpv:Process",
        "ct:modality": practice.modality,
        "actor": _iri(practice.actor),
        "condition": practice.conditions,
        "quantity": practice.quantities,
        "ct:leadIn": practice.lead_in,
        "words": list(dict.fromkeys(_words(practice))),
    }
    for facet, name in FACETS.items():
        node[f"{'ct' if denied else 'dpv'}:{name}"] = [iri for each in _values(practice, facet) if (iri := _iri(each))]
    return {name: value for name, value in node.items() if value}


def _values(practice: PracticeFacts, facet: str) -> list[str]:
    value: str | list[str] = getattr(practice, facet)
    return [value] if isinstance(value, str) else value


def _words(practice: PracticeFacts) -> Iterator[str]:
    """ "data: your phone number": what each value was read from, and the values that are words themselves."""
    for facet, read in practice.words.items():
        yield from (f"{facet}: {each}" for each in read if each)
    for facet in ("actor", *FACETS):
        yield from (f"{facet}: {each}" for each in _values(practice, facet) if not _iri(each))


@lru_cache(1000)
def _iri(value: str) -> str:
    """The IRI of a vocabulary id, the DPV's where it has the concept; nothing for words."""
    concept = vocabulary.load().concepts.get(value)
    return (concept.iri or f"{OWN}{concept.id}") if concept else ""


def _snapshot(side: SnapshotFacts) -> _Node:
    web = links.iri(side.url)
    return {
        **_known_by_name(side.id, side),
        "ct:digest": side.digest,
        **({"generatedAt": _time(side.time)} if side.time and not _returned(side) else {}),
        **({"published": side.effective_date.isoformat()} if side.effective_date else {}),
        **({"url": web, "derivedFrom": web} if web else {}),
    }


def _known_by_name(snapshot: str, facts: SnapshotFacts | None) -> _Node:
    return {"id": _snapshot_id(snapshot, facts), "type": "prov:Entity", "schema:identifier": snapshot}


def _returned(side: SnapshotFacts) -> bool:
    """Whether its time is when its text came back, not when it was captured."""
    return isinstance(side, EditionFacts) and side.returned


def _time(time: dt.datetime) -> str:
    """In UTC with a Z, as the Web Annotation Data Model asks for of a Time State."""
    return time.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


def _snapshot_id(snapshot: str, facts: SnapshotFacts | None) -> str:
    """A stored snapshot is told by its id, a file, which has no time, by its bytes too; ``facts`` may be another's."""
    file = facts and facts.id == snapshot and not facts.time
    return _urn("snapshot", snapshot, *([facts.digest] if facts and file else []))


def _document_id(document: DocumentFacts) -> str:
    return _urn("document", document.id, document.url)


def _claim_id(entry: Entry) -> str:
    return _urn("claim", entry.claimset.id, entry.document.id, entry.claim)


def _finding_id(entry: Entry) -> str:
    return _urn("finding", _claim_id(entry), entry.edition, _compared(entry).get("before", ""))


def _urn(*parts: str) -> str:
    """A name that is the same in every report on the same thing, and leads nowhere (RFC 4122, version 5)."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, _clean(chr(0).join(parts)))}"
