"""One ledger and one app for all tests of the page that only read; a ledger of its own for those that write."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attribune.store import open_ledger
from attribune.store.sql import SqlStore
from attribune.web.app import create_app
from tests.web.gold_ledger import build_gold_ledger

HOST = "http://testserver"


@pytest.fixture(scope="session")
def gold_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("web") / "gold.db"
    build_gold_ledger(path).close()
    return path


@pytest.fixture(scope="session")
def gold(gold_path: Path) -> Iterator[SqlStore]:
    with open_ledger(gold_path) as store:
        yield store


@pytest.fixture(scope="session")
def client(gold: SqlStore) -> TestClient:
    return TestClient(create_app(gold), base_url=HOST)


@pytest.fixture
def own(gold_path: Path, tmp_path: Path) -> Iterator[SqlStore]:
    """A copy of the ledger that a test may write to."""
    shutil.copy(gold_path, tmp_path / "own.db")
    with open_ledger(tmp_path / "own.db") as store:
        yield store
