"""The OpenAPI document is true: schemathesis asks what it offers, and every answer is one that it names."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed")

from hypothesis import HealthCheck, given, settings  # noqa: E402
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance  # noqa: E402

from attribune.store.sql import SqlStore  # noqa: E402
from attribune.web.app import create_app  # noqa: E402

BY_DESIGN = [
    positive_data_acceptance,  # a name that nobody in the ledger has is a 400 that offers the nearest ones
    negative_data_rejection,  # a parameter that is empty is no filter, as in a form
]


def test_every_operation_answers_as_the_document_says(gold: SqlStore) -> None:
    """Operation by operation: what the document offers is asked, and what comes must be what it names, never a 500."""
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(gold))
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) > 40
    for operation in operations:

        @given(case=operation.as_strategy())
        @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
        def asks(case: Any) -> None:
            case.call_and_validate(excluded_checks=BY_DESIGN)

        asks()


def test_every_operation_is_described(client: TestClient) -> None:
    document = client.get("/api/openapi.json").json()
    assert document["info"]["title"] == "Attribune"
    ids = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert operation["summary"], (method, path)
            assert operation["tags"], (method, path)
            ids.add(operation["operationId"])
            if path.endswith("s.json") and "{" not in path:
                assert operation["parameters"], path
                assert operation["responses"]["200"]["content"]["application/json"]["example"], path
    assert len(ids) > 40
