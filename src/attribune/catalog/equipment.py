"""Weapons and platforms: models by any of their names, and kinds of weapons named without a model.

Names are matched as runs of letters and digits with the marks between them left out, so that "T-72", "T72" and "T 72"
are one; where letters stand the case must be that of a name. A hit says that the words are a weapon's name; whether an
ordinary word ("Javelin", "Hurricane") means one here is `attribune.normalize.equipment`'s to judge.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from attribune.catalog.compiled import read_compiled
from attribune.model import Reference, Span

__all__ = ["EquipmentCatalog", "EquipmentMatch", "Model", "load_equipment"]

CHUNK = re.compile(r"[^\W\d_]+|\d+")
GAP = re.compile(r"|[ \u00a0]|[-‐‑–/.’']|,(?=\d)")
LONGEST = 9  # chunks in a name


@dataclass(frozen=True, slots=True)
class Model:
    """A model, or a kind of weapon (`generic`). `kind` is the class slug; `country` where it was developed."""

    id: str
    name: str
    kind: str
    country: str | None = None
    generic: bool = False

    def reference(self) -> Reference:
        """The model as the claims hold it; the country is its origin."""
        return Reference(self.id, self.name, self.kind, self.country)


@dataclass(frozen=True, slots=True)
class EquipmentMatch:
    """Where a text has a weapon's name. `doubtful`: the name is also an ordinary word, or a weak kind ("rocket")."""

    span: Span
    model: Model
    doubtful: bool = False
    head: str = ""  # the name in the singular, for kinds


@dataclass(frozen=True, slots=True)
class _Name:
    """One way of writing a model's name."""

    written: str
    model: Model
    doubtful: bool
    exact: bool
    head: str

    def fits(self, found: str) -> bool:
        """True if the words are written as this name is: a capital where it has one."""
        if self.exact:
            return _letters(found) == _letters(self.written)
        return not self.written[0].isupper() or found[0].isupper()


@dataclass(frozen=True)
class EquipmentCatalog:
    """All models, found by name. Read only."""

    models: Mapping[str, Model]
    names: Mapping[str, tuple[_Name, ...]] = field(repr=False)
    starts: frozenset[str] = field(repr=False)  # first chunks, to pass over all other words

    def get(self, model_id: str) -> Model | None:
        """The model with this id."""
        return self.models.get(model_id)

    def lookup(self, name: str) -> tuple[Model, ...]:
        """The models that a name may stand for."""
        return tuple(dict.fromkeys(entry.model for entry in self.names.get(_compact(name), ())))

    def find(self, text: str) -> tuple[EquipmentMatch, ...]:
        """Every weapon's name in the text, the longest at each place, never overlapping."""
        return tuple(self._find(text))

    def _find(self, text: str) -> Iterator[EquipmentMatch]:
        chunks = list(CHUNK.finditer(text))
        position = 0
        while position < len(chunks):
            match = self._at(text, chunks, position)
            if match is None:
                position += 1
                continue
            yield match[0]
            position = match[1]

    def _at(self, text: str, chunks: list[re.Match[str]], position: int) -> tuple[EquipmentMatch, int] | None:
        first = chunks[position]
        if first.group().lower() not in self.starts or _inside_word(text, first.start() - 1):
            return None
        best = None
        key = ""
        for after in range(position, min(position + LONGEST, len(chunks))):
            chunk = chunks[after]
            if after > position and not GAP.fullmatch(text, chunks[after - 1].end(), chunk.start()):
                break
            key += chunk.group().lower()
            if key not in self.names or _inside_word(text, chunk.end()):
                continue
            found = text[first.start() : chunk.end()]
            fitting = [name for name in self.names[key] if name.fits(found)]
            if fitting:
                name = min(fitting, key=lambda each: (each.doubtful, not each.exact))
                span = Span(first.start(), chunk.end())
                best = EquipmentMatch(span, name.model, name.doubtful, name.head), after + 1
        return best


def _inside_word(text: str, position: int) -> bool:
    return 0 <= position < len(text) and text[position].isalnum()


def _letters(text: str) -> str:
    return "".join(char for char in text if char.isalnum())


def _compact(name: str) -> str:
    return "".join(CHUNK.findall(name)).lower()


@cache
def load_equipment() -> EquipmentCatalog:
    """The compiled models; FatalError where they have not been built."""
    data = read_compiled("equipment.json")
    models: dict[str, Model] = {}
    names: dict[str, list[_Name]] = {}
    for model_id, name, kind, country, generic, written_forms in data["models"]:
        model = models[model_id] = Model(model_id, name, kind, country, generic)
        for written, doubtful, exact, head in written_forms:
            names.setdefault(_compact(written), []).append(_Name(written, model, doubtful, exact, head))
    starts = frozenset(CHUNK.findall(entry.written)[0].lower() for entries in names.values() for entry in entries)
    return EquipmentCatalog(models, {key: tuple(entries) for key, entries in names.items()}, starts)
