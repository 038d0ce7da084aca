"""Run a command with a throw-away PostgreSQL server beside it, and its address in ATTRIBUNE_TEST_POSTGRES.

    python -m tools.with_postgres -- pytest -q tests/store tests/web

The server lives in a temporary folder, listens on a socket there and on no port, and is gone afterwards. Where there
are no PostgreSQL programs, that is said and the command runs without the variable: the tests then run on SQLite alone.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

__all__ = ["main", "server"]

VARIABLE = "ATTRIBUNE_TEST_POSTGRES"
DEBIAN = Path("/usr/lib/postgresql")


def programs() -> Path | None:
    """The folder with initdb: on the path, or the newest of Debian's."""
    found = shutil.which("initdb")
    if found is not None:
        return Path(found).parent
    folders = [path.parent for path in DEBIAN.glob("*/bin/initdb")]
    return max(folders, key=lambda path: int(path.parent.name)) if folders else None


@contextmanager
def server(bin_folder: Path) -> Iterator[str]:
    """The address of a server that lives as long as the context."""
    with tempfile.TemporaryDirectory(prefix="pg-") as made:
        folder = Path(made)
        user = _unprivileged(folder)
        run = partial(_run, user)
        data, log = folder / "data", folder / "log"
        run(str(bin_folder / "initdb"), "-D", str(data), "-U", "attribune", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=40"
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-l", str(log), "-w", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://attribune@/postgres?host={quote(str(folder))}"
        finally:
            run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")


def _unprivileged(folder: Path) -> str | None:
    """The user to run the server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        os.chown(folder, entry.pw_uid, entry.pw_gid)
        folder.chmod(0o755)
        return name
    return None


def _run(user: str | None, *command: str) -> None:
    """Run a program quietly as a user; what it said is shown where it fails."""
    # To a file, not a pipe: the server inherits it, and a pipe would stay open as long as the server runs.
    with tempfile.TemporaryFile("w+") as said:
        done = subprocess.run(command, stdout=said, stderr=said, user=user, cwd="/", check=False)
        if done.returncode != 0:
            said.seek(0)
            raise SystemExit(f"{Path(command[0]).name} failed:\n{said.read()}")


def main() -> int:
    """Run the command that follows `--`."""
    command = sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else sys.argv[1:]
    bin_folder = programs()
    if bin_folder is None:
        print("no PostgreSQL here (no initdb): the tests run on SQLite alone", file=sys.stderr)
        return subprocess.run(command, check=False).returncode
    with server(bin_folder) as address:
        return subprocess.run(command, env={**os.environ, VARIABLE: address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
