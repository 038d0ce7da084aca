"""Lexicons: word lists per language, compiled from `resources/lang/<code>/*.yaml` by `tools/build_catalog.py`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from attribune.errors import FatalError

__all__ = ["LanguagePack", "load_language"]


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All lexicons of one language, by name. A stage reads its own into a type of its own, once."""

    code: str
    lexicons: Mapping[str, Mapping[str, Any]]

    def __getitem__(self, name: str) -> Mapping[str, Any]:
        return self.lexicons[name]


@cache
def load_language(code: str = "en") -> LanguagePack:
    """The compiled lexicons of a language; FatalError where there is no pack for it."""
    path = files("attribune.catalog") / "data" / f"lang-{code}.json"
    if not path.is_file():
        raise FatalError(
            f"no language pack for {code!r}", "install one, or add resources/lang and rebuild the catalogue"
        )
    return LanguagePack(code, json.loads(path.read_text(encoding="utf-8")))
