"""One ledger and one app for all tests of the page that only read; a ledger of its own for those that write.

They are files, or schemas on the server that ATTRIBUNE_TEST_POSTGRES names: the pages promise the same on both.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from attribune.store import open_ledger
from attribune.store.copying import copy_ledger
from attribune.store.sql import SqlStore
from attribune.web.app import create_app
from tests.store.ledgers import new_ledger
from tests.web.gold_ledger import build_gold_ledger

HOST = "http://testserver"


@pytest.fixture(scope="session")
def gold_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with new_ledger(tmp_path_factory.mktemp("web")) as address:
        build_gold_ledger(address).close()
        yield address


@pytest.fixture(scope="session")
def gold(gold_address: str) -> Iterator[SqlStore]:
    with open_ledger(gold_address) as store:
        yield store


@pytest.fixture(scope="session")
def client(gold: SqlStore) -> TestClient:
    return TestClient(create_app(gold), base_url=HOST)


@pytest.fixture
def own_address(gold: SqlStore, tmp_path: Path) -> Iterator[str]:
    """The address of a copy of the ledger that a test may write to."""
    with new_ledger(tmp_path) as address:
        with open_ledger(address) as store:
            copy_ledger(gold, store)
        yield address


@pytest.fixture
def own(own_address: str) -> Iterator[SqlStore]:
    """A copy of the ledger that a test may write to."""
    with open_ledger(own_address) as store:
        yield store
