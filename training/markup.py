"""The inline markup of our own annotated dispatches: reading it, and checking it.

A file is header lines ``# key: value``, a blank line, then paragraphs parted by blank lines::

    # id: example-01
    # conflict: example

    {S1:The ministry} {C1:said} {T1:it had repelled an attack}, and {S2:an analyst} {C2:doubted} {T2:that}.
    @1 claimant="Ministry of Defence" style=indirect stance=asserts hedge="had"

Brackets are S (source), C (cue) or T (content), a number and a colon; they nest. The number ties the
spans of one attribution together, over paragraphs too. ``@`` lines carry what no span can. The plain
text is the paragraphs without markup, joined by a blank line.

    python -m training.markup check FILES
"""

from __future__ import annotations

import argparse
import re
import shlex
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from training.corpus import AnnotatedText, GoldAttribution, Offsets, read_text

ROLE_OF = {"S": "source", "C": "cue", "T": "content"}
STYLES = frozenset({"direct", "indirect", "mixed"})
STANCES = frozenset(
    "asserts alleges denies confirms assesses promises warns demands urges questions predicts null".split()
)
VERIFICATIONS = frozenset({"unverified", "verified", "contested", "not stated"})
KEYS = frozenset({"claimant", "also", "style", "stance", "hedge", "relay", "verification"})

BRACKET = re.compile(r"\{([SCT])(\d+):|\{|\}")
ATTRIBUTE_LINE = re.compile(r"^@(\d+)\s+(.*)$")
HEADER_LINE = re.compile(r"^#\s*([\w-]+)\s*:\s*(.*)$")


class MarkupError(ValueError):
    """A dispatch whose markup cannot be read; the message names the line."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """What the ``@`` line of an attribution says; claimant None means that nobody is named.

    `also` holds names that are right by the conventions too, where two readers may call the speaker differently.
    """

    claimant: str | None
    style: str
    stance: str | None = "asserts"
    hedges: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    verification: str = "not stated"
    also: tuple[str, ...] = ()

    @property
    def claimants(self) -> tuple[str | None, ...]:
        """The names that are right, the best first."""
        return (self.claimant, *self.also)


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One annotated dispatch. `attributes` is keyed by the number of the attribution, as `spans` is."""

    header: dict[str, str]
    text: str
    spans: dict[int, GoldAttribution]
    attributes: dict[int, Attributes]

    @property
    def id(self) -> str:
        """The id that the header gives."""
        return self.header["id"]

    def annotated(self) -> AnnotatedText:
        """Return text and spans alone, as the training reads every corpus."""
        return AnnotatedText(self.id, self.text, tuple(self.spans[n] for n in sorted(self.spans)))


@dataclass(slots=True)
class _Reader:
    """Gathers a dispatch line by line."""

    header: dict[str, str] = field(default_factory=dict)
    paragraphs: list[str] = field(default_factory=list)
    length: int = 0
    spans: dict[int, dict[str, list[Offsets]]] = field(default_factory=dict)
    attributes: dict[int, Attributes] = field(default_factory=dict)

    def paragraph(self, line: str) -> None:
        """Take one paragraph with its brackets."""
        if self.paragraphs:
            self.length += 2
        plain: list[str] = []
        size, done = 0, 0
        opened: list[tuple[str, int, int]] = []
        for match in BRACKET.finditer(line):
            plain.append(line[done : match.start()])
            size += match.start() - done
            done = match.end()
            if match[1]:
                opened.append((ROLE_OF[match[1]], int(match[2]), self.length + size))
            elif match[0] == "{":
                raise MarkupError(f"a brace that opens nothing: {line[match.start() : match.start() + 20]!r}")
            elif not opened:
                raise MarkupError(f"a brace closes what nobody opened, after {''.join(plain)[-20:]!r}")
            else:
                role, number, start = opened.pop()
                if start == self.length + size:
                    raise MarkupError(f"the {role} of {number} is empty")
                of_number = self.spans.setdefault(number, {role: [] for role in ROLE_OF.values()})
                of_number[role].append((start, self.length + size))
        if opened:
            raise MarkupError(f"the {opened[-1][0]} of {opened[-1][1]} is not closed in its paragraph")
        plain.append(line[done:])
        self.paragraphs.append("".join(plain))
        self.length += size + len(line) - done

    def attribute(self, number: int, values: str) -> None:
        """Take one ``@`` line."""
        if number in self.attributes:
            raise MarkupError(f"@{number} is there twice")
        self.attributes[number] = _attributes(number, values)

    def dispatch(self) -> Dispatch:
        """Return what was gathered."""
        spans = {
            number: GoldAttribution(**{role: tuple(sorted(pairs)) for role, pairs in roles.items()})
            for number, roles in sorted(self.spans.items())
        }
        return Dispatch(self.header, "\n\n".join(self.paragraphs), spans, self.attributes)


