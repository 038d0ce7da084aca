"""Content that is only a name is no statement."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog
from attribune.model import Attribution, Document, Mentions, Span, document_id, text_hash
from attribune.normalize.sift import sifted


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("The minister thanked Chancellor Olaf Scholz.", "Chancellor Olaf Scholz", False),
        ("The minister blamed Russia.", "Russia", False),
        ("The minister blamed Russia for the fire.", "Russia for the fire", True),
        ("The minister said “Russia”.", "“Russia”", True),
        ("The minister announced aid.", "aid", True),
    ],
)
def test_attribution_when_its_content_is_a_bare_name(text: str, content: str, kept: bool) -> None:
    doc = Document(document_id(text), text, text_hash(text), language="en")
    start = text.index(content)
    cue = Span(13, 13 + len(text[13:].split()[0]))
    one = Attribution((Span(start, start + len(content)),), Span(0, 12), cue)
    whole = Span(0, len(text))
    mentions = Mentions((whole,), (whole,), (), (one,), (), ())
    assert bool(sifted(doc, mentions, load_catalog()).attributions) is kept
