"""Linked data: read by an RDF library without a network, and queried as researchers would."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
import rdflib
from rdflib.compare import isomorphic

import claimtrack
from claimtrack import demo, vocabulary
from claimtrack.records import Result
from claimtrack.report import jsonld
from tests.corpus import CORPUS, needs_corpus
from tests.findings import canonical, finding, history

PREFIXES = "".join(
    f"PREFIX {name}: <{iri}>\n"
    for name, iri in jsonld.CONTEXT.items()
    if isinstance(iri, str) and iri.startswith("http")
)


def graph(result: Result) -> rdflib.Graph:
    return rdflib.Graph().parse(data=jsonld.render(result), format="json-ld")


def ask(found: rdflib.Graph, query: str) -> set[Any]:
    """The answers to a query, as tuples of strings and numbers."""
    return {tuple(each.toPython() for each in row) for row in found.query(PREFIXES + query)}  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def compared() -> rdflib.Graph:
    return graph(claimtrack.compare(demo.page("first.html"), demo.page("second.html"), demo.claim_set()))


def test_a_claim_is_a_claim_with_a_finding(compared: rdflib.Graph) -> None:
    found = ask(compared, """SELECT ?id ?text ?status ?flagged WHERE {
        ?claim a schema:Claim ; schema:identifier ?id ; schema:text ?text .
        ?finding a ct:Finding ; ct:claim ?claim ; ct:status ?status ; ct:flagged ?flagged }""")  # fmt: skip
    assert len(found) == 14
    assert ("logs-deleted", "Server logs are deleted within 30 days.", "withdrawn", True) in found


def test_evidence_is_an_annotation_with_quote_position_and_source(compared: rdflib.Graph) -> None:
    found = ask(compared, """SELECT ?exact ?start ?end ?source WHERE {
        ?annotation a oa:Annotation ; oa:hasBody ?claim ; oa:hasTarget ?target ; oa:motivatedBy oa:assessing .
        ?claim schema:identifier "logs-deleted" .
        ?target a oa:SpecificResource ; oa:hasSource ?source ; oa:hasSelector ?quote, ?position .
        ?quote a oa:TextQuoteSelector ; oa:exact ?exact .
        ?position a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end }""")  # fmt: skip
    assert {each[0] for each in found} == {f"We delete our server logs within {n} days." for n in (30, 90)}
    assert all(end - start == len(exact) and source for exact, start, end, source in found)


def test_every_annotation_has_what_the_model_requires(compared: rdflib.Graph) -> None:
    every = ask(compared, "SELECT ?it WHERE { ?it a oa:Annotation }")
    whole = ask(compared, """SELECT DISTINCT ?it WHERE {
        ?it a oa:Annotation ; oa:hasBody ?body ; oa:hasTarget [ oa:hasSource ?source ] }""")  # fmt: skip
    assert every == whole
    assert len(every) > 20


def test_what_is_stated_is_a_process_of_the_dpv(compared: rdflib.Graph) -> None:
    found = ask(compared, """SELECT DISTINCT ?data WHERE {
        ?it a dpv:Process ; dpv:hasProcessing dpv:Collect ; dpv:hasPersonalData ?data }""")  # fmt: skip
    assert ("https://w3id.org/dpv/pd#TelephoneNumber",) in found


def test_what_is_denied_is_no_process(compared: rdflib.Graph) -> None:
    sells = "dpv:hasProcessing dpv:SellDataToThirdParties"
    assert ask(compared, f"SELECT ?it WHERE {{ ?it a ct:DeniedProcess ; {sells} }}")
    assert not ask(compared, f"SELECT ?it WHERE {{ ?it a dpv:Process ; {sells} }}")
    assert not ask(compared, "SELECT ?it WHERE { ?it a ct:DeniedProcess, dpv:Process }")
    assert not ask(compared, "SELECT ?it WHERE { ?x ct:states ?it . ?y ct:denies ?it }")


PRACTICE = {
    "sentence": "s", "section": [], "lead_in": "", "actor": "controller", "action": "share", "modality": "may",
    "polarity": "is", "data": ["phone-number", "shoe size"], "recipients": ["the parish"], "purposes": ["advertising"],
    "conditions": ["if you say so"], "quantities": ["<= 30 days"], "safeguards": ["encryption"],
}  # fmt: skip


def test_nothing_of_a_practice_is_lost() -> None:
    quoted = canonical().claims[0].evidence.after[0].model_dump() | {"practices": [PRACTICE]}
    found = graph(canonical(claims=[finding("unchanged", evidence={"before": [], "after": [quoted]})]))
    answer = ask(found, """SELECT ?p ?o WHERE { ?it a dpv:Process ; ?p ?o }""")
    said = {(p.rpartition("#")[2].rpartition("/")[2], str(o).rpartition("#")[2] or str(o)) for p, o in answer}
    assert said >= {
        ("hasProcessing", "Share"), ("hasPersonalData", "TelephoneNumber"), ("words", "data: shoe size"),
        ("words", "recipients: the parish"), ("condition", "if you say so"), ("quantity", "<= 30 days"),
        ("modality", "may"), ("actor", "DataController"),
    }  # fmt: skip
    assert {p for p, _ in said} >= {"hasPurpose", "hasTechnicalOrganisationalMeasure"}


def test_a_time_is_said_where_one_is_known() -> None:
    query = "SELECT DISTINCT ?when WHERE { ?x oa:hasState [ a oa:TimeState ; oa:sourceDate ?when ] }"
    assert {str(each[0]) for each in ask(graph(canonical()), query)} == {"2026-07-03 12:00:00+00:00"}


@pytest.mark.parametrize("result", [canonical(), history(), canonical(page="unusable", after=None)])
def test_names_are_the_same_whenever_it_is_made(result: Result) -> None:
    again = result.model_copy(update={"generated": history().generated})
    assert isomorphic(graph(result), graph(result))
    names = [{each["id"] for each in json.loads(jsonld.render(one))["@graph"]} for one in (result, again)]
    assert names[0] == names[1]


def test_a_history_has_the_findings_of_all_editions() -> None:
    found = ask(graph(history()), "SELECT ?it ?status WHERE { ?it a ct:Finding ; ct:status ?status ; ct:flagged true }")
    assert {status for _, status in found} == {"introduced", "changed", "withdrawn"}


def test_iris_of_other_concepts_are_our_own() -> None:
    assert all(jsonld._iri(id_) for id_ in vocabulary.load().concepts)
    assert jsonld._iri("parish newsletter") == ""


@needs_corpus
def test_the_concepts_of_the_dpv_are_there() -> None:
    with (CORPUS.parent / "reference" / "dpv-concepts.csv").open(encoding="utf-8", newline="") as file:
        known = {row["iri"] for row in csv.DictReader(file)}
    used = {each.iri for each in vocabulary.load().concepts.values() if each.iri}
    assert {iri for iri in used if iri not in known} == set()
