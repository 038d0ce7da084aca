"""What is known before a document is read: parties, places, equipment, outlets, conflicts, categories, lexicons."""

from attribune.catalog.catalog import Catalog, load_catalog
from attribune.catalog.categories import Categories, Category, Column
from attribune.catalog.conflicts import Conflict
from attribune.catalog.lexicon import LanguagePack, load_language
from attribune.catalog.outlets import Outlet, OutletMatch, Outlets
from attribune.catalog.parties import Parties
from attribune.catalog.party import Form, Holding, Match, Party
from attribune.catalog.sides import side

__all__ = [
    "Catalog",
    "Categories",
    "Category",
    "Column",
    "Conflict",
    "Form",
    "Holding",
    "LanguagePack",
    "Match",
    "Outlet",
    "OutletMatch",
    "Outlets",
    "Parties",
    "Party",
    "load_catalog",
    "load_language",
    "side",
]
