"""The sources in resources/: named and licensed, without duplicates or dangling references, compiled as committed."""

from __future__ import annotations

import copy
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from attribune.catalog import load_catalog
from tools.build_catalog import DATA, RESOURCES, build_languages, build_parties_and_tables, read_source
from tools.catalog_parties import build_parties

KINDS = {
    "agency", "armed_group", "company", "country", "forces", "government", "international_body", "military", "ministry",
    "monitor", "ngo", "office", "organisation", "outlet", "person", "regional_government", "service",
}  # fmt: skip
PARTIES = load_catalog().parties


@pytest.mark.parametrize(
    "path", sorted(RESOURCES.rglob("*.yaml")), ids=lambda path: path.relative_to(RESOURCES).as_posix()
)
def test_source_names_its_source_and_licence(path: Path) -> None:
    assert read_source(path)["licence"]


def test_source_without_licence_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tools.build_catalog.ROOT", tmp_path)
    path = tmp_path / "x.yaml"
    path.write_text("source: somewhere\nentries: {}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="licence"):
        read_source(path)


@pytest.mark.parametrize("build", [build_parties_and_tables, build_languages])
def test_compiled_data_is_what_the_sources_give(build: Any) -> None:
    for name, content in build():
        assert (DATA / name).read_bytes() == content, f"{name}: run make catalog"


def sources() -> dict[Path, dict[str, Any]]:
    """All party sources, as one may change them."""
    paths = [*sorted((RESOURCES / "parties").glob("*.yaml")), RESOURCES / "outlets.yaml"]
    return {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in paths}


READ = sources()


def refused(change: dict[str, Any]) -> str:
    """What the builder says of sources that were added to."""
    changed = copy.deepcopy(READ)
    target = changed[RESOURCES / "parties" / "organisations.yaml"]
    for section, entries in change.items():
        target.setdefault(section, {}).update(entries)
    with pytest.raises(ValueError, match=r"\w") as caught:
        build_parties(RESOURCES, lambda path: changed[path])
    return str(caught.value)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"organisations": {"xx-a": {"name": "Hamas", "kind": "ngo"}}}, "add a rule to collisions"),
        ({"organisations": {"xx-a": {"name": "Alpha Group", "kind": "ngo", "parent": "xx-none"}}}, "no parent xx-none"),
        ({"people": {"ua-zelenskyy": {"name": "Somebody Else"}}}, "given twice"),
        (
            {"people": {"ua-x": {"name": "Xavier Quux", "offices": {"ua-luhansk-embassy": "2020-01-01/.."}}}},
            "no office",
        ),
        ({"organisations": {"afp": {"name": "Another Press", "kind": "agency"}}}, "given twice"),
    ],
)
def test_build_refuses(change: dict[str, Any], message: str) -> None:
    assert message in refused(change)


def test_parties_have_known_kinds_and_sane_validity() -> None:
    for party in PARTIES.listed.values():
        assert party.kind in KINDS, party
        assert party.gender in {None, "m", "f"}
        if party.valid_from is not None and party.valid_to is not None:
            assert party.valid_from <= party.valid_to


def test_holdings_do_not_overlap_in_one_office() -> None:
    by_office: dict[str, list[tuple[date, date, str]]] = {}
    for row in PARTIES.holdings:
        start, end = row.start or date.min, row.end or date.max
        assert start <= end, row
        by_office.setdefault(row.office, []).append((start, end, row.person))
    for office, rows in by_office.items():
        rows.sort()
        for (_, end, _), (start, _, person) in pairwise(rows):
            assert end <= start, (office, person)


def test_catalogue_is_as_large_as_promised() -> None:
    people = [party for party in PARTIES.listed.values() if party.kind == "person"]
    assert len(PARTIES.countries) >= 197
    assert len(people) >= 250
    assert len(load_catalog().outlets.rows) >= 80
    assert len(load_catalog().conflicts) >= 10
