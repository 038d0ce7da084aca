"""Install the page's assets from npm into the package: `python -m tools.build_assets [--dev]`.

Versions stand in package.json, and every file that is taken has its SHA-256 below: what a registry delivers is what was
looked at, or it is not taken. Nothing of it is kept in the repository. Without Node the page works without them and
says so; this tool then leaves with 0 and a line that tells what is missing.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["FILES", "main"]

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "node_modules"  # ignored, and never part of the wheel
VENDOR = ROOT / "src" / "attribune" / "web" / "static" / "vendor"

FILES: dict[str, str] = {
    "leaflet/dist/leaflet.js": "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a",
    "leaflet/dist/leaflet.css": "a7837102824184820dfa198d1ebcd109ff6d0ff9a2672a074b9a1b4d147d04c6",
    "leaflet/LICENSE": "53e8dc25862014e4324741ca18fbe3611e11d42ef69f59f86ea8c5389647d4cb",
    "world-atlas/countries-50m.json": "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394",
    "world-atlas/LICENSE": "8048290dfdb6e83fbed17e8985c8cfc4ce9da9b842642f3d3e497280790cfa31",
}
"""Files of the packages, with their SHA-256."""

DEV_FILES: dict[str, str] = {"axe-core/axe.min.js": "29348999450cdf2849a8e70b7912fc2da85a849da39c0d0d5394f51d4a9ed95c"}
"""Files that only the tests need."""


def main(arguments: list[str] | None = None) -> int:
    """Install the assets; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--dev", action="store_true", help="also what the tests need (axe-core)")
    wanted = {VENDOR: FILES} | ({MODULES: DEV_FILES} if parser.parse_args(arguments).dev else {})
    if all(_is_there(folder / name, known) for folder, files in wanted.items() for name, known in files.items()):
        return 0
    npm = shutil.which("npm")
    if npm is None:
        print("no npm here: the page goes without its interactive map (install Node.js and run this again)")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(ROOT / "package.json", folder)
        command = [npm, "install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--silent"]
        done = subprocess.run(command, cwd=folder, check=False)
        if done.returncode:
            print("npm could not install the assets: the page goes without its interactive map", file=sys.stderr)
            return 1
        return max(_take(Path(folder) / "node_modules", files, target) for target, files in wanted.items())


def _is_there(path: Path, known: str) -> bool:
    return path.is_file() and _hash(path) == known


def _take(modules: Path, files: dict[str, str], folder: Path) -> int:
    """Copy the files whose hashes are right; 1 if one is wrong."""
    for name, known in files.items():
        found = _hash(modules / name)
        if found != known:
            print(f"{name} is not the file that was looked at: {found}", file=sys.stderr)
            return 1
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(modules / name, target)
    return 0


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
