"""`attribune extract`: the layers of reports, without a ledger."""

from __future__ import annotations

import json
from collections.abc import Iterator

import click

from attribune.cli.output import Column, print_json, table
from attribune.config import Config
from attribune.export import to_extraction
from attribune.ingest import ReadFailure
from attribune.pipeline import Stages, default_stages, understand
from attribune.store import Failure

__all__ = ["extract"]

_LAYERS = ("attributions", "quantities", "events", "places", "times", "equipment", "media")


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE…")
@click.option("--json", "form", flag_value="json", help="One JSON document; a list of them for several reports.")
@click.option("--jsonl", "form", flag_value="jsonl", help="One JSON document a line.")
@click.option("--model", metavar="NAME", help="fast or accurate (the default here).")
@click.option("--threads", type=click.IntRange(min=1), default=1, show_default=True, help="Of the model.")
@click.pass_context
def extract(ctx: click.Context, files: tuple[str, ...], form: str | None, model: str | None, threads: int) -> None:
    """Print the layers of reports as JSON; nothing is stored.

    The layers are attributions, quantities, events, places, times, equipment and media. Offsets are code points of
    the text as read. Exits with 1 if a report could not be read.

    \b
    Example:
      attribune extract report.txt --json
      attribune extract reports/*.txt --jsonl > layers.jsonl
    """
    config = ctx.find_object(Config) or Config()
    stages = default_stages(model or config.model or "accurate", threads=threads, places=config.places)
    failed: list[str] = []
    documents = _extractions(files, stages, failed)
    if form == "jsonl":
        for document in documents:
            click.echo(json.dumps(document, ensure_ascii=False))
    elif form == "json":
        listed = list(documents)
        if listed:
            print_json(listed[0] if len(listed) == 1 else listed)
    else:
        _summarise(list(documents))
    for line in failed:
        click.echo(line, err=True)
    ctx.exit(1 if failed else 0)


def _extractions(files: tuple[str, ...], stages: Stages, failed: list[str]) -> Iterator[dict[str, object]]:
    """The extraction documents one by one; what gives none is noted in `failed`."""
    for source in files:
        for item in stages.read(source):
            if isinstance(item, ReadFailure):
                failed.append(f"failed {item.source} (read): {item.reason}")
                continue
            reading = understand(item, stages)
            if isinstance(reading, Failure):
                failed.append(f"{reading.outcome.value} {reading.source} ({reading.stage}): {reading.reason}")
            else:
                yield to_extraction(item, reading)


def _summarise(documents: list[dict[str, object]]) -> None:
    rows = []
    for document in documents:
        head = document["document"]
        layers = {layer: _size(document[layer]) for layer in _LAYERS}
        rows.append({"file": head["file"] if isinstance(head, dict) else None, **layers})
    table(rows, [Column("file", "file", ratio=1), *(Column(layer, layer, right=True) for layer in _LAYERS)])


def _size(layer: object) -> int:
    return len(layer) if isinstance(layer, list) else 0
