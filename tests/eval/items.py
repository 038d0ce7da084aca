"""The closed lists of the annotation and its items as types."""

from __future__ import annotations

from dataclasses import dataclass

from attribune.model import Document, Span

STANCES = {"asserts", "alleges", "denies", "confirms", "assesses", "promises", "warns", "demands", "urges", "predicts",
           "questions", None}  # fmt: skip
STYLES = {"direct", "indirect", "mixed"}
VERIFICATIONS = {"unverified", "verified", "contested", "not stated"}
QUALIFIERS = {"exact", "about", "at_least", "up_to", "fewer_than", "more_than", "range"}
STATUSES = {"claimed", "reported_as_fact", "denied", "planned", "hypothetical"}
BASES = {"absolute", "relative", "ordinal_day"}
CATEGORIES = set(
    """personnel killed injured missing prisoner mobilised personnel_trained civilian_trapped civilian_threatened
    civilian_to_evacuate displaced arrested body_exhumed donor tank armoured_vehicle artillery howitzer mlrs air_defence
    fixed_wing_aircraft helicopter uav missile cruise_missile ballistic_missile aerial_bomb vehicle vessel submarine
    special_equipment ammunition town region region_annexed area_km2 territory_share advance_km distance_km building
    building_floor mass_grave attack attack_repelled attack_thwarted strike sortie weapon_range weapon_range_ratio grain
    vessel_suspect economic_damage compensation aid_value job_vacancy member_state vote_for vote_against abstention
    other""".split()
)
EVENT_TYPES = set(
    """armed_clash territory_change movement strike shelling interception launch remote_explosive siege invasion
    fortification military_death civilian_death capture_prisoners property_destruction looting seizure crash accident
    mass_grave_discovery exhumation arrest negotiation meeting agreement vote legislation appointment pledge
    arms_delivery conscription recruitment fundraising evacuation_call training statement protest riot other""".split()
)
CLASSES = set(
    """mbt ifv apc artillery howitzer mortar mlrs sam aaa srbm irbm icbm cruise_missile missile air_to_air_missile atgm
    manpads aerial_bomb mine uav fighter attack_aircraft bomber transport_aircraft helicopter vessel submarine truck
    radar ew small_arms other""".split()
)


class GoldError(ValueError):
    """A gold file that does not fit its dispatch or the format; the message names the file and the entry."""


@dataclass(frozen=True, slots=True)
class GoldAttribution:
    content: tuple[Span, ...]
    source: Span | None
    claimant: str | None
    party: str | None
    cue: Span | None
    style: str
    stance: str | None
    hedges: tuple[Span, ...]
    relay: str | None
    verification: str
    accept: tuple[str, ...] = ()
    nested: bool = False
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldQuantity:
    span: Span
    category: str
    value: float
    value_max: float | None
    qualifier: str
    unit: str | None
    subject: str | None
    claimant: str | None
    start: str | None
    end: str | None
    cumulative: bool
    vague: bool
    accept: tuple[str, ...] = ()
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldEvent:
    trigger: Span
    mentions: tuple[Span, ...]
    type: str
    actor: str | None
    target: str | None
    place: str | None
    date: str | None
    world_date: str | None
    status: str
    claimant: str | None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldPlace:
    span: Span
    name: str
    country: str | None
    kind: str
    lat: float | None
    lon: float | None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldTime:
    span: Span
    value: str
    world_value: str | None
    basis: str
    vague: bool
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldEquipment:
    span: Span
    name: str
    classes: tuple[str, ...]  # the first is the one we hold; the others are as good
    operator: str | None
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldMedia:
    caption: Span
    credit: Span | None
    credited_to: tuple[str, ...]
    neutral: bool = False


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One dispatch as read, with its annotation."""

    name: str
    document: Document
    title: str | None
    published: str | None
    publisher: str | None
    origins: tuple[str | None, ...]
    boilerplate: tuple[Span, ...]
    attributions: tuple[GoldAttribution, ...]
    quantities: tuple[GoldQuantity, ...]
    events: tuple[GoldEvent, ...]
    places: tuple[GoldPlace, ...]
    times: tuple[GoldTime, ...]
    equipment: tuple[GoldEquipment, ...]
    media: tuple[GoldMedia, ...]
