"""The student as an ONNX graph whose eight-bit arithmetic does not depend on the company a paragraph is in.

ONNX Runtime quantises what goes into an LSTM by the lowest and highest value of the whole batch. Here these
are constants: the input carries two columns that hold the ends of its range, and the state two units that
stay at -1 and +1, which no other unit of an LSTM can pass. Both have weights of zero and change nothing else.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import GraphProto, NodeProto, TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import nn

from training.student import Student

OPSET = 17
STEADY = np.float32(30.0)
"""A gate at this value is open (or, negated, shut) to the last bit, and so is the hyperbolic tangent 1."""

FloatArray = npt.NDArray[np.float32]


def export_student(student: Student, path: Path) -> None:
    """Write the student: ids, features, mask (batch, length) in, logits (batch, length, 7) out."""
    model = _Graph(student.cpu().eval()).model()
    onnx.checker.check_model(model, full_check=True)
    logging.disable(logging.INFO)
    try:
        with tempfile.TemporaryDirectory() as folder:
            plain = Path(folder) / "plain.onnx"
            onnx.save(model, str(plain))
            quantize_dynamic(
                plain,
                path,
                op_types_to_quantize=["LSTM"],
                per_channel=True,
                weight_type=QuantType.QInt8,
            )
    finally:
        logging.disable(logging.NOTSET)


class _Graph:
    """Builds the graph node by node."""

    def __init__(self, student: Student) -> None:
        self.student = student
        self.nodes: list[NodeProto] = []
        self.tensors: list[TensorProto] = []

    def model(self) -> onnx.ModelProto:
        hidden = self._embedded()
        lengths = self._add("Cast", [self._add("ReduceSum", ["mask", self._ints("one", [1])], keepdims=0)], to=6)
        for layer in range(self.student.shape.layers):
            hidden = self._lstm(layer, hidden, lengths)
        head = self.student.head
        size = self.student.shape.hidden
        weight = _array(head.weight)
        padded = [np.pad(weight[:, side * size : (side + 1) * size], ((0, 0), (0, 2))) for side in (0, 1)]
        product = self._add("MatMul", [hidden, self._const("head", np.concatenate(padded, 1).T.copy())])
        added = self._add("Add", [product, self._const("head_bias", _array(head.bias))])
        self._add("Transpose", [added], output="logits", perm=[1, 0, 2])
        opsets = [helper.make_opsetid("", OPSET)]
        return helper.make_model(self._graph(), opset_imports=opsets, ir_version=9)

    def _graph(self) -> GraphProto:
        def value(name: str, kind: int, *shape: str | int) -> onnx.ValueInfoProto:
            return helper.make_tensor_value_info(name, kind, list(shape))

        inputs = [
            value("ids", TensorProto.INT64, "batch", "length"),
            value("features", TensorProto.INT64, "batch", "length"),
            value("mask", TensorProto.FLOAT, "batch", "length"),
        ]
        outputs = [value("logits", TensorProto.FLOAT, "batch", "length", self.student.head.out_features)]
        return helper.make_graph(self.nodes, "student", inputs, outputs, self.tensors)

    def _embedded(self) -> str:
        """Return the name of the input of the first layer: (length, batch, width)."""
        words = _array(self.student.words.weight)
        scales = np.maximum(np.abs(words).max(1, keepdims=True), 1e-8).astype(np.float32) / np.float32(127)
        rows = np.round(words / scales).astype(np.int8)
        features = _array(self.student.features.weight)
        bound = np.float32(max(np.abs(words).max(), np.abs(features).max()))
        ends = np.tile(np.array([-bound, bound], dtype=np.float32), (len(features), 1))
        ids = self._add("Transpose", ["ids"], perm=[1, 0])
        kinds = self._add("Transpose", ["features"], perm=[1, 0])
        row = self._add("Cast", [self._add("Gather", [self._const("words", rows), ids])], to=1)
        scale = self._add("Gather", [self._const("word_scales", scales), ids])
        word = self._add("Mul", [row, scale])
        table = self._const("feature_rows", np.concatenate([features, ends], 1))
        return self._add("Concat", [word, self._add("Gather", [table, kinds])], axis=2)

    def _lstm(self, layer: int, hidden: str, lengths: str) -> str:
        """Return the name of a layer's output: (length, batch, two directions of its units)."""
        lstm, size = self.student.lstm, self.student.shape.hidden
        sides = [_Direction.of(lstm, layer, suffix, size) for suffix in ("", "_reverse")]
        weights = [
            self._const(f"{kind}{layer}", np.stack([getattr(side, kind) for side in sides]))
            for kind in ("inputs", "states", "biases")
        ]
        first = np.zeros((2, 1, size + 2), dtype=np.float32)
        first[:, :, size:] = [-1, 1]
        shape = self._add(
            "Concat", [self._ints("two", [2]), self._add("Shape", [lengths]), self._ints("units", [size + 2])], axis=0
        )
        state = self._add("Expand", [self._const(f"state{layer}", first), shape])
        cell = self._add("Expand", [self._const(f"cell{layer}", first * STEADY), shape])
        out = self._add(
            "LSTM", [hidden, *weights, lengths, state, cell], direction="bidirectional", hidden_size=size + 2
        )
        turned = self._add("Transpose", [out], perm=[0, 2, 1, 3])
        return self._add("Reshape", [turned, self._ints("flat", [0, 0, 2 * (size + 2)])])

    def _add(self, kind: str, inputs: list[str], output: str | None = None, **attributes: object) -> str:
        output = output or f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], name=f"n{len(self.nodes)}", **attributes))
        return output

    def _const(self, name: str, values: npt.NDArray[np.generic]) -> str:
        self.tensors.append(numpy_helper.from_array(values, name))
        return name

    def _ints(self, name: str, values: list[int]) -> str:
        name = f"{name}_{len(self.tensors)}"
        return self._const(name, np.array(values, dtype=np.int64))


