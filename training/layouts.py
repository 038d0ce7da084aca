"""How the two networks want their input, and how `fast` and `accurate` are made of them: what model.json says."""

from __future__ import annotations

from training.fit import CLS, SEP

NETWORKS: dict[str, dict[str, object]] = {
    "student": {"file": "student.onnx", "window": 512, "wrap": None, "pad_to": 1, "fill": 0.85, "tokens": 4096},
    "teacher": {
        "file": "teacher.onnx",
        "window": 254,
        "wrap": [CLS, SEP],
        "pad_to": 8,
        "fill": 1.0,
        "tokens": 1024,
    },
}
# Sources are favoured, and content is kept in one piece: what the labels of PolNeAR dev reward.
MODELS: dict[str, dict[str, object]] = {
    "fast": {"second": None, "bias": [0.0, 0.4, 0.4, 0.0, 0.0, -1.5, 0.0]},
    "accurate": {
        "second": {"sure": 0.7, "least": 3, "whole": 32, "share": 0.85},
        "bias": [0.0, 0.6, 0.6, 0.2, 0.2, -1.0, 0.0],
    },
}
