"""Trained models as ONNX files of eight-bit weights.

The teacher's activations are quantised with ranges measured beforehand, so that its integers depend on
nothing but the input itself. ONNX Runtime's own dynamic quantisation takes the range from the whole batch:
the same paragraph then gets other spans in other company. The student keeps it, and is run one paragraph
at a time instead, where the batch is the paragraph.
"""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import onnxruntime
import torch
from onnx import GraphProto, ModelProto, NodeProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from training.encoder import Encoder

OPSET = 17


class _RowQuantised(nn.Module):
    """An embedding of eight-bit rows with a scale each: a quarter of the size, and exact arithmetic."""

    rows: Tensor
    scales: Tensor

    def __init__(self, weight: Tensor) -> None:
        super().__init__()
        scales = weight.abs().amax(1, keepdim=True).clamp_min(1e-8) / 127
        self.register_buffer("rows", (weight / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, ids: Tensor) -> Tensor:
        return self.rows[ids].float() * self.scales[ids]


def export_teacher(teacher: Encoder, path: Path, calibration: Iterable[dict[str, npt.NDArray[np.generic]]]) -> None:
    """Write the teacher as ONNX: ids, features, mask (batch, length) in, logits (batch, length, 7) out.

    calibration yields inputs that show what ranges the activations take.
    """
    teacher = teacher.cpu().eval()
    words = teacher.words
    teacher.words = _RowQuantised(words.weight.detach())  # type: ignore[assignment]
    try:
        with tempfile.TemporaryDirectory() as folder:
            plain, dynamic = Path(folder) / "plain.onnx", Path(folder) / "dynamic.onnx"
            _to_onnx(teacher, plain, ["ids", "features", "mask"])
            _quantise(plain, dynamic, ["MatMul"])
            model = onnx.load(str(dynamic))
            ranges = _ranges(str(plain), _quantised_inputs(model), calibration)
            onnx.save(_with_fixed_ranges(model, ranges), str(path))
    finally:
        teacher.words = words


def _to_onnx(model: nn.Module, path: Path, inputs: Sequence[str]) -> None:
    example = [torch.ones(1 if len(inputs) == 2 else 2, 16, dtype=torch.long) for _ in inputs]
    if "mask" in inputs:
        example[2] = example[2].float()
    batch = {} if len(inputs) == 2 else {0: "batch"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            model,
            tuple(example),
            str(path),
            input_names=list(inputs),
            output_names=["logits"],
            dynamic_axes={name: batch | {1: "length"} for name in (*inputs, "logits")},
            opset_version=OPSET,
            dynamo=False,
        )


def _quantise(plain: Path, path: Path, operators: list[str]) -> None:
    logging.disable(logging.INFO)
    try:
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=operators,
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )
    finally:
        logging.disable(logging.NOTSET)


def _quantised_inputs(model: ModelProto) -> list[str]:
    return [node.input[0] for node in model.graph.node if node.op_type == "DynamicQuantizeLinear"]


def _ranges(
    plain: str, names: Sequence[str], calibration: Iterable[dict[str, npt.NDArray[np.generic]]]
) -> dict[str, tuple[float, float]]:
    """Return the lowest and highest value of each tensor over the calibration inputs."""
    model = onnx.load(plain)
    model.graph.output.extend(helper.make_empty_tensor_value_info(name) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    ranges = dict.fromkeys(names, (0.0, 0.0))
    for inputs in calibration:
        for name, values in zip(names, session.run(list(names), inputs), strict=True):
            low, high = ranges[name]
            ranges[name] = min(low, float(values.min())), max(high, float(values.max()))
    return ranges


def _with_fixed_ranges(model: ModelProto, ranges: dict[str, tuple[float, float]]) -> ModelProto:
    """Return the model with every dynamic quantisation replaced by one whose scale is a constant.

    The product, the cast, the two scales and the bias become one node: ONNX Runtime fuses them by itself only
    while the scale is not a constant, and unfused they cost a third of the speed.
    """
    graph = model.graph
    maker = {name: node for node in graph.node for name in node.output}
    users: dict[str, list[NodeProto]] = {}
    for node in graph.node:
        for name in node.input:
            users.setdefault(name, []).append(node)
    gone: set[str] = set()
    nodes = []
    for node in graph.node:
        if node.op_type == "DynamicQuantizeLinear":
            nodes.append(_fixed(node, graph, ranges[node.input[0]]))
        elif node.op_type == "MatMulInteger":
            (cast,) = users[node.output[0]]
            (scaled,) = users[cast.output[0]]
            (added,) = users[scaled.output[0]]
            scales = maker[next(name for name in scaled.input if name != cast.output[0])]
            bias = next(name for name in added.input if name != scaled.output[0])
            if bias in maker:
                raise ValueError(f"{node.name} adds no constant bias")
            gone |= {cast.name, scaled.name, scales.name, added.name}
            values, weights, values_zero, weights_zero = node.input
            nodes.append(
                helper.make_node(
                    "MatMulIntegerToFloat",
                    [values, weights, *scales.input, values_zero, weights_zero, bias],
                    [added.output[0]],
                    name=node.name,
                    domain="com.microsoft",
                )
            )
        else:
            nodes.append(node)
    del graph.node[:]
    graph.node.extend(node for node in nodes if node.name not in gone)
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))
    return model


def _fixed(node: NodeProto, graph: GraphProto, bounds: tuple[float, float]) -> NodeProto:
    """Return a quantisation whose scale and zero, put into the graph, hold these bounds."""
    low, high = bounds
    scale = np.float32((high - low) / 255 or 1.0)
    zero = np.uint8(np.clip(np.round(-low / scale), 0, 255))
    quantised, scale_name, zero_name = node.output
    graph.initializer.append(numpy_helper.from_array(np.array(scale), scale_name))
    graph.initializer.append(numpy_helper.from_array(np.array(zero), zero_name))
    return helper.make_node("QuantizeLinear", [node.input[0], scale_name, zero_name], [quantised], name=node.name)
