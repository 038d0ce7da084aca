"""Hypothesis strategies for model types that it cannot work out by itself."""

from __future__ import annotations

from typing import get_args

from hypothesis import strategies as st

import attribune.model as model

__all__ = ["register"]


def register() -> None:
    """Teach Hypothesis spans (start before end), slots (generic) and finite numbers."""
    st.register_type_strategy(
        model.Span,
        st.builds(lambda start, size: model.Span(start, start + size), st.integers(0, 999), st.integers(1, 99)),
    )
    st.register_type_strategy(
        model.Slot,
        lambda kind: st.builds(model.Slot, st.from_type(get_args(kind)[0]), st.text(), st.from_type(model.Span)),
    )
    st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
