"""What ships, what importing it costs, and the habits of the source that a machine can check."""

from __future__ import annotations

import ast
import importlib.metadata
import importlib.resources
import io
import re
import shutil
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import claimtrack

ROOT = Path(__file__).resolve().parents[1]
SOURCES = sorted(path for folder in ("claimtrack", "tests") for path in (ROOT / folder).rglob("*.py"))
MODULES = [path for path in SOURCES if path.is_relative_to(ROOT / "claimtrack")]

TOP_LEVEL = {
    "LICENSE", "README.md", "claimtrack", "pyproject.toml", "requirements.lock", "snapshots", "tests",
}  # fmt: skip
MAX_FILE, MAX_FUNCTION = 400, 50
"""In lines of code: no blank lines, no comments, no docstrings."""

needs_checkout = pytest.mark.skipif(
    not (shutil.which("git") and (ROOT / ".git").exists()), reason="this is no git checkout"
)


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def own_files() -> list[Path]:
    """Everything git knows or would take; what .gitignore names is not ours."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [ROOT / line for line in sorted(set(listed.split("\0"))) if line and (ROOT / line).is_file()]


# What ships


def test_the_version_is_the_one_installed() -> None:
    assert importlib.metadata.version("claimtrack") == claimtrack.__version__


DATA_FILES = ["py.typed", "vocabulary.yaml", "catalog/whatsapp.yaml", "guard/common_words.txt"]


@pytest.mark.parametrize("file", DATA_FILES)
def test_data_files_are_in_the_package(file: str) -> None:
    assert (importlib.resources.files("claimtrack") / file).is_file()


# What importing costs

HEAVY = (
    "bs4", "deepdiff", "filelock", "httpx", "jinja2", "lxml", "markdown_it", "pydantic", "rapidfuzz", "rich",
    "ruamel", "stamina", "warcio",
)  # fmt: skip
QUICK = {
    "import": "import claimtrack",
    "help": "import claimtrack.__main__ as m; sys.argv = ['claimtrack', '--help']; m.main()",
    "version": "import claimtrack.__main__ as m; sys.argv = ['claimtrack', '--version']; m.main()",
}


@pytest.mark.parametrize("code", QUICK.values(), ids=QUICK.keys())
def test_what_must_be_quick_imports_no_heavy_library(code: str) -> None:
    told = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); "
    ran = subprocess.run([sys.executable, "-c", told + code], check=True, capture_output=True, text=True)
    assert sorted(set(HEAVY) & set(ran.stderr.split())) == []


# What stands in the repository

HOSTS = {
    "docs.oasis-open.org",  # the schema that a SARIF log names
    "github.com",  # where the project lives
    "html.spec.whatwg.org",
    "json-schema.org",
    "netpreserve.org",  # names the profiles of WARC revisits
    "schema.org",  # what a claim is called in linked data
    "web.archive.org",  # the archive that is asked where none is named
    "www.w3.org",  # namespaces of SVG, XML and RDF
    "w3id.org",  # the ids of the Data Privacy Vocabulary
    "www.whatsapp.com",  # the policy that the built-in claims are about
}
MADE_UP = re.compile(
    r"[\w-]+|127(\.\d+){3}|(.+\.)?example(\.(com|net|org))?|.+\.(invalid|localhost|test)", re.ASCII
)
"""Loopback, and names that RFC 2606 keeps from ever being registered; one without a dot is no host at all."""

_HOST = re.compile(r"https?://(?:[^\s/@\"']*@)?([a-z0-9][\w.-]*\w|\w)", re.ASCII | re.IGNORECASE)
_MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:home|mnt|opt|root|srv|work|Users)/[\w.]+")


def own_texts() -> Iterator[tuple[str, str]]:
    """Each of our files with its text, the raw captures of snapshots left out."""
    for path in own_files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield name(path), content.decode("utf-8", "replace")


@needs_checkout
def test_nothing_stray_stands_at_the_top_level() -> None:
    top = {path.relative_to(ROOT).parts[0] for path in own_files()}
    stray = sorted(entry for entry in top - TOP_LEVEL if not entry.startswith("."))
    assert stray == [], f"the top level holds {', '.join(sorted(TOP_LEVEL))} and dotfiles only"


@needs_checkout
def test_no_file_names_a_path_of_one_machine() -> None:
    assert [(file, found) for file, text in own_texts() for found in _MACHINE_PATH.findall(text)] == []


@needs_checkout
def test_no_file_names_a_host_that_is_not_meant_to_be_there() -> None:
    found = {(file, host.lower()) for file, text in own_texts() for host in _HOST.findall(text)}
    strange = {(file, host) for file, host in found if host not in HOSTS and not MADE_UP.fullmatch(host)}
    assert sorted(strange) == [], "invent a host under .example, or name it in HOSTS with the reason"


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("see https://github.com/claimtrack", ["github.com"]),
        ("'http://me:pw@tarn.example:80/x'", ["tarn.example"]),
        ("http://127.0.0.1:8000/", ["127.0.0.1"]),
        ("https://a.example. And", ["a.example"]),
        ("github.com alone, //no.scheme and ftp://other.kind", []),
    ],
)
def test_hosts_are_found_in_text(text: str, hosts: list[str]) -> None:
    assert _HOST.findall(text) == hosts


@pytest.mark.parametrize(
    ("host", "made_up"),
    [
        ("tarn.example", True), ("example.org", True), ("www.example.com", True), ("localhost", True),
        ("127.0.0.1", True), ("nowhere.invalid", True),
        ("example.org.uk", False), ("myexample.org", False), ("127.evil.net", False), ("whatsapp.com", False),
    ],
)  # fmt: skip
def test_made_up_hosts_are_told_from_real_ones(host: str, made_up: bool) -> None:
    assert bool(MADE_UP.fullmatch(host)) is made_up


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("cd /" + "work/main", True), ("(/" + "root/.cache)", True), ('"/' + 'opt/wheels"', True),
        ("/privacy/opt/out", False), ("https://a.example/home/page", False), ("./work/x", False),
        ("/optional", False), ("/opt, /home and /work", False),
    ],
)  # fmt: skip
def test_paths_of_a_machine_are_found(text: str, found: bool) -> None:
    assert bool(_MACHINE_PATH.search(text)) is found


# How the source is written

LAYOUT = {
    tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER,
}  # fmt: skip


def code_lines(source: str) -> set[int]:
    """The numbers of the lines that hold code."""
    prose = {
        line
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        for line in span(node)
    }
    tokens = [t for t in tokenize.generate_tokens(io.StringIO(source).readline) if t.type not in LAYOUT]
    return {line for token in tokens for line in range(token.start[0], token.end[0] + 1)} - prose


def span(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def functions(source: str) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_every_module_says_what_it_is_for(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8"))), "the module has no docstring"


@pytest.mark.parametrize("path", SOURCES, ids=name)
def test_files_and_functions_are_short(path: Path) -> None:
    source = path.read_text("utf-8")
    code = code_lines(source)
    assert len(code) <= MAX_FILE, f"{len(code)} lines of code: part the file by subject"
    long = {
        f"{node.name} (line {node.lineno})": size
        for node in functions(source)
        if (size := len(code.intersection(span(node)))) > MAX_FUNCTION
    }
    assert long == {}, f"a function of more than {MAX_FUNCTION} lines of code does more than one thing"


SAMPLE = """\
'A docstring'

# why
x = (
    1,  # one
)
def f():
    'Another.'
    return x
"""


def test_lines_of_code_leave_prose_out() -> None:
    assert code_lines(SAMPLE) == {4, 5, 6, 7, 9}
