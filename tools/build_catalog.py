"""Compile `resources/` (sources that people edit) into the package data of `attribune.catalog`.

    python -m tools.build_catalog            write src/attribune/catalog/data
    python -m tools.build_catalog --check    exit 1 if what is committed differs from what the sources give

Every source file is YAML with a `source` and a `licence` key beside its entries; both are required. The output depends
on the sources alone: same sources, same bytes.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from tools.catalog_equipment import build_equipment
from tools.catalog_gazetteer import build_gazetteer
from tools.catalog_parties import catalog_files

ROOT = Path(__file__).resolve().parent.parent
RESOURCES = ROOT / "resources"
DATA = ROOT / "src" / "attribune" / "catalog" / "data"


def read_source(path: Path) -> dict[str, Any]:
    """One source file as a mapping; ValueError where it does not name its source and licence."""
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(loaded, dict) or not loaded.get("source") or not loaded.get("licence"):
        raise ValueError(f"{path.relative_to(ROOT)}: name the source and the licence at the top")
    return loaded


def as_json(value: object) -> bytes:
    """Compact, sorted JSON with a closing newline: the same bytes on every machine."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=as_iso)
    return (text + "\n").encode()


def as_iso(value: object) -> str:
    """A date as ISO 8601: YAML reads an unquoted day as a date."""
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"not JSON: {value!r}")


def build_languages() -> Iterator[tuple[str, bytes]]:
    """One file a language: lexicon name → entries (source and licence left out)."""
    for folder in sorted((RESOURCES / "lang").iterdir()):
        lexicons = {}
        for path in sorted(folder.glob("*.yaml")):
            entries = read_source(path)
            lexicons[path.stem] = {key: entries[key] for key in entries if key not in {"source", "licence"}}
        yield f"lang-{folder.name}.json", as_json(lexicons)


def build_parties_and_tables() -> Iterator[tuple[str, bytes]]:
    """Parties, and the small tables: outlets, conflicts, loss categories."""
    return catalog_files(RESOURCES, read_source, as_json)


def build_gates() -> Iterator[tuple[str, bytes]]:
    """Pages that stand before an article, all languages in one file: a page is not always in its site's."""
    yield "gates.json", as_json(read_source(RESOURCES / "gates.yaml")["gates"])


# Each builder yields (file name, bytes) pairs.
BUILDERS: dict[str, Callable[[], Iterator[tuple[str, bytes]]]] = {
    "languages": build_languages,
    "parties": build_parties_and_tables,
    "equipment": build_equipment,
    "gazetteer": build_gazetteer,
    "gates": build_gates,
}


def main() -> int:
    """Write the compiled files, or compare them with what is there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only; exit 1 on a difference")
    parser.add_argument("--only", choices=sorted(BUILDERS), help="one builder only")
    options = parser.parse_args()
    stale = []
    for name, builder in BUILDERS.items():
        if options.only not in (None, name):
            continue
        for file_name, content in builder():
            path = DATA / file_name
            if path.is_file() and path.read_bytes() == content:
                continue
            stale.append(file_name)
            if not options.check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
    if stale and options.check:
        print("catalogue data out of date, run `make catalog`:", ", ".join(stale), file=sys.stderr)
        return 1
    print("catalogue:", "up to date" if not stale else f"wrote {', '.join(stale)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
