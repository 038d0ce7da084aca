"""Distancing words: which count, and for which statement."""

from __future__ import annotations

import re

import pytest

from attribune.extract.marks import marked
from attribune.extract.quotation import quotations
from attribune.model import Attribution, Span

ROLES = re.compile(r"\[(?P<source>[^\]]*)\]|<(?P<cue>[^>]*)>|\{(?P<content>[^}]*)\}")


def hedges(words: str) -> list[str]:
    """The hedges of a sentence marked [source] <cue> {content}."""
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for match in ROLES.finditer(words):
        role = match.lastgroup or ""
        spans[role].append(Span(*match.span(role)))
    first = {role: found[0] if found else None for role, found in spans.items()}
    one = Attribution(tuple(spans["content"]), first["source"], first["cue"])
    line = Span(0, len(words))
    return [hedge.of(words) for hedge in marked(words, one, [line], quotations(words, [line])).hedges]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("[The clip] <purports to show> {a raid}.", ["purports"]),
        ("[The footage] <allegedly shows> {a strike}.", ["allegedly"]),
        ("{A video}, <said> {to show the crash}, spread online.", ["said"]),
        ("{The crew} <is understood> {to have been rescued}.", ["is understood"]),
        ("<It is rumoured> {that the mine will close}.", ["It is rumoured"]),
        ("{The images} <appear> {to show a crater}.", ["appear"]),
        ("[Officials] <said> {the blast was likely an accident}.", ["likely"]),
        ("[The army] <said> {it hit so-called command posts}.", ["so-called"]),
        ("[The ministry] <said, without providing evidence,> {that 300 men had died}.", ["without providing evidence"]),
        ("[The UN] <cited> {unconfirmed reports of looting}.", ["unconfirmed reports"]),
        ("[Kyiv] <denounced> {what it called a provocation}.", ["what it called"]),
        ("{Hundreds} <were reported> {killed}.", ["were reported"]),
        ("[The lawyer] <alleged> {that prisoners were beaten}.", []),
        ("[The group] <claimed> {the attack}.", []),
        ("[The envoy] <called> {it “possibly criminal”}.", []),
        ("[The mayor] <said> {the bridge was closed}.", []),
    ],
)
def test_hedges_are_words_of_the_report_that_distance(words: str, expected: list[str]) -> None:
    assert hedges(words) == expected
