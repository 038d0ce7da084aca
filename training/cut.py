"""A student with fewer units: those whose outputs weigh most are kept, and what it has lost a fit teaches it again."""

from __future__ import annotations

from dataclasses import replace

import torch
from torch import Tensor

from training.student import Student

SIDES = ("", "_reverse")


def cut(student: Student, hidden: int) -> Student:
    """Return the student with so many units a side in every layer. Raises ValueError if it has fewer."""
    shape = student.shape
    if hidden > shape.hidden:
        raise ValueError(f"a student of {shape.hidden} units a side cannot be cut to {hidden}")
    kept = [[_heaviest(student, layer, side, hidden) for side in (0, 1)] for layer in range(shape.layers)]
    given, state = student.state_dict(), {}
    for name in ("words.weight", "features.weight", "head.bias"):
        state[name] = given[name]
    for layer in range(shape.layers):
        below = _both(kept[layer - 1], shape.hidden) if layer else None
        for side, suffix in enumerate(SIDES):
            rows = _gates(kept[layer][side], shape.hidden)
            inputs = given[f"lstm.weight_ih_l{layer}{suffix}"][rows]
            state[f"lstm.weight_ih_l{layer}{suffix}"] = inputs if below is None else inputs[:, below]
            state[f"lstm.weight_hh_l{layer}{suffix}"] = given[f"lstm.weight_hh_l{layer}{suffix}"][rows][
                :, kept[layer][side]
            ]
            for bias in ("bias_ih", "bias_hh"):
                state[f"lstm.{bias}_l{layer}{suffix}"] = given[f"lstm.{bias}_l{layer}{suffix}"][rows]
    state["head.weight"] = given["head.weight"][:, _both(kept[-1], shape.hidden)]
    smaller = Student(replace(shape, hidden=hidden))
    smaller.load_state_dict({name: values.clone() for name, values in state.items()})
    return smaller


def _heaviest(student: Student, layer: int, side: int, count: int) -> Tensor:
    """The units of a direction whose outputs have the largest weights, above and in the next step; in their order."""
    size, given = student.shape.hidden, student.state_dict()
    columns = slice(side * size, (side + 1) * size)
    if layer + 1 < student.shape.layers:
        above = torch.cat([given[f"lstm.weight_ih_l{layer + 1}{suffix}"][:, columns] for suffix in SIDES])
    else:
        above = given["head.weight"][:, columns]
    onward = given[f"lstm.weight_hh_l{layer}{SIDES[side]}"]
    weight = sum(part.square().sum(0) / part.square().sum() for part in (above, onward))
    assert isinstance(weight, Tensor)
    return weight.topk(count).indices.sort().values


def _gates(units: Tensor, size: int) -> Tensor:
    """The rows of the units in each of the four gates."""
    return torch.cat([units + gate * size for gate in range(4)])


def _both(units: list[Tensor], size: int) -> Tensor:
    """The columns of the units of both directions."""
    return torch.cat([units[0], units[1] + size])
