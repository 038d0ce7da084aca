"""Many spans at once answer as looking at each of them would."""

from hypothesis import given
from hypothesis import strategies as st

from attribune.model import Span, SpanIndex, Spans, overlapping

span = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: Span(pair[0], pair[0] + pair[1]))


@given(st.lists(span), span)
def test_holds_when_spans_nest_and_overlap_is_any_that_contains(spans: list[Span], one: Span) -> None:
    assert Spans(spans).holds(one) == any(each.contains(one) for each in spans)


@given(st.lists(span), span)
def test_touches_when_spans_nest_and_overlap_is_any_that_overlaps(spans: list[Span], one: Span) -> None:
    assert Spans(spans).touches(one) == any(each.overlaps(one) for each in spans)


@given(st.lists(span), span)
def test_at_when_spans_nest_and_overlap_gives_those_that_overlap_by_start(spans: list[Span], one: Span) -> None:
    index = SpanIndex((each, number) for number, each in enumerate(spans))

    expected = sorted((each.start, number) for number, each in enumerate(spans) if each.overlaps(one))
    assert index.at(one) == [number for _, number in expected]


@given(st.lists(st.integers(0, 60), unique=True).map(sorted), span)
def test_overlapping_when_spans_are_apart_gives_those_that_overlap(bounds: list[int], one: Span) -> None:
    ordered = [Span(start, end) for start, end in zip(bounds[::2], bounds[1::2], strict=False)]

    assert list(overlapping(ordered, one)) == [each for each in ordered if each.overlaps(one)]
