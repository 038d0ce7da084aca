"""Small stages for workers. A document with "crash" kills its worker; one with "once" kills it the first time only."""

from __future__ import annotations

import os
from pathlib import Path

from attribune.batch.work import Recipe
from attribune.ingest import read
from attribune.model import Claim, Document, DocumentFacts, Mentions, Reading
from attribune.pipeline import Stages
from tests.linking.news import claims_about, entries
from tests.store.builders import make_claim


def news_stages(_: Recipe) -> Stages:
    """Stages that understand the made-up news of the tests of links."""
    made = {entry.document.id: entry.claims for entry in entries(54)}
    return Stages(
        read=read,
        speaks=lambda _: True,
        extract=lambda _: Mentions((), (), (), (), (), ()),
        normalize=lambda document, _: Reading(DocumentFacts(title=document.title)),
        claims=lambda document, _: made[document.id] if document.id in made else claims_about(document),
        analysis="news 1",
    )


def stages(recipe: Recipe) -> Stages:
    """Stages without a model; `recipe.places` is a file that remembers the first death."""

    def extract(document: Document) -> Mentions:
        if "crash" in document.text:
            os._exit(1)
        if "once" in document.text and recipe.places is not None and not Path(recipe.places).exists():
            Path(recipe.places).touch()
            os._exit(1)
        if "mishap" in document.text:
            raise KeyError("mishap")
        return Mentions((), (), (), (), (), ())

    def claims(document: Document, _: Reading) -> tuple[Claim, ...]:
        if "quarrel" in document.text:
            raise ValueError("two: colons")
        return (make_claim(document, "tanks"),) if "tanks" in document.text else ()

    return Stages(
        read=read,
        speaks=lambda language: language == "en",
        extract=extract,
        normalize=lambda document, _: Reading(DocumentFacts(title=document.title)),
        claims=claims,
        analysis="fake 1",
    )
