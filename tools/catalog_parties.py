"""Builders of `parties.json` (from resources/parties/*.yaml and outlets.yaml) and `catalog.json` (the other tables).

What a build refuses: an id given twice, a parent or holder that does not exist, and two parties that share an alias
without a rule in `collisions` that says which comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attribune.catalog.names import keys_of, words_of
from attribune.catalog.party import Form
from attribune.catalog.phrases import phrase

Source = dict[str, Any]
Reader = Callable[[Path], Source]

REGION_WORDS = ("region", "oblast", "province", "governorate", "state", "district", "department")
ROLES = {"monitor": "monitor", "ngo": "ngo", "international_body": "international"}
OUTLET_KINDS = {"agency": "agency"}
SHORT = "~"
LEADERS = ("leader", "head", "chief", "boss")  # what newsrooms call whoever leads a group
SPEAKING = frozenset({Form.NAME, Form.COUNTRY, Form.METONYM, Form.SHORT})


@dataclass
class Compiled:
    """The tables while they are being filled."""

    parties: dict[str, Source] = field(default_factory=dict)
    countries: list[Source] = field(default_factory=list)
    regions: list[Source] = field(default_factory=list)
    institutions: list[Source] = field(default_factory=list)
    holdings: list[list[str | None]] = field(default_factory=list)
    phrases: list[tuple[str, Form, str]] = field(default_factory=list)
    surnames: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def add(self, party: Source) -> None:
        """One more party; ValueError where its id is taken."""
        if party["id"] in self.parties:
            raise ValueError(f"party {party['id']} is given twice")
        self.parties[party["id"]] = {key: value for key, value in party.items() if value not in (None, [])}


def listed(value: str | list[str] | None) -> list[str]:
    """A YAML value that may be one string or a list of them."""
    return [] if value is None else [value] if isinstance(value, str) else value


def interval(written: str) -> tuple[str | None, str | None]:
    """Start and end of "2019-05-20/2024-02-08"; two dots stand for an open end."""
    start, _, end = written.partition("/")
    return (None if start in {"", ".."} else start), (None if end in {"", ".."} else end)


def build_parties(resources: Path, read: Reader) -> Source:
    """The content of `parties.json`."""
    sources = [read(path) for path in sorted((resources / "parties").glob("*.yaml"))]
    merged: Source = {}
    for source in sources:
        for section, entries in source.items():
            if section in {"source", "licence"}:
                continue
            if isinstance(entries, list):
                merged.setdefault(section, []).extend(entries)
                continue
            known = merged.setdefault(section, {})
            twice = sorted(set(known) & set(entries))
            if twice:
                raise ValueError(f"{section}: given twice: {', '.join(twice)}")
            known.update(entries)
    compiled = Compiled()
    add_countries(compiled, merged["countries"], body=False)
    add_countries(compiled, merged["bodies"], body=True)
    add_regions(compiled, merged["regions"])
    add_institutions(compiled, merged["institutions"])
    add_organisations(compiled, merged.get("organisations", {}))
    add_outlets(compiled, read(resources / "outlets.yaml")["outlets"])
    add_people(compiled, merged.get("people", {}))
    add_official_names(compiled, merged["institutions"])
    check_references(compiled)
    return {
        "parties": sorted(compiled.parties.values(), key=lambda row: str(row["id"])),
        "countries": compiled.countries,
        "regions": compiled.regions,
        "institutions": compiled.institutions,
        "holdings": sorted(compiled.holdings, key=str),
        "phrases": phrase_rows(compiled, merged.get("collisions", {})),
        "fillers": sorted({key for word in merged["fillers"] for key in keys_of(word)}),
        "modifiers": sorted({key for word in merged["modifiers"] for key in keys_of(word)}),
    }


def add_countries(compiled: Compiled, entries: Source, *, body: bool) -> None:
    """Countries, or bodies of states, with their names, adjectives, people and capitals."""
    for code, row in entries.items():
        party, name = code.lower(), row.get("official", row["name"])
        voice = party if body or row.get("voice") == "country" else f"{party}-government"
        adjectives = listed(row["adjective"])
        kind = "international_body" if body else "country"
        names = [row["name"], *row.get("also", [])]
        role = ROLES.get(kind)
        compiled.add({"id": party, "name": name, "kind": kind, "country": code, "role": role, "aliases": names})
        compiled.countries.append(
            {
                "code": code,
                "name": row["name"],
                "state": row.get("state", row["name"]),
                "adjective": adjectives[0].lstrip("="),
                "voice": voice,
            }
        )
        compiled.phrases += [(each, Form.COUNTRY, party) for each in names]
        compiled.phrases += [(each, Form.ADJECTIVE, party) for each in adjectives]
        people = row.get("people", [f"{each}s" for each in adjectives if each.endswith(("n", "i"))])
        compiled.phrases += [(each, Form.PEOPLE, party) for each in people]
        compiled.phrases += [(each, Form.METONYM, voice) for each in listed(row.get("capital"))]


def add_regions(compiled: Compiled, entries: Source) -> None:
    """Regions under every name, with and without the word for what they are."""
    for region, row in entries.items():
        own = {key: row[key] for key in ("state", "adjective") if key in row}
        country = row.get("country", region[:2].upper())
        compiled.regions.append({"id": region, "name": row["name"], "country": country, **own})
        names = dict.fromkeys([row["name"], *row["as"]])
        for each in names:
            kinds = [f"{each} {word}" for word in REGION_WORDS if word not in each.lower()]
            compiled.phrases += [(form, Form.REGION, region) for form in (each, *kinds)]


def add_institutions(compiled: Compiled, entries: Source) -> None:
    """Institutions with their heads; the composing itself is done when a text is read."""
    for institution, row in entries.items():
        kept = {
            key: row[key] for key in ("kind", "national", "local", "names", "local_names", "hosted") if row.get(key)
        }
        tails = [[word.key for word in words_of(tail)] for tail in row.get("tails", [])]
        compiled.institutions.append({"id": institution, **kept, **({"tails": tails} if tails else {})})
        compiled.phrases += [(head, Form.GENERIC, institution) for head in row["heads"]]
        for code, names in row.get("shorts", {}).items():
            compiled.phrases += [(each, Form.NAME, f"{code.lower()}-{institution}") for each in names]


def add_official_names(compiled: Compiled, entries: Source) -> None:
    """Institutions by official names that the template does not give: "Royal Thai Navy". What is listed goes first."""
    taken = {
        " ".join(keys_of(written.lstrip(SHORT + "="))) for written, form, _ in compiled.phrases if form in SPEAKING
    }
    for institution, row in entries.items():
        for code, name in row.get("names", {}).items():
            key = " ".join(keys_of(name))
            if key not in taken:
                taken.add(key)
                compiled.phrases.append((name, Form.NAME, f"{code.lower()}-{institution}"))


def add_aliases(compiled: Compiled, party: str, name: str, aliases: list[str]) -> None:
    """A party's name and aliases; those with a leading "~" need the text's support."""
    for alias in dict.fromkeys([name, *aliases]):
        form = Form.SHORT if alias.startswith(SHORT) else Form.NAME
        compiled.phrases.append((alias.removeprefix(SHORT), form, party))


def add_organisations(compiled: Compiled, entries: Source) -> None:
    """Listed organisations, services, armed groups, monitors."""
    for party, row in entries.items():
        start, end = interval(row.get("valid", "/"))
        aliases = row.get("aliases", [])
        compiled.add(
            {
                "id": party,
                "name": row["name"],
                "kind": row["kind"],
                "country": row.get("country"),
                "role": row.get("role", ROLES.get(row["kind"])),
                "parent": row.get("parent"),
                "aliases": [alias.lstrip(SHORT + "=") for alias in aliases],
                "from": start,
                "to": end,
            }
        )
        add_aliases(compiled, party, row["name"], aliases)
        if "governs" in row:
            compiled.phrases += [(each, Form.RULER, row["governs"]) for each in (row["name"], *aliases)]


def add_outlets(compiled: Compiled, entries: Source) -> None:
    """Outlets speak too ("an AFP journalist noted"): each is a party under the same id."""
    for outlet, row in entries.items():
        kind = OUTLET_KINDS.get(row["kind"], "outlet")
        aliases = row.get("credits", [])
        compiled.add(
            {
                "id": outlet,
                "name": row["name"],
                "kind": kind,
                "country": row["country"],
                "role": "media",
                "aliases": [alias.lstrip("=") for alias in aliases],
            }
        )
        add_aliases(compiled, outlet, row["name"], aliases)


def add_people(compiled: Compiled, entries: Source) -> None:
    """People with their offices; a surname that only one of them bears is a short form of the name."""
    for person, row in entries.items():
        aliases = row.get("aliases", [])
        compiled.add(
            {
                "id": person,
                "name": row["name"],
                "kind": "person",
                "country": row.get("country", person[:2].upper()),
                "gender": row.get("gender", "m"),
                "parent": row.get("of"),
                "aliases": [alias.lstrip(SHORT + "=") for alias in aliases],
            }
        )
        add_aliases(compiled, person, row["name"], aliases)
        if row.get("short", True):
            surname = row["name"].split()[-1]
            compiled.surnames.setdefault(" ".join(keys_of(surname)), []).append((surname, person))
        led = {f"{group}-leader": terms for group, terms in row.get("leads", {}).items()}
        for office, terms in (row.get("offices", {}) | led).items():
            compiled.holdings += [[person, office, *interval(term)] for term in listed(terms)]
        for group in row.get("leads", {}):
            add_leadership(compiled, group)
    for bearers in compiled.surnames.values():
        if len(bearers) == 1:
            compiled.phrases.append((bearers[0][0], Form.SHORT, bearers[0][1]))


def add_leadership(compiled: Compiled, group: str) -> None:
    """The office of who leads a group: "the Wagner boss", "leader of Hezbollah"."""
    office, party = f"{group}-leader", compiled.parties[group]
    if office in compiled.parties:
        return
    name = f"Leader of {party['name']}"
    compiled.add({"id": office, "name": name, "kind": "office", "country": party.get("country"), "parent": group})
    called = (party["name"], *(each for each in party.get("aliases", []) if len(each.split()) == 1))
    for alias in dict.fromkeys(called):
        compiled.phrases += [(f"{alias} {noun}", Form.NAME, office) for noun in LEADERS]
        compiled.phrases += [(f"{noun} of {alias}", Form.NAME, office) for noun in LEADERS[:2]]


def check_references(compiled: Compiled) -> None:
    """ValueError where a parent or an office that somebody holds does not exist."""
    for row in compiled.parties.values():
        if "parent" in row and not exists(compiled, row["parent"]):
            raise ValueError(f"{row['id']}: no parent {row['parent']}")
    for person, office, _, _ in compiled.holdings:
        if not exists(compiled, str(office)):
            raise ValueError(f"{person}: no office {office}")


def exists(compiled: Compiled, party: str) -> bool:
    """True if the id is listed, or composes from an institution and a country or region."""
    if party in compiled.parties:
        return True
    countries = {row["code"].lower() for row in compiled.countries}
    regions = {row["id"] for row in compiled.regions}
    states = countries | {row["id"] for row in compiled.regions if "state" in row}
    for row in compiled.institutions:
        if party.endswith(f"-{row['id']}"):
            owner = party.removesuffix(f"-{row['id']}")
            if (owner in states and "national" in row) or (owner in regions and "local" in row):
                return True
    return False


def phrase_rows(compiled: Compiled, collisions: dict[str, list[str]]) -> list[list[Any]]:
    """Phrases as compact rows; ValueError where two parties share one and no rule orders them."""
    rules = {" ".join(keys_of(alias)): order for alias, order in collisions.items()}
    by_key: dict[tuple[str, bool], dict[str, None]] = {}
    rows: dict[str, list[Any]] = {}
    for written, form, target in compiled.phrases:
        made = phrase(written, target)
        if form in SPEAKING and form is not Form.SHORT:
            by_key.setdefault((" ".join(made.keys), made.exact), {})[target] = None
        row = [made.text, list(made.keys), list(made.surfaces), int(made.exact), str(form), target]
        rows[str([made.keys, made.surfaces, form, target])] = row
    for (key, _), targets in by_key.items():
        order = rules.get(key, [])
        if len(targets) > 1 and not set(targets) <= set(order):
            raise ValueError(f"alias {key!r} stands for {', '.join(targets)}: add a rule to collisions")
    rank = {(key, target): place for key, order in rules.items() for place, target in enumerate(order)}
    return sorted(rows.values(), key=lambda row: (row[1], rank.get((" ".join(row[1]), row[5]), -1), str(row)))


def build_tables(resources: Path, read: Reader) -> Source:
    """The content of `catalog.json`: outlets, conflicts, loss categories."""
    outlets = read(resources / "outlets.yaml")["outlets"]
    conflicts = read(resources / "conflicts.yaml")["conflicts"]
    losses = read(resources / "loss_categories.yaml")
    return {
        "outlets": [
            {"id": outlet, **row, "credits": [each.lstrip("=") for each in row.get("credits", [])]}
            for outlet, row in sorted(outlets.items())
        ],
        "conflicts": conflicts,
        "categories": {"categories": losses["categories"], "crosswalks": losses["crosswalks"]},
    }


def catalog_files(resources: Path, read: Reader, as_json: Callable[[object], bytes]) -> Iterator[tuple[str, bytes]]:
    """`parties.json` and `catalog.json`."""
    yield "parties.json", as_json(build_parties(resources, read))
    yield "catalog.json", as_json(build_tables(resources, read))
