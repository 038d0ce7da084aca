"""`attribune brief`: what was claimed in some days, as a text to read, print or pass on."""

from __future__ import annotations

from pathlib import Path

import click

from attribune.brief import as_html, as_markdown, build_brief
from attribune.cli.options import Facets, facet_options, known_on_option, ledger_option, opened
from attribune.config import Config
from attribune.errors import FatalError

__all__ = ["brief"]

_FORMATS = {"md": as_markdown, "html": as_html}


@click.command()
@click.option("--format", "form", type=click.Choice(list(_FORMATS)), help="Else by the file's name, else Markdown.")
@click.option("--out", metavar="FILE", help="Where to write; else standard output.")
@facet_options
@known_on_option
@ledger_option
def brief(form: str | None, out: str | None, facets: Facets, known_on: str | None, config: Config) -> None:
    """Write a brief of what was claimed in some days.

    What each side claims, what is corroborated, contradicted, dropped and open. Every line is attributed and linked to
    its words. Copies of one report are told once.

    \b
    Example:
      attribune brief --since 2022-07-01 --until 2022-07-07 --about Russia
      attribune brief --since 2022-07-01 --out week.html
    """
    chosen = form or ("html" if out is not None and out.endswith((".html", ".htm")) else "md")
    with opened(config) as store, store.view(known_on) as view:
        text = _FORMATS[chosen](build_brief(view, facets.resolve(view), about=facets.about))
    if out is None or out == "-":
        click.echo(text, nl=False)
        return
    try:
        Path(out).write_text(text, encoding="utf-8")
    except OSError as error:
        raise FatalError(f"{out} cannot be written ({error.strerror})", "name another file with --out") from error
