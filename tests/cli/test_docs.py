"""Every command and setting is documented, and every command shows an example."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from attribune.cli.main import COMMANDS, cli

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")


def test_commands_page_when_a_command_is_added_or_removed() -> None:
    assert set(re.findall(r"^\| `attribune (\w+)` \|", PAGE, re.MULTILINE)) == set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_when_asked_shows_an_example(name: str) -> None:
    done = CliRunner().invoke(cli, [name, "--help"])
    assert done.exit_code == 0, done.output
    assert re.search(rf"Example:[\s\S]*\battribune {name}\b", done.output), done.output


def test_settings_page_when_a_variable_is_read() -> None:
    read = {
        variable
        for path in (ROOT / "src").rglob("*.py")
        for variable in re.findall(r"\bATTRIBUNE_[A-Z_]+\b", path.read_text(encoding="utf-8"))
    }
    assert read <= set(re.findall(r"`(ATTRIBUNE_[A-Z_]+)`", PAGE))
