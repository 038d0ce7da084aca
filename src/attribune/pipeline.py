"""The order of things: read → extract → normalize → claims → store → reconcile. No other file knows it.

Invariants: every item that is read has exactly one outcome, so in = added + known + skipped + failed; every item that
did not come in is recorded with its stage and the reason; a document is stored in one transaction, so a run that is cut
off at any point is taken up by running it again.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import as_file, files
from pathlib import Path
from typing import TypeVar

from attribune.errors import FatalError, RetriableError, SkippableError
from attribune.ingest import ReadFailure
from attribune.linking import reconcile
from attribune.model import Claim, Document, Mentions, Reading
from attribune.replacement import is_replaced, replacements
from attribune.store import Change, Entry, Failure, Outcome, Store
from attribune.version import __version__

__all__ = ["RunReport", "Stages", "default_stages", "reconcile", "run", "understand"]

T = TypeVar("T")
Item = Document | ReadFailure


@dataclass(frozen=True, slots=True)
class Stages:
    """The stage functions of a run with everything they need already bound, and the name of that analysis.

    `speaks` says whether there are lexicons for a language. `analysis` (model, version, catalogue) says when a document
    that is known has to be understood again.
    """

    read: Callable[[str], Iterator[Item]]
    speaks: Callable[[str], bool]
    extract: Callable[[Document], Mentions]
    normalize: Callable[[Document, Mentions], Reading]
    claims: Callable[[Document, Reading], tuple[Claim, ...]]
    analysis: str


@dataclass(frozen=True, slots=True)
class RunReport:
    """What became of everything that was read: in = added + known + skipped + failed.

    `claims` says how many claims were added, revised and withdrawn; `links` the same of links between documents.
    """

    counts: dict[Outcome, int] = field(default_factory=dict)
    claims: Change = field(default_factory=Change)
    links: Change = field(default_factory=Change)

    def __getitem__(self, outcome: Outcome) -> int:
        return self.counts.get(outcome, 0)

    @property
    def total(self) -> int:
        """How many items were read."""
        return sum(self.counts.values())


class _StageError(Exception):
    """One document that did not get past a stage."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.reason)
        self.failure = failure


def default_stages(model: str | None = None, *, threads: int = 1, places: Path | None = None) -> Stages:
    """The stages of this package with a model loaded (None: the default one). FatalError names the models there are.

    `places` is a file of the user's own places, written by `attribune gazetteer add`.
    """
    # Imported here, because a model's run-time takes longer to load than most commands take to run.
    from attribune.catalog import load_catalog
    from attribune.extract import extract, load_models
    from attribune.ingest import read
    from attribune.normalize import claims, normalize

    models = load_models(threads=threads) if model is None else load_models(model, threads=threads)
    catalog = load_catalog(places)

    def speaks(language: str) -> bool:
        try:
            catalog.language(language)
        except FatalError:
            return False
        return True

    return Stages(
        read=read,
        speaks=speaks,
        extract=partial(extract, models=models),
        normalize=partial(normalize, catalog=catalog),
        claims=claims,
        analysis=f"{models.name} {__version__} {_catalog_version(places)}",
    )


def _catalog_version(places: Path | None) -> str:
    """Eight characters that change whenever the compiled catalogue does: documents are then understood anew."""
    digest = hashlib.sha256()
    data = files("attribune.catalog") / "data"
    with as_file(data) as folder:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    if places is not None and places.is_file():
        digest.update(places.read_bytes())
    return digest.hexdigest()[:8]


def understand(document: Document, stages: Stages) -> Reading | Failure:
    """All layers of one document, or the stage that it did not get past and why."""
    try:
        return _reading(document, stages)
    except _StageError as error:
        return error.failure


def _check_language(document: Document, stages: Stages) -> None:
    if document.language is not None and not stages.speaks(document.language):
        raise SkippableError(f"no language pack for {document.language!r}", "only English can be read so far")


def run(
    sources: Iterable[str],
    store: Store,
    stages: Stages,
    *,
    refresh: bool = False,
    progress: Callable[[str, Outcome], None] | None = None,
    link: Callable[[Store], Change] = reconcile,
) -> RunReport:
    """Read all sources into the ledger, then bring its links up to date, by `link`.

    A document that is known under the same analysis is left alone; `refresh` understands it again. `progress` is
    called with the source and outcome of every item. FatalError and RetriableError end the run, with everything up to
    there stored.
    """
    counts: Counter[Outcome] = Counter()
    changed = Change()
    with store.writer() as writer:
        run_id = writer.begin_run(stages.analysis)
    for source in sources:
        for item in stages.read(source):
            outcome, change = _take_in(item, store, stages, refresh)
            counts[outcome] += 1
            changed += change
            if progress is not None:
                progress(item.source or source, outcome)
    links = link(store)
    with store.writer() as writer:
        writer.finish_run(run_id, {outcome.value: counts[outcome] for outcome in Outcome})
    return RunReport(dict(counts), changed, links)


def _take_in(item: Item, store: Store, stages: Stages, refresh: bool) -> tuple[Outcome, Change]:
    """One item into the ledger: its outcome, and what that changed."""
    if isinstance(item, ReadFailure):
        outcome = Outcome.SKIPPED if item.skipped else Outcome.FAILED
        return _record(store, Failure(item.source, "read", item.reason, outcome)), Change()
    with store.view() as view:
        stored = view.analysis_of(item.id)
        replaced = stored is not None and is_replaced(view, item.id)
    if replaced or (stored == stages.analysis and not refresh):
        return Outcome.KNOWN, Change()
    try:
        entry = _entry(item, stages)
        change = _at("store", item, partial(_put, store, entry))
    except _StageError as error:
        return _record(store, error.failure), Change()
    return (Outcome.ADDED if stored is None else Outcome.KNOWN), change


def _entry(document: Document, stages: Stages) -> Entry:
    """Everything that is understood of a document; _StageError names the stage that it did not get past."""
    reading = _reading(document, stages)
    found = _at("claims", document, lambda: stages.claims(document, reading))
    return Entry(document, reading, found, stages.analysis)


def _reading(document: Document, stages: Stages) -> Reading:
    _at("language", document, lambda: _check_language(document, stages))
    mentions = _at("extract", document, lambda: stages.extract(document))
    return _at("normalize", document, lambda: stages.normalize(document, mentions))


def _at(stage: str, document: Document, step: Callable[[], T]) -> T:
    """What the step returns. Whatever goes wrong with one document is recorded and must not end a run of thousands."""
    try:
        return step()
    except (FatalError, RetriableError):
        raise
    except Exception as error:
        outcome = Outcome.SKIPPED if isinstance(error, SkippableError) else Outcome.FAILED
        reason = str(error) if isinstance(error, SkippableError) else f"{type(error).__name__}: {error}"
        raise _StageError(Failure(document.source or document.id, stage, reason, outcome)) from error


def _put(store: Store, entry: Entry) -> Change:
    with store.view() as view:
        earlier = replacements(view, entry) if view.analysis_of(entry.document.id) is None else ()
    with store.writer() as writer:
        change = writer.put(entry)
        for replacement in earlier:
            change += writer.put(replacement.emptied)
            for decision in replacement.log:
                writer.log(decision)
        if entry.document.source is not None:
            writer.recovered(entry.document.source)
        return change


def _record(store: Store, failure: Failure) -> Outcome:
    with store.writer() as writer:
        writer.fail(failure)
    return failure.outcome
