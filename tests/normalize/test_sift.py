"""Content that is only a name is no statement."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog
from attribune.extract.marks import verifications
from attribune.model import Attribution, Document, Mentions, Span, document_id, text_hash
from attribune.normalize.sift import sifted


@pytest.mark.parametrize(
    ("text", "content", "kept"),
    [
        ("The minister thanked Chancellor Olaf Scholz.", "Chancellor Olaf Scholz", False),
        ("The minister phoned Olaf Scholz.", "Olaf Scholz", False),
        ("The minister blamed Russia.", "Russia", True),
        ("The minister condemned the Taliban.", "the Taliban", True),
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


@pytest.mark.parametrize(("speaker", "kept"), [("The BBC", False), ("Reuters", False), ("The UN mission", True)])
def test_attribution_when_an_outlet_tells_of_its_own_check(speaker: str, kept: bool) -> None:
    text = f"{speaker} has not been able to independently confirm the number of casualties."
    doc = Document(document_id(text), text, text_hash(text), language="en")
    cue, content = ("has not been able to independently confirm", "the number of casualties")
    spans = [Span(text.index(words), text.index(words) + len(words)) for words in (content, speaker, cue)]
    whole = Span(0, len(text))
    found = (Attribution((spans[0],), spans[1], spans[2]),)
    mentions = Mentions((whole,), (whole,), (), found, (), tuple(verifications(text, (whole,), ())))
    assert bool(sifted(doc, mentions, load_catalog()).attributions) is kept
