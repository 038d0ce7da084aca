"""The training loop: one for teacher and student, resumable after every epoch."""

from __future__ import annotations

import logging
import math
import random
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn
from torch.nn import functional

from attribune.extract.decode import LABELS
from training.examples import Example, batches

log = logging.getLogger(__name__)

Soft = npt.NDArray[np.float16] | None
"""A teacher's logits for one example, if it has any."""

IGNORED = -100
UNKNOWN, CLS, SEP = 100, 101, 102


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is fitted; `soft` is the share of the loss that follows the teacher's logits,
    `wrap` puts [CLS] and [SEP] around each example, `alike` makes batches of one length, and `hide` is the share of
    the subwords that the model is shown as unknown, so that it learns to go by what stands around them."""

    epochs: int
    rate: float
    seed: int = 1
    tokens: int = 2048
    soft: float = 0.0
    warm_up: float = 0.06
    decay: float = 0.01
    betas: tuple[float, float] = (0.9, 0.98)
    clip: float = 1.0
    wrap: bool = True
    alike: bool = False
    hide: float = 0.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Padded tensors of one batch; `soft` holds the probabilities to learn from beside the labels."""

    ids: Tensor
    features: Tensor
    mask: Tensor
    labels: Tensor
    soft: Tensor | None


def device() -> torch.device:
    """Return the GPU where there is one, else the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def collate(examples: Sequence[Example], soft: Sequence[Soft] | None, wrap: bool) -> Batch:
    """Return the examples as one padded batch; wrap puts [CLS] and [SEP] around each.

    An example without a teacher's logits is learned from its labels alone.
    """
    edge = int(wrap)
    rows, length = len(examples), max(len(e.labels) for e in examples) + 2 * edge
    ids = torch.zeros(rows, length, dtype=torch.long)
    features = torch.zeros(rows, length, dtype=torch.long)
    mask = torch.zeros(rows, length)
    labels = torch.full((rows, length), IGNORED)
    targets = torch.zeros(rows, length, LABELS) if soft is not None else None
    for row, example in enumerate(examples):
        size = len(example.labels)
        inner = slice(edge, edge + size)
        ids[row, inner] = torch.from_numpy(example.encoded.ids.astype(np.int64))
        features[row, inner] = torch.from_numpy(example.encoded.features.astype(np.int64))
        labels[row, inner] = torch.from_numpy(example.labels)
        mask[row, : size + 2 * edge] = 1.0
        if wrap:
            ids[row, 0], ids[row, size + 1] = CLS, SEP
        if soft is not None and targets is not None:
            targets[row, inner] = _probabilities(soft[row], example)
    return Batch(ids, features, mask, labels, targets)


def _hidden(batch: Batch, share: float) -> Tensor:
    """Return the ids of the batch, a share of the subwords unknown."""
    if share == 0:
        return batch.ids
    chosen = (torch.rand(batch.ids.shape, device=batch.ids.device) < share) & (batch.labels != IGNORED)
    return batch.ids.masked_fill(chosen, UNKNOWN)


def _probabilities(soft: Soft, example: Example) -> Tensor:
    if soft is None:
        return functional.one_hot(torch.from_numpy(example.labels), LABELS).float()
    return torch.from_numpy(soft.astype(np.float32)).softmax(-1)


def loss_of(logits: Tensor, batch: Batch, share: float) -> Tensor:
    """Return the mean loss a subword: labels, and the teacher's probabilities by their share."""
    known = batch.labels != IGNORED
    logits = logits[known].float()
    loss = functional.cross_entropy(logits, batch.labels[known])
    if batch.soft is None or share == 0:
        return loss
    soft = -(batch.soft[known] * logits.log_softmax(-1)).sum(-1).mean()
    return (1 - share) * loss + share * soft


