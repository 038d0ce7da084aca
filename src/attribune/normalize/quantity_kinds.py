"""Which of our category slugs behave alike: losses, people, counts that a period belongs to."""

from __future__ import annotations

__all__ = ["LOSSES", "PEOPLE_LOST", "PERIODIC", "SUFFERED", "VOTES", "WEAPONS"]

LOSSES = frozenset(
    """personnel tank armoured_vehicle artillery howitzer mlrs air_defence fixed_wing_aircraft helicopter uav missile
    cruise_missile ballistic_missile vehicle vessel submarine special_equipment killed injured missing
    prisoner""".split()
)
PEOPLE_LOST = frozenset({"personnel", "killed", "injured", "missing", "prisoner", "displaced"})
# Counts that a period belongs to; sums, ranges and votes have none of their own.
PERIODIC = LOSSES | frozenset(
    """displaced arrested body_exhumed attack attack_repelled attack_thwarted strike sortie town area_km2 building
    aerial_bomb ammunition advance_km mobilised""".split()
)
SUFFERED = frozenset(
    """killed injured missing displaced building civilian_trapped civilian_to_evacuate civilian_threatened
    prisoner""".split()
)
WEAPONS = frozenset("missile cruise_missile ballistic_missile uav aerial_bomb ammunition".split())
VOTES = frozenset({"vote_for", "vote_against", "abstention"})
