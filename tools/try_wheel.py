"""Build a wheel from a clean clone, install it into an empty environment, and extract a report there without network.

    python -m tools.try_wheel [--keep FOLDER]

The network is needed for the wheel's dependencies only; when the report is read, opening a connection is an error.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REPORT = "Nine drones were shot down over Odesa, the air force said on Friday. “Two got through,” the governor added.\n"
OFFLINE = """
import socket, sys
def refuse(*_arguments, **_named): raise OSError("no network in this trial")
socket.socket.connect = refuse
socket.create_connection = socket.getaddrinfo = refuse
from attribune.cli.main import main
main()
"""


def run(*command: object, **options: object) -> str:
    """Return what a command prints; it must succeed."""
    made = subprocess.run([str(part) for part in command], check=True, stdout=subprocess.PIPE, text=True, **options)  # type: ignore[call-overload]
    return str(made.stdout)


def trial(folder: Path) -> int:
    """Return how many attributions the installed wheel finds in the report."""
    run("git", "clone", "--quiet", ROOT, folder / "clone")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder, folder / "clone")
    (wheel,) = folder.glob("attribune-*.whl")
    venv.create(folder / "empty", with_pip=True)
    python = folder / "empty" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", wheel)
    (folder / "report.txt").write_text(REPORT, encoding="utf-8")
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    layers = run(python, "-c", OFFLINE, "extract", "report.txt", "--json", cwd=folder, env=bare)
    found = json.loads(layers)["attributions"]
    print(f"{wheel.name} ({wheel.stat().st_size / 2**20:.1f} MB): {len(found)} attributions without network")
    return len(found)


def main() -> int:
    """0 if the report's attributions were found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keep", type=Path, help="work in this new folder and leave it")
    options = parser.parse_args()
    if options.keep is not None:
        options.keep.mkdir(parents=True)
        return int(trial(options.keep) < 2)
    with tempfile.TemporaryDirectory() as folder:
        return int(trial(Path(folder)) < 2)


if __name__ == "__main__":
    sys.exit(main())