def fit(
    model: nn.Module,
    examples: Sequence[Example],
    settings: Settings,
    folder: Path,
    soft: Sequence[Soft] | None = None,
) -> None:
    """Train the model in place; every epoch's state is kept in the folder, and a run goes on from the last."""
    where = device()
    model.to(where).train()
    folder.mkdir(parents=True, exist_ok=True)
    optimizer = torch.optim.AdamW(_groups(model, settings), lr=settings.rate, betas=settings.betas, fused=True)
    lengths = [len(e.labels) + 2 * int(settings.wrap) for e in examples]
    steps = settings.epochs * sum(1 for _ in batches(lengths, settings.tokens, random.Random(0), alike=settings.alike))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps, settings))
    first = _resume(model, optimizer, schedule, folder)
    for epoch in range(first, settings.epochs):
        torch.manual_seed(settings.seed * 1000 + epoch)
        draw = random.Random(settings.seed * 1000 + epoch)
        began, total, seen = time.monotonic(), 0.0, 0
        for number, rows in enumerate(batches(lengths, settings.tokens, draw, alike=settings.alike)):
            given = [soft[i] for i in rows] if soft is not None else None
            batch = _moved(collate([examples[i] for i in rows], given, settings.wrap), where)
            with _precision(where):
                logits = model(_hidden(batch, settings.hide), batch.features, batch.mask)
            loss = loss_of(logits, batch, settings.soft)
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), settings.clip)
            optimizer.step()
            schedule.step()
            total, seen = total + loss.item(), seen + 1
            if number % 50 == 49:
                log.info(
                    "epoch %d batch %d loss %.4f %.0f s", epoch + 1, number + 1, total / seen, time.monotonic() - began
                )
        log.info("epoch %d done: loss %.4f, %.0f s", epoch + 1, total / seen, time.monotonic() - began)
        _keep(model, optimizer, schedule, folder, epoch + 1)
    model.eval()


def predict(model: nn.Module, examples: Sequence[Example], *, wrap: bool) -> list[npt.NDArray[np.float16]]:
    """Return the logits of every example, in order."""
    where = device()
    model.to(where).eval()
    lengths = [len(e.labels) + 2 * int(wrap) for e in examples]
    logits: list[npt.NDArray[np.float16]] = [np.zeros((0, LABELS), dtype=np.float16)] * len(examples)
    with torch.inference_mode():
        for rows in batches(lengths, 4096, random.Random(0)):
            batch = _moved(collate([examples[i] for i in rows], None, wrap), where)
            with _precision(where):
                out = model(batch.ids, batch.features, batch.mask).float().cpu().numpy()
            for row, index in enumerate(rows):
                edge = int(wrap)
                logits[index] = out[row, edge : edge + len(examples[index].labels)].astype(np.float16)
    return logits


def _rate(step: int, steps: int, settings: Settings) -> float:
    """Return the share of the full learning rate: a linear rise, then a linear fall to nothing."""
    rise = max(1, math.ceil(steps * settings.warm_up))
    return min((step + 1) / rise, max(0.0, (steps - step) / max(1, steps - rise)))


def _groups(model: nn.Module, settings: Settings) -> list[dict[str, object]]:
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    return [{"params": decayed, "weight_decay": settings.decay}, {"params": plain, "weight_decay": 0.0}]


def _precision(where: torch.device) -> AbstractContextManager[object]:
    # On a processor without matrix tiles bfloat16 is the slower one: 2.1 s a batch against 1.35 s.
    return torch.autocast(where.type, dtype=torch.bfloat16) if where.type == "cuda" else nullcontext()


def _moved(batch: Batch, where: torch.device) -> Batch:
    soft = None if batch.soft is None else batch.soft.to(where)
    return Batch(batch.ids.to(where), batch.features.to(where), batch.mask.to(where), batch.labels.to(where), soft)


def _keep(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    folder: Path,
    epoch: int,
) -> None:
    torch.save(model.state_dict(), folder / f"epoch{epoch}.pt")
    state = {"epoch": epoch, "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()}
    torch.save(state, folder / "resume.part")
    (folder / "resume.part").replace(folder / "resume.pt")


def _resume(
    model: nn.Module,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    folder: Path,
) -> int:
    """Load the last epoch kept in the folder; return how many epochs are done."""
    if not (folder / "resume.pt").exists():
        return 0
    state = torch.load(folder / "resume.pt", weights_only=True)
    model.load_state_dict(torch.load(folder / f"epoch{state['epoch']}.pt", weights_only=True))
    optimizer.load_state_dict(state["optimizer"])
    schedule.load_state_dict(state["schedule"])
    log.info("going on after epoch %d", state["epoch"])
    return int(state["epoch"])
