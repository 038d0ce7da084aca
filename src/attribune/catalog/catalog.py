"""The catalogue: everything that is known before a document is read, loaded once and passed down."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attribune.catalog.categories import Categories, categories_from
from attribune.catalog.compiled import parties_from, read_compiled
from attribune.catalog.conflicts import Conflict, conflicts_from
from attribune.catalog.lexicon import LanguagePack, load_language
from attribune.catalog.outlets import Outlets, outlets_from
from attribune.catalog.parties import Parties

if TYPE_CHECKING:
    from attribune.catalog.equipment import EquipmentCatalog
    from attribune.catalog.gazetteer import Gazetteer

__all__ = ["Catalog", "load_catalog"]


@dataclass(frozen=True)
class Catalog:
    """Parties, outlets, conflicts, loss categories, places, equipment and lexicons.

    Places and equipment load when first asked for. A catalogue travels to a worker as a call of `load_catalog`: the
    worker loads its own, once.
    """

    parties: Parties
    outlets: Outlets
    conflicts: tuple[Conflict, ...]
    categories: Categories
    own_places: Path | None = None  # what `attribune gazetteer add` stored, where there is such a file

    @cached_property
    def places(self) -> Gazetteer:
        """The gazetteer, with the user's own places where there are any."""
        from attribune.catalog.gazetteer import load_gazetteer
        from attribune.catalog.gazetteer_dump import with_dump

        gazetteer = load_gazetteer()
        own = self.own_places
        return with_dump(gazetteer, own) if own is not None and own.is_file() else gazetteer

    @cached_property
    def equipment(self) -> EquipmentCatalog:
        """Weapons and platforms."""
        from attribune.catalog.equipment import load_equipment

        return load_equipment()

    def language(self, code: str = "en") -> LanguagePack:
        """The lexicons of a language; FatalError where there is no pack for it."""
        return load_language(code)

    def conflict(self, conflict_id: str) -> Conflict | None:
        """The conflict with this id."""
        return next((row for row in self.conflicts if row.id == conflict_id), None)

    def __reduce__(self) -> tuple[object, ...]:
        return (load_catalog, () if self.own_places is None else (self.own_places,))


@cache
def load_catalog(own_places: Path | None = None) -> Catalog:
    """The compiled catalogue of this package; FatalError where a compiled file is missing.

    `own_places` is a file of further places; one that does not exist adds none.
    """
    data = read_compiled("catalog.json")
    return Catalog(
        parties=parties_from(read_compiled("parties.json")),
        outlets=outlets_from(data["outlets"]),
        conflicts=conflicts_from(data["conflicts"]),
        categories=categories_from(data["categories"]),
        own_places=own_places,
    )