def parse(marked: str) -> Dispatch:
    """Return the dispatch that a file's text holds. Raises MarkupError with the line's number."""
    reader = _Reader()
    in_header = True
    for number, line in enumerate(marked.split("\n"), 1):
        line = line.rstrip()
        try:
            if in_header and (header := HEADER_LINE.match(line)):
                reader.header[header[1]] = header[2].strip()
            elif attribute := ATTRIBUTE_LINE.match(line):
                reader.attribute(int(attribute[1]), attribute[2])
            elif line.startswith("@"):
                raise MarkupError(f"not an attribute line: {line[:40]!r}")
            elif line:
                in_header = False
                reader.paragraph(line)
        except MarkupError as error:
            raise MarkupError(f"line {number}: {error}") from error
    return reader.dispatch()


def read_markup(path: Path) -> Dispatch:
    """Return the dispatch in a file."""
    try:
        return parse(read_text(path))
    except MarkupError as error:
        raise MarkupError(f"{path}: {error}") from error


def read_folder(folder: Path) -> list[Dispatch]:
    """Return the dispatches of a folder, by file name."""
    return [read_markup(path) for path in sorted(folder.glob("*.txt"))]


def problems(dispatch: Dispatch) -> Iterator[str]:
    """Yield everything that breaks a rule of the annotation."""
    for key in ("id", "conflict", "outlet"):
        if not dispatch.header.get(key):
            yield f"the header has no {key}"
    for number, attribution in dispatch.spans.items():
        if not attribution.content:
            yield f"{number} has no content"
        if number not in dispatch.attributes:
            yield f"{number} has no @ line"
        for role in ROLE_OF.values():
            for start, end in getattr(attribution, role):
                words = dispatch.text[start:end]
                if words != words.strip():
                    yield f"the {role} of {number} begins or ends with white space: {words[:40]!r}"
                if _cuts_word(dispatch.text, start) or _cuts_word(dispatch.text, end):
                    yield f"the {role} of {number} begins or ends inside a word: {words[:40]!r}"
    for number, attributes in dispatch.attributes.items():
        if number not in dispatch.spans:
            yield f"@{number} has no span"
            continue
        words = " ".join(
            dispatch.text[start:end]
            for role in ROLE_OF.values()
            for start, end in getattr(dispatch.spans[number], role)
        )
        for hedge in attributes.hedges:
            if hedge not in words:
                yield f"the hedge {hedge!r} of {number} is not in its spans"


def _cuts_word(text: str, offset: int) -> bool:
    return 0 < offset < len(text) and text[offset - 1].isalnum() and text[offset].isalnum()


def _attributes(number: int, values: str) -> Attributes:
    given: dict[str, list[str | None]] = {}
    # Only double quotation marks are special: an apostrophe in a name is no quotation.
    lexer = shlex.shlex(values, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.escape, lexer.commenters = True, '"', "", ""
    try:
        pairs = list(lexer)
    except ValueError as error:
        raise MarkupError(f"@{number}: {error}") from error
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or key not in KEYS:
            raise MarkupError(f"@{number}: not an attribute: {pair!r}")
        given.setdefault(key, []).append(None if value == "null" else value)
    for key, known in (("style", STYLES), ("stance", STANCES), ("verification", VERIFICATIONS)):
        for named in given.get(key, []):
            if (named or "null") not in known:
                raise MarkupError(f"@{number}: no such {key}: {named!r}")
    for key in ("claimant", "style"):
        if len(given.get(key, [])) != 1:
            raise MarkupError(f"@{number}: needs one {key}")
    return Attributes(
        claimant=given["claimant"][0],
        style=given["style"][0] or "",
        stance=given.get("stance", ["asserts"])[0],
        hedges=tuple(filter(None, given.get("hedge", []))),
        relays=tuple(filter(None, given.get("relay", []))),
        verification=given.get("verification", ["not stated"])[0] or "",
        also=tuple(filter(None, given.get("also", []))),
    )


def main(arguments: list[str] | None = None) -> int:
    """Check the files named; return 1 if any breaks a rule."""
    parser = argparse.ArgumentParser(prog="python -m training.markup", description=__doc__)
    parser.add_argument("command", choices=["check"])
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    found, attributions = 0, 0
    for path in options.files:
        try:
            dispatch = read_markup(path)
        except MarkupError as error:
            print(error, file=sys.stderr)
            found += 1
            continue
        attributions += len(dispatch.spans)
        for problem in problems(dispatch):
            print(f"{path}: {problem}", file=sys.stderr)
            found += 1
    print(f"{len(options.files)} files, {attributions} attributions, {found} problems")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
