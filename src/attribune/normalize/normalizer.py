"""normalize(): mentions → a reading, in which every value stands beside the words that it came from.

The order matters: parties and media come first, since statements need speakers; figures and events come last, since
they take claimant, place and time from the other layers.
"""

from __future__ import annotations

from attribune.catalog import Catalog
from attribune.model import Document, Mentions, Reading
from attribune.normalize.equipment import find_equipment
from attribune.normalize.event import find_events
from attribune.normalize.facts import find_facts
from attribune.normalize.media import find_media
from attribune.normalize.place import find_places
from attribune.normalize.quantity import Around, find_quantities
from attribune.normalize.sift import sifted
from attribune.normalize.statement import find_statements
from attribune.normalize.time import find_times

__all__ = ["normalize"]


def normalize(document: Document, mentions: Mentions, catalog: Catalog) -> Reading:
    """All layers of one document with their values."""
    mentions = sifted(document, mentions, catalog)
    facts = find_facts(document, mentions, catalog)
    media = find_media(document, mentions, catalog)
    day = facts.published.start if facts.published is not None else None
    statements = find_statements(document, mentions, media, catalog, day)
    times = find_times(document, mentions, facts, catalog)
    places = find_places(document, mentions, catalog)
    equipment = find_equipment(document, mentions, places, catalog)
    quantities = find_quantities(document, mentions, Around(statements, times, places), facts, catalog)
    events = find_events(document, mentions, statements, places, times, equipment, quantities, catalog)
    return Reading(facts, statements, quantities, events, places, times, equipment, media)
