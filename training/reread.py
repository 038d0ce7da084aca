"""The networks as their exported graphs hold them, turned back into models that can be trained on."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper

from training.encoder import Encoder
from training.student import Student, StudentShape

FloatArray = npt.NDArray[np.float32]

STEADY_UNITS = 2
TO_TORCH = [0, 2, 3, 1]
"""Where torch's gates (input, forget, cell, output) stand in ONNX's order."""


def read_student(path: Path) -> Student:
    """Return the student of an exported file: what training/student_graph.py added to it is left out."""
    tensors = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    words, features = tensors["words"], tensors["feature_rows"][:, :-2]
    size = tensors["head"].shape[0] // 2 - STEADY_UNITS
    layers = sum(name.startswith("biases") for name in tensors)
    student = Student(StudentShape(len(words), words.shape[1], features.shape[1], size, layers))
    head = np.concatenate(_sides(tensors["head"].T, size), axis=1)
    state = {
        "words.weight": words.astype(np.float32) * tensors["word_scales"],
        "features.weight": features,
        "head.weight": head,
        "head.bias": tensors["head_bias"],
    }
    for layer in range(layers):
        for side, suffix in enumerate((f"l{layer}", f"l{layer}_reverse")):
            inputs = _gates(_weights(tensors, f"inputs{layer}", side), size)
            inner = inputs[:, :-STEADY_UNITS] if layer == 0 else np.concatenate(_sides(inputs, size), axis=1)
            states = _gates(_weights(tensors, f"states{layer}", side), size)[:, :size]
            bias = tensors[f"biases{layer}"][side]
            state[f"lstm.weight_ih_{suffix}"] = inner
            state[f"lstm.weight_hh_{suffix}"] = states
            state[f"lstm.bias_ih_{suffix}"] = _gates(bias[: len(bias) // 2, None], size)[:, 0]
            state[f"lstm.bias_hh_{suffix}"] = np.zeros(4 * size, dtype=np.float32)
    student.load_state_dict({name: torch.tensor(np.ascontiguousarray(values)) for name, values in state.items()})
    return student


def read_teacher(path: Path) -> Encoder:
    """Return the teacher of an exported file, its eight-bit weights in full precision."""
    graph = onnx.load(str(path)).graph
    tensors = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    teacher = Encoder()
    state = {name: tensors[name] for name in teacher.state_dict() if name in tensors}
    state["words.weight"] = tensors["words.rows"].astype(np.float32) * tensors["words.scales"]
    for node in graph.node:
        if node.op_type != "MatMulIntegerToFloat":
            continue
        module = ".".join(node.name.split("/")[1:-1])
        _, weights, _, scale, _, zero, bias = node.input
        whole = tensors[weights].astype(np.float32) - tensors[zero].astype(np.float32)
        state[f"{module}.weight"] = (whole * tensors[scale]).T
        state[f"{module}.bias"] = tensors[bias]
    teacher.load_state_dict({name: torch.tensor(np.ascontiguousarray(values)) for name, values in state.items()})
    return teacher.eval()


def _weights(tensors: dict[str, npt.NDArray[np.generic]], name: str, side: int) -> FloatArray:
    """Return one direction's matrix (gates × inputs) in full precision."""
    whole = tensors[f"{name}_quantized"][side].astype(np.float32) - tensors[f"{name}_zero_point"][side].astype(
        np.float32
    )
    return np.asarray((whole * tensors[f"{name}_scale"][side]).T, dtype=np.float32)


def _gates(rows: FloatArray, size: int) -> FloatArray:
    """Return the rows in torch's order of gates, without those of the steady units."""
    gates = rows.reshape(4, size + STEADY_UNITS, -1)[TO_TORCH]
    return gates[:, :size].reshape(4 * size, -1)


def _sides(columns: FloatArray, size: int) -> tuple[FloatArray, FloatArray]:
    """Return the columns of the two directions below, without the steady units."""
    return columns[:, :size], columns[:, size + STEADY_UNITS : 2 * size + STEADY_UNITS]
