"""The report as linked data (.jsonld): JSON-LD 1.1 with its context inside, so that no program has to fetch one.

- A claim is a schema.org Claim. What became of it is a `ct:Finding`, which names its evidence.
- Evidence is a W3C Web Annotation: the claim is its body; its target is the policy's address at a time (TimeState), and
  there the words (TextQuoteSelector) and their offsets in the text that claimtrack reads (TextPositionSelector).
- What the evidence states is a DPV process. What it denies is a `ct:DeniedProcess`, and no `dpv:Process`: who looks for
  processes must not find what a policy says is not done. A modality, conditions and bounds, for which DPV has no terms
  of a policy's own words, are `ct:` properties.

A value that no vocabulary names stands as words in the `ct:` property beside the DPV one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from claimtrack import vocabulary
from claimtrack.records import Evidence, PracticeFacts, Result, SnapshotFacts
from claimtrack.report import entries, links
from claimtrack.report.atom import HOME, NAMESPACE
from claimtrack.report.entries import Entry, Group
from claimtrack.report.json import written

OWN = f"{HOME}/vocabulary#"
"""What no standard names."""
_IRI = {"@type": "@id"}
_TIME = {"@type": "http://www.w3.org/2001/XMLSchema#dateTime"}
FACETS = {
    "data": "dpv:hasPersonalData",
    "recipients": "dpv:hasRecipient",
    "purposes": "dpv:hasPurpose",
    "safeguards": "dpv:hasTechnicalOrganisationalMeasure",
}
"""The DPV property of each facet that has one."""
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
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "http://www.w3.org/2001/XMLSchema#nonNegativeInteger"},
    "generatedAt": {"@id": "prov:generatedAtTime", **_TIME},
    "url": {"@id": "schema:url", **_IRI},
    "section": {"@id": "ct:section", "@container": "@list"},
    **{name: {"@id": f"ct:{name}", **_IRI} for name in ("claim", "evidence", "before", "after", "snapshot", "states",
                                                      "denies", "actor", "document")},
    **{name: {"@id": f"ct:{name}", "@container": "@set"} for name in ("change", "missing", "condition", "quantity",
                                                                    "words")},
    **dict.fromkeys((*FACETS.values(), "dpv:hasProcessing"), _IRI),
}  # fmt: skip

_Node = dict[str, Any]


def render(result: Result) -> str:
    """One graph; of a history every flagged finding of all editions."""
    groups = entries.groups(result)
    current = [entry for group in groups for entry in group.entries]
    known = {_finding_id(each) for each in current}
    past = [each for each in entries.over_time(result) if _finding_id(each) not in known]
    nodes: dict[str, _Node] = {}
    for node in (*_documents(groups), *_all_nodes([*current, *past])):
        nodes.setdefault(node["id"], node)
    return written({"@context": CONTEXT, "@graph": list(nodes.values())})


def _documents(groups: Iterable[Group]) -> Iterator[_Node]:
    for group in groups:
        web = links.web(group.document.url)
        yield {
            "id": _urn("document", group.document.id),
            "type": "schema:DigitalDocument",
            "schema:identifier": group.document.id,
            "schema:name": group.document.title,
        } | ({"url": web} if web else {"ct:address": group.document.url})


def _all_nodes(found: Iterable[Entry]) -> Iterator[_Node]:
    for entry in found:
        sides = (("before", entry.before), ("after", entry.after))
        yield from (_snapshot(side) for _, side in sides if side)
        yield {
            "id": _claim_id(entry),
            "type": "schema:Claim",
            "schema:identifier": entry.claim,
            "schema:text": entry.statement,
            "schema:isPartOf": _made_in(entry),
            "document": _urn("document", entry.document.id),
        }
        annotations = [_annotation(each, entry, side) for side, _ in sides for each in getattr(entry.evidence, side)]
        yield _finding(entry, annotations)
        yield from annotations


def _made_in(entry: Entry) -> _Node:
    """The claim set."""
    title = entry.claimset.title
    return {"id": _urn("claims", entry.claimset.id), "type": "schema:CreativeWork", "schema:name": title}


def _finding(entry: Entry, annotations: list[_Node]) -> _Node:
    both = (("before", entry.before), ("after", entry.after))
    sides = {name: _urn("snapshot", side.id) for name, side in both if side}
    return {
        "id": _finding_id(entry),
        "type": "ct:Finding",
        "claim": _claim_id(entry),
        "ct:status": entry.status,
        "ct:flagged": entry.flagged,
        **({"ct:support": entry.support} if entry.support else {}),
        "change": entry.reasons,
        "evidence": [each["id"] for each in annotations],
        "generatedAt": entry.time.isoformat(),
        **sides,
    }


def _annotation(evidence: Evidence, entry: Entry, side: str) -> _Node:
    place = (evidence.snapshot, side, str(evidence.start), evidence.exact)
    id_ = _urn("annotation", entry.claimset.id, entry.document.id, entry.claim, *place)
    facts = getattr(entry, side)
    target: _Node = {
        "type": "oa:SpecificResource",
        "source": links.web(entry.document.url) or _urn("document", entry.document.id),
        "snapshot": _urn("snapshot", evidence.snapshot),
    }
    if facts and facts.time and facts.id == evidence.snapshot:
        target["state"] = {"type": "oa:TimeState", "sourceDate": facts.time.isoformat()}
    if evidence.exact:
        target["selector"] = _selectors(evidence)
    return {
        "id": id_,
        "type": "oa:Annotation",
        "motivation": "oa:assessing",
        "body": _claim_id(entry),
        "target": target,
        "section": evidence.section,
        **_stated(evidence.practices, id_),
    }


def _selectors(evidence: Evidence) -> list[_Node]:
    return [
        {"type": "oa:TextQuoteSelector", "exact": evidence.exact, "prefix": evidence.prefix, "suffix": evidence.suffix},
        {"type": "oa:TextPositionSelector", "start": evidence.start, "end": evidence.end},
    ]


def _stated(practices: Iterable[PracticeFacts], annotation: str) -> _Node:
    """The practices that a sentence states, and those that it denies."""
    found: dict[str, list[_Node]] = {"states": [], "denies": []}
    for at, each in enumerate(practices):
        denied = each.polarity == "is-not"
        found["denies" if denied else "states"].append(
            {"id": f"{annotation}#{at + 1}", "type": "ct:DeniedProcess" if denied else "dpv:Process", **_process(each)}
        )
    return {name: nodes for name, nodes in found.items() if nodes}


def _process(practice: PracticeFacts) -> _Node:
    node: _Node = {"ct:modality": practice.modality, "condition": practice.conditions, "quantity": practice.quantities}
    properties = {"action": "dpv:hasProcessing", "actor": "actor", **FACETS}
    for facet, name in properties.items():
        value = getattr(practice, facet)
        values = [value] if isinstance(value, str) else value
        node[name] = [_iri(each) for each in values if _iri(each)]
        node.setdefault("words", []).extend(f"{facet}: {each}" for each in values if not _iri(each))
    return {name: value for name, value in node.items() if value}


@lru_cache(1000)
def _iri(value: str) -> str:
    """The IRI of a vocabulary id, the DPV's where it has the concept; nothing for words."""
    concept = vocabulary.load().concepts.get(value)
    return (concept.iri or f"{OWN}{concept.id}") if concept else ""


def _snapshot(side: SnapshotFacts) -> _Node:
    web = links.web(side.url)
    return {
        "id": _urn("snapshot", side.id),
        "type": "prov:Entity",
        "schema:identifier": side.id,
        "ct:digest": side.digest,
        **({"generatedAt": side.time.isoformat()} if side.time else {}),
        **({"schema:datePublished": side.effective_date.isoformat()} if side.effective_date else {}),
        **({"url": web} if web else {}),
    }


def _claim_id(entry: Entry) -> str:
    return _urn("claim", entry.claimset.id, entry.document.id, entry.claim)


def _finding_id(entry: Entry) -> str:
    return _urn("finding", entry.claimset.id, entry.document.id, entry.claim, entry.after.id if entry.after else "",
                entry.before.id if entry.before else "")  # fmt: skip


def _urn(*parts: str) -> str:
    """A name that is the same in every report on the same thing, and leads nowhere (RFC 4122, version 5)."""
    name = chr(0).join(parts).encode("utf-8", "replace").decode()  # half a character is no text
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, name)}"
