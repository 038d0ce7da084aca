"""Whose side: the forces of who speaks, and those of the other side of a conflict of two."""

from __future__ import annotations

from collections import Counter

from attribune.catalog import Catalog
from attribune.model import Reference, Statement
from attribune.normalize.event_condition import Candidate
from attribune.normalize.event_scene import Layers, Line

__all__ = ["WATCHING", "enemy_of", "known", "opponent_of", "own_forces", "speaks_of_own"]

WATCHING = frozenset({"monitor", "ngo", "media", "agency", "outlet", "analyst", "rights", "un", "think_tank"})
OF_STATE = frozenset({"government", "ministry", "military", "office", "person", "forces", "country", "service"})
OWN_REACH = 14
ANOTHER = frozenset({"adjective", "enemy", "body", "person"})


def known(catalog: Catalog, party_id: str) -> Reference | None:
    """A party of the catalogue by its id."""
    party = catalog.parties.get(party_id)
    return None if party is None else catalog.parties.reference(party)


def enemy_of(said: Statement | None, layers: Layers) -> Reference | None:
    """The forces that a source calls the enemy: those of the other side of a conflict of two."""
    conflict = layers.conflict
    if conflict is None:
        return None
    speakers = [said] if said is not None else layers.statements
    homes = [one.claimant.country for one in speakers if one is not None and one.claimant is not None]
    own = Counter(home for home in homes if home and conflict.side_of(home)).most_common(1)
    home = own[0][0] if own else conflict.zone[0] if conflict.zone else None
    return None if home is None else _other_side(home, layers)


def opponent_of(actor: Reference, layers: Layers) -> Reference | None:
    """Whom the forces of a state fight, where the document's conflict has two sides."""
    return None if actor.country is None or actor.kind not in OF_STATE else _other_side(actor.country, layers)


def _other_side(home: str, layers: Layers) -> Reference | None:
    conflict = layers.conflict
    side = None if conflict is None else conflict.side_of(home)
    if conflict is None or side is None:
        return None
    others = [members for name, members in conflict.sides if name != side]
    if len(others) != 1:
        return None
    code = next((member for member in others[0] if member in layers.catalog.parties.countries), None)
    return None if code is None else known(layers.catalog, f"{code.lower()}-forces")


def own_forces(said: Statement | None, layers: Layers) -> Reference | None:
    """The forces of who speaks: those of the state for its offices and ministers, the group for its spokesman."""
    claimant = None if said is None else said.claimant
    if said is None or claimant is None or claimant.kind in WATCHING:
        return None
    parties = layers.catalog.parties
    if said.party in parties.countries:
        forces = parties.institution(said.party or "", "forces") if claimant.kind in OF_STATE else None
        return None if forces is None else parties.reference(forces)
    groups = [one for one in parties.lookup(said.party or "") if one.kind == "armed_group"]
    return parties.reference(groups[0]) if len(groups) == 1 else None


def speaks_of_own(candidate: Candidate, line: Line, layers: Layers, said: Statement | None) -> bool:
    """True where a source's own people act unnamed: "soldiers had secured the bridge", "air defence shot down …".

    What is shot down, and not by whom, is shot down by the side that reports it.
    """
    if candidate.passive:
        return candidate.type == "interception"
    before = list(line.tokens[max(candidate.first - OWN_REACH, 0) : candidate.first])
    cut = next((at for at in range(len(before) - 1, -1, -1) if before[at].word in layers.words.clause - {"and"}), -1)
    before = before[cut + 1 :]
    if said is not None:
        before = [token for token in before if any(part.overlaps(token.span) for part in said.content)]
    if any(token.labels & ANOTHER for token in before):
        return False
    return any(token.stem in layers.words.classes["own"] for token in before)
