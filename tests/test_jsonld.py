"""Linked data: read by an RDF library without a network, and queried as researchers would."""

from __future__ import annotations

import csv
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
    sells = "hasProcessing dpv:SellDataToThirdParties"
    assert ask(compared, f"SELECT ?it WHERE {{ ?it a ct:DeniedProcess ; ct:{sells} }}")
    assert not ask(compared, f"SELECT ?it WHERE {{ ?it dpv:{sells} }}")
    assert not ask(
        compared,
        "SELECT ?it WHERE { ?it a ct:DeniedProcess ; ?p ?o . FILTER(STRSTARTS(STR(?p), STR(dpv:))) }",
    )
    assert not ask(compared, "SELECT ?it WHERE { ?it a ct:DeniedProcess, dpv:Process }")
    assert not ask(compared, "SELECT ?it WHERE { ?x ct:states ?it . ?y ct:denies ?it }")


PRACTICE = {
    "sentence": "s", "section": [], "lead_in": "With the parish, we:", "actor": "controller", "action": "share",
    "modality": "may", "polarity": "is", "data": ["phone-number", "shoe size"], "recipients": ["the parish"],
    "purposes": ["advertising"], "conditions": ["if you say so"], "quantities": ["<= 30 days"],
    "safeguards": ["encryption"], "words": {"data": ["mobile number", "shoe size"], "action": ["hand over"]},
}  # fmt: skip


def processes(**changes: Any) -> dict[str, set[str]]:
    """What is said of the one process, by the ends of names: property → values."""
    quoted = canonical().claims[0].evidence.after[0].model_dump() | {"practices": [PRACTICE | changes]}
    found = graph(canonical(claims=[finding("unchanged", evidence={"before": [], "after": [quoted]})]))
    kinds = "VALUES ?kind { dpv:Process ct:DeniedProcess }"
    said: dict[str, set[str]] = {}
    for name, value in ask(found, f"SELECT ?p ?o WHERE {{ {kinds} ?it a ?kind ; ?p ?o }}"):
        key = name.replace(jsonld.OWN, "ct:").replace("https://w3id.org/dpv#", "dpv:")
        said.setdefault(key, set()).add(str(value).rpartition("#")[2] or str(value))
    return said


@pytest.mark.parametrize(("polarity", "prefix"), [("is", "dpv"), ("is-not", "ct")])
def test_nothing_of_a_practice_is_lost(polarity: str, prefix: str) -> None:
    said = processes(polarity=polarity)
    assert said[f"{prefix}:hasProcessing"] == {"Share"}
    assert said[f"{prefix}:hasPersonalData"] == {"TelephoneNumber"}
    assert len(said[f"{prefix}:hasPurpose"]) == 1
    assert len(said[f"{prefix}:hasTechnicalOrganisationalMeasure"]) == 1
    assert said["ct:words"] == {
        "data: mobile number", "data: shoe size", "action: hand over", "recipients: the parish",
    }  # fmt: skip
    assert said["ct:condition"] == {"if you say so"}
    assert said["ct:quantity"] == {"<= 30 days"}
    assert said["ct:modality"] == {"may"}
    assert said["ct:actor"] == {"DataController"}
    assert said["ct:leadIn"] == {"With the parish, we:"}
    assert any(name.startswith("dpv:") for name in said) == (polarity == "is")


@pytest.mark.parametrize("modality", ["does", "may", "must"])
def test_what_may_be_done_is_not_what_is_done(modality: str) -> None:
    assert processes(modality=modality)["ct:modality"] == {modality}


def test_words_of_a_users_own_vocabulary_are_words() -> None:
    said = processes(actor="the verger", data=["parish-newsletter"], words={})
    assert "ct:actor" not in said
    assert {"actor: the verger", "data: parish-newsletter"} <= said["ct:words"]
    assert "dpv:hasPersonalData" not in said


def test_a_time_is_said_where_one_is_known() -> None:
    query = """SELECT DISTINCT ?when ?id WHERE {
        ?x oa:hasState [ a oa:TimeState ; oa:sourceDate ?when ; oa:cachedSource [ schema:identifier ?id ] ] }"""
    assert {(str(when), id_) for when, id_ in ask(graph(canonical()), query)} == {
        ("2026-07-03 12:00:00+00:00", "tarn-privacy/20260703T120000Z")
    }
    assert '"sourceDate": "2026-07-03T12:00:00Z"' in jsonld.render(canonical())


def test_files_of_one_name_are_told_by_what_they_hold(compared: rdflib.Graph) -> None:
    query = """SELECT DISTINCT ?old ?new WHERE {
        ?it a ct:Finding ; ct:before/ct:digest ?old ; ct:after/ct:digest ?new }"""
    ((old, new),) = ask(compared, query)
    assert old != new