class _Direction:
    """The weights of one direction of one layer in ONNX's order, with the two steady units added."""

    def __init__(self, inputs: FloatArray, states: FloatArray, biases: FloatArray) -> None:
        self.inputs, self.states, self.biases = inputs, states, biases

    @classmethod
    def of(cls, lstm: nn.LSTM, layer: int, suffix: str, size: int) -> _Direction:
        given = {
            name: _array(getattr(lstm, f"{name}_l{layer}{suffix}"))
            for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        }
        inputs = _gates(given["weight_ih"], size)
        inputs = np.pad(inputs, ((0, 0), (0, 2))) if layer == 0 else _spread(inputs, size)
        states = np.pad(_gates(given["weight_hh"], size), ((0, 0), (0, 2)))
        bias = _gates((given["bias_ih"] + given["bias_hh"])[:, None], size)[:, 0]
        # Gates of the steady units: nothing comes in, everything goes out, all is remembered.
        for gate, value in enumerate((-STEADY, STEADY, STEADY, np.float32(0))):
            start = gate * (size + 2) + size
            bias[start : start + 2] = value
        return cls(inputs, states, np.concatenate([bias, np.zeros_like(bias)]))


def _gates(weights: FloatArray, size: int) -> FloatArray:
    """Return the rows in ONNX's order of gates (input, output, forget, cell), two empty rows after each."""
    gates = weights.reshape(4, size, -1)[[0, 3, 1, 2]]
    return np.pad(gates, ((0, 0), (0, 2), (0, 0))).reshape(4 * (size + 2), -1)


def _spread(weights: FloatArray, size: int) -> FloatArray:
    """Return the columns with two empty ones after each direction of the layer below."""
    sides = [np.pad(weights[:, side * size : (side + 1) * size], ((0, 0), (0, 2))) for side in (0, 1)]
    return np.concatenate(sides, axis=1)


def _array(tensor: object) -> FloatArray:
    return np.ascontiguousarray(tensor.detach().float().cpu().numpy())  # type: ignore[attr-defined]
