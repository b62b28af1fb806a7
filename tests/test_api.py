"""What `import claimtrack` gives a programmer."""

from __future__ import annotations

import subprocess
import sys

import pytest

import claimtrack
from claimtrack.records import Model
from tests.checks import OTHER, Site
from tests.samples import policy
from tests.server import Server, page


def test_importing_costs_nothing() -> None:
    code = "import sys, claimtrack; print(*{name.split('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert not {"pydantic", "httpx", "bs4", "lxml", "rich", "click", "ruamel"} & set(done.stdout.split())


@pytest.mark.parametrize("name", claimtrack.__all__)
def test_every_public_name_is_there_and_documented(name: str) -> None:
    found = getattr(claimtrack, name)
    assert found is not None
    assert name == "__version__" or found.__doc__
    assert name in dir(claimtrack)


def test_other_names_are_no_attributes() -> None:
    with pytest.raises(AttributeError, match="no attribute 'colect'"):
        claimtrack.colect  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize("name", [n for n in claimtrack.__all__ if isinstance(getattr(claimtrack, n), type)])
def test_records_are_frozen(name: str) -> None:
    kind = getattr(claimtrack, name)
    if issubclass(kind, Model):
        assert kind.model_config["frozen"]
    elif name not in {"Store", "ClaimtrackError"}:
        assert kind.__dataclass_params__.frozen


def test_a_check_in_python(server: Server, tmp_path_factory: pytest.TempPathFactory) -> None:
    site = Site(server, tmp_path_factory.mktemp("site"))
    server.answer("/privacy", page(policy()), page(policy(*OTHER)))
    store = claimtrack.Store(site.folder / "snapshots")
    claims = claimtrack.load_claims(site.folder / "claims.yaml")
    assert claimtrack.check(claims, store).exit == 0
    run = claimtrack.check(claims, store)
    assert run.exit == 1
    assert isinstance(run, claimtrack.Run)
    assert [each.id for each in run.reports[0].flagged] == ["logs-deleted"]
    assert "logs-deleted" in str(claimtrack.render(run, "txt"))
    with pytest.raises(claimtrack.ClaimtrackError):
        claimtrack.check(claims, store, documents=["none"])