def test_a_snapshot_of_a_claims_own_is_named() -> None:
    own = finding("changed", before_id="tarn-privacy/20250101T000000Z")
    query = """SELECT ?id WHERE { ?x a ct:Finding ; ct:before [ a prov:Entity ; schema:identifier ?id ] }"""
    assert ask(graph(canonical(claims=[own])), query) == {("tarn-privacy/20250101T000000Z",)}


def test_where_it_comes_from_is_said(compared: rdflib.Graph) -> None:
    for kind in ("ct:Finding", "oa:Annotation"):
        origin = "FILTER NOT EXISTS { ?it prov:wasDerivedFrom/ct:digest ?digest }"
        assert not ask(compared, f"SELECT ?it WHERE {{ ?it a {kind} {origin} }}")
    assert ask(compared, "SELECT ?name WHERE { ?claim a schema:Claim ; schema:appearance/schema:name ?name }") == {
        (demo.claim_set().title,)
    }


@pytest.mark.parametrize("result", [canonical(), history(), canonical(page="unusable", after=None)])
def test_names_are_the_same_whenever_it_is_made(result: Result) -> None:
    again = result.model_copy(update={"generated": history().generated})
    assert set(graph(result).subjects()) == set(graph(again).subjects())
    assert isomorphic(graph(result), graph(result))


def test_the_same_findings_are_the_same_graph() -> None:
    again = canonical().model_copy(update={"generated": history().generated})
    assert isomorphic(graph(canonical()), graph(again))


def test_a_text_that_came_back_is_another_finding_on_the_same_snapshot() -> None:
    (document,) = history().documents
    last = document.editions[1].model_copy(update={"time": document.editions[3].time, "returned": True})
    moving = document.claims[0]
    changed = {
        "editions": [*document.editions[:3], last],
        "claims": [moving.model_copy(update={"states": [*moving.states[:3], moving.states[1]]})],
    }
    found = graph(history().model_copy(update={"documents": [document.model_copy(update=changed)]}))
    assert len(ask(found, 'SELECT ?it WHERE { ?it a ct:Finding ; ct:status "introduced" }')) == 2
    times = ask(found, f"""SELECT ?time WHERE {{
        ?it schema:identifier "{last.id}" ; prov:generatedAtTime ?time }}""")  # fmt: skip
    assert {each[0] for each in times} == {document.editions[1].time}


@pytest.mark.parametrize("said", ["\ud800", "a\udfffb", "\U0001f600", '"', "\\"])
def test_any_words_are_literals(said: str) -> None:
    found = graph(canonical(claims=[finding("unchanged", statement=said)]))
    assert ask(found, "SELECT ?text WHERE { ?it a schema:Claim ; schema:text ?text }") == {
        (said.encode("utf-8", "replace").decode(),)
    }


@pytest.mark.parametrize(
    ("url", "source"),
    [
        ("https://tarn.example/a[b]", "https://tarn.example/a%5Bb%5D"),
        ("https://tärn.example/ß", "https://tärn.example/ß"),
        ("javascript:alert(1)", "urn:uuid:"), ("https://tarn.example/a b", "urn:uuid:"),
        ("https://a@b.example/", "urn:uuid:"),
    ],
)  # fmt: skip
def test_only_a_web_address_is_an_iri(url: str, source: str) -> None:
    found = ask(graph(canonical(url=url)), "SELECT DISTINCT ?source WHERE { ?it oa:hasSource ?source }")
    assert [each.startswith(source) for (each,) in found] == [True]
    if source == "urn:uuid:":
        assert ask(graph(canonical(url=url)), "SELECT ?said WHERE { ?it ct:address ?said }") == {(url,)}


def test_a_history_has_the_findings_of_all_editions() -> None:
    found = ask(graph(history()), "SELECT ?it ?status WHERE { ?it a ct:Finding ; ct:status ?status ; ct:flagged true }")
    assert {status for _, status in found} == {"introduced", "changed", "withdrawn"}


def test_iris_of_other_concepts_are_our_own() -> None:
    assert all(jsonld._iri(id_) for id_ in vocabulary.load().concepts)
    assert jsonld._iri("parish newsletter") == ""


UNLISTED = {"https://w3id.org/dpv#hasTechnicalOrganisationalMeasure"}
"""Terms of the DPV that the list at hand leaves out."""


@needs_corpus
def test_the_concepts_of_the_dpv_are_there() -> None:
    with (CORPUS.parent / "reference" / "dpv-concepts.csv").open(encoding="utf-8", newline="") as file:
        known = {row["iri"] for row in csv.DictReader(file)}
    used = {each.iri for each in vocabulary.load().concepts.values() if each.iri}
    used |= {f"{jsonld.CONTEXT['dpv']}{each}" for each in (*jsonld.FACETS.values(), "Process")} - UNLISTED
    assert {iri for iri in used if iri not in known} == set()
