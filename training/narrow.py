"""Eight-bit weights held to seven bits, so that every processor multiplies them exactly.

Processors without VNNI instructions add two products of unsigned and signed bytes into sixteen bits. With weights
beyond ±64 that sum can overflow: it is cut off there, and the same text gets other spans than on a newer machine.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import ModelProto, TensorProto, numpy_helper

MOST = 64
INTEGER = ("MatMulIntegerToFloat", "DynamicQuantizeLSTM")


def narrow(path: Path) -> bool:
    """Halve the weights in the file that pass ±64 and double their scales; False if none did."""
    model = onnx.load(str(path))
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    changed = [_halved(tensors[weights], tensors[scale]) for weights, scale in _weights(model)]
    if any(changed):
        onnx.save(model, str(path))
    return any(changed)


def _weights(model: ModelProto) -> list[tuple[str, str]]:
    """Return the names of the weights of integer products and of their scales, each once."""
    found: dict[str, str] = {}
    for node in model.graph.node:
        if node.op_type == "MatMulIntegerToFloat":
            found[node.input[1]] = node.input[3]
        elif node.op_type == "DynamicQuantizeLSTM":
            found[node.input[1]] = node.input[8]
            found[node.input[2]] = node.input[10]
    return sorted(found.items())


def _halved(weights: TensorProto, scale: TensorProto) -> bool:
    values = numpy_helper.to_array(weights)
    if np.abs(values.astype(np.int16)).max() <= MOST:
        return False
    half: npt.NDArray[np.int8] = np.round(values / 2).astype(np.int8)
    weights.CopyFrom(numpy_helper.from_array(half, weights.name))
    scale.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(scale) * np.float32(2), scale.name))
    return True
