"""The student: two bidirectional LSTM layers over small WordPiece embeddings, seven labels for each subword."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from attribune.extract.decode import LABELS
from attribune.extract.encode import FEATURES
from training.encoder import Encoder


@dataclass(frozen=True, slots=True)
class StudentShape:
    """Sizes of the student; with the two steady units of the exported graph a layer has 128 units a side."""

    vocabulary: int = 30522
    width: int = 128
    features: int = 32
    hidden: int = 126
    layers: int = 2
    dropout: float = 0.3


class Student(nn.Module):
    """Logits of the seven labels for each subword."""

    def __init__(self, shape: StudentShape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or StudentShape()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.features = nn.Embedding(FEATURES, shape.features)
        self.lstm = nn.LSTM(
            shape.width + shape.features,
            shape.hidden,
            shape.layers,
            batch_first=True,
            bidirectional=True,
            dropout=shape.dropout,
        )
        self.head = nn.Linear(2 * shape.hidden, LABELS)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return logits (batch, length, label); mask is 1 for a subword and 0 for padding."""
        hidden = torch.cat([self.words(ids), self.features(features)], dim=-1)
        hidden = functional.dropout(hidden, self.shape.dropout / 2, self.training)
        hidden = self._read(hidden, mask)
        hidden = functional.dropout(hidden, self.shape.dropout, self.training)
        logits: Tensor = self.head(hidden)
        return logits

    def _read(self, hidden: Tensor, mask: Tensor) -> Tensor:
        """Return what the layers make of the input. Packing, which doubles the time, only if rows differ."""
        if bool((mask == 1).all()):
            states: Tensor = self.lstm(hidden)[0]
            return states
        lengths = mask.sum(1).long().cpu()
        packed = pack_padded_sequence(hidden, lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True, total_length=hidden.shape[1])
        return states


def from_teacher(teacher: Encoder, shape: StudentShape | None = None) -> Student:
    """Return a student whose embeddings are the teacher's, turned to their main components and cut short."""
    student = Student(shape)
    with torch.no_grad():
        words = teacher.words.weight.float().cpu()
        centred = words - words.mean(0)
        _, vectors = torch.linalg.eigh(centred.T @ centred)
        main = vectors.flip(1)[:, : student.shape.width]
        reduced = centred @ main
        student.words.weight.copy_(reduced / reduced.std() * 0.5)
        nn.init.normal_(student.features.weight, std=0.5)
    return student
