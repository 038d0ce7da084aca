"""The student's exported graph: what torch computes, and the same in any company."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")
onnxruntime = pytest.importorskip("onnxruntime")
onnx = pytest.importorskip("onnx", reason="the train extra is not installed")

from training.narrow import narrow  # noqa: E402
from training.reread import read_student  # noqa: E402
from training.student import Student, StudentShape  # noqa: E402
from training.student_graph import export_student  # noqa: E402


@pytest.fixture(scope="module")
def student():
    torch.manual_seed(0)
    made = Student(StudentShape(vocabulary=50, width=12, features=4, hidden=14)).eval()
    for parameter in made.parameters():
        parameter.data *= 3
    return made


@pytest.fixture(scope="module")
def session(student, tmp_path_factory):
    path = tmp_path_factory.mktemp("student") / "student.onnx"
    export_student(student, path)
    narrow(path)  # as shipped: full eight-bit products overflow on processors without VNNI
    return onnxruntime.InferenceSession(str(path))


def inputs(lengths):
    draw = np.random.default_rng(sum(lengths))
    mask = np.array([[float(place < length) for place in range(max(lengths))] for length in lengths], np.float32)
    ids = draw.integers(1, 50, mask.shape) * (mask > 0)
    return {"ids": ids, "features": draw.integers(0, 12, mask.shape) * (mask > 0), "mask": mask}


def test_graph_gives_what_torch_gives(student, session):
    given = inputs([9, 6, 2])
    exported = session.run(None, given)[0]
    with torch.inference_mode():
        expected = student(*(torch.from_numpy(given[name]) for name in ("ids", "features", "mask"))).numpy()
    for row, length in enumerate([9, 6, 2]):
        assert np.abs(exported[row, :length] - expected[row, :length]).max() < 0.1 * np.abs(expected).max()


def test_graph_gives_a_row_the_same_in_any_company(session):
    lengths = [17, 11, 6, 2, 1]
    given = inputs(lengths)
    together = session.run(None, given)[0]
    for row, length in enumerate(lengths):
        alone = session.run(None, {name: values[row : row + 1, :length] for name, values in given.items()})[0]
        assert np.array_equal(alone[0], together[row, :length])


def test_graph_read_back_is_the_same_graph_when_exported_again(student, tmp_path):
    first, second = tmp_path / "first.onnx", tmp_path / "second.onnx"
    export_student(student, first)
    export_student(read_student(first), second)
    given = inputs([9, 9])
    once, again = (onnxruntime.InferenceSession(str(path)).run(None, given)[0] for path in (first, second))
    assert np.allclose(once, again, atol=1e-4)


def test_narrow_keeps_the_weights_within_seven_bits(student, tmp_path):
    path = tmp_path / "student.onnx"
    export_student(student, path)
    assert narrow(path)
    assert not narrow(path)
    tensors = {one.name: onnx.numpy_helper.to_array(one) for one in onnx.load(str(path)).graph.initializer}
    assert max(np.abs(tensors[f"states{layer}_quantized"].astype(int)).max() for layer in (0, 1)) <= 64
