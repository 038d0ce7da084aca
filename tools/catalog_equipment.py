"""Compile `resources/equipment/` into `equipment.json`: models with every way of writing their names.

A form is [as written, doubtful, exact case, singular of a kind]. A leading "~" in the sources makes a form doubtful, a
leading "=" asks for exact case. Short designations that are also roads, visas or chess squares ("A-10", "D-30") are
doubtful by rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from anyascii import anyascii

RESOURCES = Path(__file__).resolve().parent.parent / "resources" / "equipment"
SHORT = re.compile(r"^[A-Z]{1,2}-?\d{1,2}s?$")
KNOWN_SHORT = re.compile(
    r"^(?:(?:T|Su|Tu|Ka|An|SS|Il|BM|AK)-?\d\d|F-?(?:15|16|18|22|35)|B-?52|(?:Mi|SA)-?\d+|TB-?2|FN-?6|L-?39|M-?16|"
    r"[RM]Q-?\d|AS-?90|AH-?64|UH-?60|CH-?47)s?$",
    re.IGNORECASE,
)
Form = list[Any]


def slug(name: str) -> str:
    """The id of a model: "eq:9k720-iskander"."""
    return "eq:" + re.sub(r"[^a-z0-9]+", "-", anyascii(name).lower()).strip("-")


def plural(phrase: str) -> str:
    """The plural of an English noun phrase that ends in its head."""
    if phrase.endswith(("aircraft", "arms", "artillery", "phosphorus", "gas", "radar station's")):
        return phrase
    if re.search(r"(?:s|x|ch|sh)$", phrase):
        return phrase + "es"
    return re.sub(r"(?<=[^aeiou])y$", "ie", phrase) + "s"


def forms_of(written: str) -> Form:
    """One form of a model's name as the compiled file has it."""
    doubtful, exact, text = written.startswith("~"), written.startswith("="), written.lstrip("~=")
    letters = re.sub(r"[^A-Za-z]", "", text)
    exact = exact or (letters.isupper() and text.isalpha() and len(text) <= 5)
    doubtful = doubtful or (bool(SHORT.match(text)) and not KNOWN_SHORT.match(text))
    return [text, doubtful, exact, ""]


def _sources() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(RESOURCES.glob("*.yaml")):
        loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not loaded.get("source") or not loaded.get("licence"):
            raise ValueError(f"resources/equipment/{path.name}: name the source and the licence at the top")
        yield path.stem, loaded


def _models() -> Iterator[list[Any]]:
    for _, loaded in _sources():
        for name, kind, country, aliases in loaded.get("models", []):
            forms = [forms_of(alias) for alias in aliases]
            if not any(form[0] == name for form in forms) and "(" not in name and not any(
                form[1] and form[0].lower() == name.lower() for form in forms
            ):  # fmt: skip
                forms.insert(0, forms_of(name))
            yield [slug(name), name, kind, country, "(unspecified)" in name, forms]


def _kinds() -> Iterator[list[Any]]:
    for _, loaded in _sources():
        for strength in ("strong", "weak"):
            for name, kind, heads in loaded.get(strength, []):
                forms = []
                for head in heads:
                    exact, text = head.startswith("="), head.lstrip("=")
                    many = text if text.endswith("s") and exact else plural(text) if not exact else text + "s"
                    for written in dict.fromkeys((text, many)):
                        forms.append([written, strength == "weak", exact, text])
                yield [slug(name), name, kind, None, True, forms]


def build_equipment() -> Iterator[tuple[str, bytes]]:
    """The compiled models; ValueError where two models share an id or a certain name."""
    rows: dict[str, list[Any]] = {}
    certain: dict[str, str] = {}
    clashes: list[str] = []
    for row in [*_models(), *_kinds()]:
        model_id, name = row[0], row[1]
        if model_id in rows:
            if not row[4]:
                raise ValueError(f"resources/equipment: {name} is listed twice")
            rows[model_id][5].extend(row[5])
        else:
            rows[model_id] = row
        for text, doubtful, _, _ in row[5]:
            key = re.sub(r"[^a-z0-9]", "", anyascii(text).lower())
            if not doubtful and certain.setdefault(key, model_id) != model_id:
                clashes.append(f"{text!r} names both {certain[key]} and {model_id}")
    if clashes:
        raise ValueError("resources/equipment: " + "; ".join(clashes))
    text = json.dumps({"models": list(rows.values())}, ensure_ascii=False, separators=(",", ":"))
    yield "equipment.json", (text + "\n").encode()
