"""The `attribune` command: a table of commands, each loaded when called, and the one place where errors are printed.

Exit codes: 0 done; 1 some documents failed, or `verify` found something; 2 wrong usage or a fatal error.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from attribune.config import load_config
from attribune.errors import AttribuneError
from attribune.version import __version__

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS = {
    "demo": "attribune.cli.demo:demo",
    "add": "attribune.cli.add:add",
    "watch": "attribune.cli.watch:watch",
    "extract": "attribune.cli.extract:extract",
    "claims": "attribune.cli.claims:claims",
    "show": "attribune.cli.show:show",
    "events": "attribune.cli.events:events",
    "brief": "attribune.cli.brief:brief",
    "series": "attribune.cli.series:series",
    "record": "attribune.cli.record:record",
    "check": "attribune.cli.check:check",
    "sums": "attribune.cli.sums:sums_command",
    "lineage": "attribune.cli.lineage:lineage",
    "pledges": "attribune.cli.pledges:pledges",
    "assess": "attribune.cli.assess:assess",
    "audit": "attribune.cli.assess:audit",
    "reconcile": "attribune.cli.reconcile:reconcile",
    "gazetteer": "attribune.cli.gazetteer:gazetteer",
    "sources": "attribune.cli.overview:sources",
    "places": "attribune.cli.overview:places",
    "stats": "attribune.cli.overview:stats",
    "failures": "attribune.cli.overview:failures",
    "export": "attribune.cli.export:export",
    "import": "attribune.cli.importing:import_",
    "batch": "attribune.cli.batch:batch",
    "load": "attribune.cli.batch:load",
    "copy": "attribune.cli.copy:copy",
    "upgrade": "attribune.cli.upgrade:upgrade",
    "serve": "attribune.cli.serve:serve",
    "verify": "attribune.cli.overview:verify",
}
"""Every command with its home, in the order of `--help`."""


class _Commands(click.Group):
    """A group that loads a command's module only when that command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, name = COMMANDS[cmd_name].split(":")
        command = getattr(import_module(module), name)
        if not isinstance(command, click.Command):
            raise TypeError(f"{COMMANDS[cmd_name]} is no command")
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="attribune")
@click.option("--ledger", metavar="PATH", help="The ledger; else $ATTRIBUNE_LEDGER, else attribune.db here.")
@click.pass_context
def cli(ctx: click.Context, ledger: str | None) -> None:
    """Who claimed what about a war, on what evidence.

    News reports go in, an attributed, checkable ledger comes out.

    \b
    Example:
      attribune add reports/*.txt
      attribune claims --by "Ministry of Defence of the Russian Federation"
    """
    ctx.obj = load_config(os.environ, ledger=ledger)


def main() -> None:
    """Run the command line; every error that a user can act on is one line on standard error."""
    try:
        code = cli.main(standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        code = _stop("stopped", "what was done is stored; run the same command again to go on", 130)
    except click.ClickException as error:
        error.show()
        code = error.exit_code if error.exit_code else 2
    except AttribuneError as error:
        code = _stop(error.message, error.remedy, 2)
    except BrokenPipeError:
        _silence()  # the reader of our output (head, less) has seen enough
        code = 0
    except OSError as error:
        _silence()
        code = _stop(f"output cannot be written ({error.strerror or error})", "free some space, or write elsewhere", 2)
    sys.exit(code if isinstance(code, int) else 0)


def _silence() -> None:
    """Keep the interpreter from flushing what is left of our output into a pipe or disk that takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _stop(message: str, remedy: str, code: int) -> int:
    click.echo(f"Error: {message}{': ' + remedy if remedy else ''}", err=True)
    return code
