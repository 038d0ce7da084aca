"""Which language a text is in."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["language_of"]

SAMPLE = 4_000
SURE = 0.9
LEAST_LETTERS = 60
"""Below this the identifier guesses: "Zelensky speaks" comes out as Polish."""

LETTER = re.compile(r"[^\W\d_]")


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # imported late: it loads a model

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)  # type: ignore[no-untyped-call]
    identifier: LanguageIdentifier = made
    return identifier


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of the text's language; where the words do not decide, what the source declares, or None."""
    start = max(0, len(text) // 2 - SAMPLE // 2) if len(text) > 2 * SAMPLE else 0
    sample = text[start : start + SAMPLE]
    if len(LETTER.findall(sample)) >= LEAST_LETTERS:
        code, probability = _identifier().classify(sample)  # type: ignore[no-untyped-call]
        if probability >= SURE:
            return str(code)
    return declared.split("-")[0].split("_")[0].lower() if declared else None
