"""Quotation marks of every kind are found, and apostrophes are not."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.extract.quotation import quotations
from attribune.extract.segment import paragraphs


def found(text: str) -> list[str]:
    return [one.span.of(text) for one in quotations(text, paragraphs(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “we stay” and left.", ["“we stay”"]),
        ('She said "we stay" and left.', ['"we stay"']),
        ("Elle dit « nous restons ».", ["« nous restons »"]),
        ("Er sagte „wir bleiben“ und ging.", ["„wir bleiben“"]),
        ("He spoke of ‘illegal’ orders.", ["‘illegal’"]),
        ("He spoke of 'illegal' orders.", ["'illegal'"]),
        ("``We stay,'' she said.", ["``We stay,''"]),
        ("“He told me ‘go’, so I went,” she said.", ["“He told me ‘go’, so I went,”"]),
        ("The residents’ houses and the army's lorries", []),
        ("Rock 'n' roll in the '90s", ["'n'"]),
        ("«We are leaving», – said he.", ["«We are leaving»"]),
    ],
)
def test_quotations_when_marks_are_of_every_kind(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_quotations_when_one_runs_over_paragraphs() -> None:
    text = "“The first part has no end.\n\n“The second part ends,” she said."
    first, second = quotations(text, paragraphs(text))
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)
    assert second.span.of(text) == "“The second part ends,”"


def test_quotations_when_one_is_never_closed() -> None:
    text = "He said: “the road is open and nobody\n\nNext paragraph."
    (only,) = quotations(text, paragraphs(text))
    assert not only.closed
    assert only.span.of(text) == "“the road is open and nobody"


@given(st.text(alphabet=st.sampled_from(list("ab c.,“”‘’'\"«»„\n")), max_size=120))
def test_quotations_when_marks_come_in_any_order(text: str) -> None:
    spans = [one.span for one in quotations(text, paragraphs(text))]
    assert all(one.end <= two.start for one, two in itertools.pairwise(spans))
    assert all("\n" not in span.of(text) for span in spans)
