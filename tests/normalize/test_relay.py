"""Who passed a statement on, by the words of its sentence."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog
from attribune.extract.segment import paragraphs, sentences
from attribune.model import Attribution, Document, Mentions, Span, document_id, text_hash
from attribune.normalize.statement import find_statements
from training.markup import parse


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("“{T1:We ran},” {S1:a nurse} {C1:told AFP} news agency.", ["Agence France-Presse"]),
        ("“{T1:We ran},” {S1:a nurse} {C1:told} AFP news agency.", ["Agence France-Presse"]),
        ("Russian state news agency TASS, {C1:citing} {S1:a diver}, reported {T1:that it sank}.", ["TASS"]),
        ("{S1:The minister} {C1:told} state television {T1:that it sank}.", ["state television"]),
    ],
)
def test_relay_is_named_once_and_by_its_name(words: str, expected: list[str]) -> None:
    found = parse(words)
    text = found.text
    blocks = paragraphs(text)
    lines = tuple(one for block in blocks for one in sentences(text, block))
    spans = found.spans[1]
    one = Attribution(
        tuple(Span(*pair) for pair in spans.content), Span(*next(iter(spans.source))), Span(*next(iter(spans.cue)))
    )
    doc = Document(document_id(text), text, text_hash(text), language="en")
    made = find_statements(doc, Mentions(blocks, lines, (), (one,), (), ()), (), load_catalog(), None)
    assert [each.name for each in made[0].relay] == expected
