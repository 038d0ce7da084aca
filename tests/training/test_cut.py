"""A student with fewer units."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch", reason="the train extra is not installed")

from training.cut import cut  # noqa: E402
from training.student import Student, StudentShape  # noqa: E402

SHAPE = StudentShape(vocabulary=50, width=12, features=4, hidden=10)
IDLE = (1, 4, 9)


@pytest.fixture
def student():
    torch.manual_seed(0)
    return Student(SHAPE).eval()


def silence(student, units):
    """Let nothing that these units put out count, in either direction of any layer."""
    size = student.shape.hidden
    columns = [unit + side * size for unit in units for side in (0, 1)]
    with torch.no_grad():
        student.head.weight[:, columns] = 0
        for suffix in ("", "_reverse"):
            getattr(student.lstm, f"weight_ih_l1{suffix}")[:, columns] = 0
            for layer in (0, 1):
                getattr(student.lstm, f"weight_hh_l{layer}{suffix}")[:, list(units)] = 0


def read(student):
    draw = torch.Generator().manual_seed(1)
    ids, features = (torch.randint(0, most, (2, 9), generator=draw) for most in (50, 12))
    with torch.inference_mode():
        return student(ids, features, torch.ones(2, 9))


def test_cut_leaves_out_the_units_that_do_not_count(student):
    silence(student, IDLE)
    smaller = cut(student, SHAPE.hidden - len(IDLE)).eval()
    assert smaller.shape.hidden == 7
    assert torch.allclose(read(student), read(smaller), atol=1e-6)


def test_cut_takes_units_that_count_only_when_it_must(student):
    silence(student, IDLE)
    assert not torch.allclose(read(student), read(cut(student, 6).eval()), atol=1e-6)


def test_cut_changes_nothing_of_what_it_was_given(student):
    before = read(student)
    cut(student, 4)
    assert torch.equal(read(student), before)


def test_cut_does_not_add_units(student):
    with pytest.raises(ValueError, match="10 units a side cannot be cut to 12"):
        cut(student, 12)
