"""The teacher: a MiniLM encoder with a case × quotation embedding and one softmax over seven labels.

Written out instead of taken from transformers: the exported graph then holds exactly these operations,
and the quantiser finds every matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from attribune.extract.decode import LABELS
from attribune.extract.encode import FEATURES


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder; the defaults are those of all-MiniLM-L6-v2."""

    vocabulary: int = 30522
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    dropout: float = 0.1


class Block(nn.Module):
    """One transformer layer, normalised after each half as BERT does it."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.dropout = shape.dropout
        self.query = nn.Linear(shape.width, shape.width)
        self.key = nn.Linear(shape.width, shape.width)
        self.value = nn.Linear(shape.width, shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.attention_norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.widen = nn.Linear(shape.width, shape.inner)
        self.narrow = nn.Linear(shape.inner, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """Return the hidden states one layer up; bias is 0 for a subword and very negative for padding."""
        batch, length, width = hidden.shape

        def split(projected: Tensor) -> Tensor:
            return projected.view(batch, length, self.heads, width // self.heads).transpose(1, 2)

        attended = functional.scaled_dot_product_attention(
            split(self.query(hidden)),
            split(self.key(hidden)),
            split(self.value(hidden)),
            attn_mask=bias,
            dropout_p=self.dropout if self.training else 0.0,
        )
        attended = self.out(attended.transpose(1, 2).reshape(batch, length, width))
        hidden = self.attention_norm(hidden + self._drop(attended))
        widened = self.narrow(functional.gelu(self.widen(hidden)))
        return self.norm(hidden + self._drop(widened))

    def _drop(self, states: Tensor) -> Tensor:
        return functional.dropout(states, self.dropout, self.training)


class Encoder(nn.Module):
    """Logits of the seven labels for each subword."""

    def __init__(self, shape: Shape | None = None) -> None:
        super().__init__()
        self.shape = shape = shape or Shape()
        self.words = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(shape.positions, shape.width)
        self.features = nn.Embedding(FEATURES, shape.width)
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.blocks = nn.ModuleList(Block(shape) for _ in range(shape.layers))
        self.head = nn.Linear(shape.width, LABELS)
        nn.init.zeros_(self.features.weight)
        nn.init.normal_(self.head.weight, std=0.02)
        nn.init.zeros_(self.head.bias)

    def forward(self, ids: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return logits (batch, length, label); mask is 1 for a subword and 0 for padding."""
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.norm(self.words(ids) + self.places(places) + self.features(features))
        hidden = functional.dropout(hidden, self.shape.dropout, self.training)
        bias = (1.0 - mask[:, None, None, :].to(hidden.dtype)) * -1e4
        for block in self.blocks:
            hidden = block(hidden, bias)
        return self.head(hidden)


def pretrained(weights: Path) -> Encoder:
    """Return an encoder that starts from a BERT checkpoint in safetensors."""
    encoder = Encoder()
    given = load_file(str(weights))
    given = {name.removeprefix("bert."): tensor for name, tensor in given.items()}
    state = encoder.state_dict()
    state["words.weight"] = given["embeddings.word_embeddings.weight"]
    # Every token is of the first segment, so its embedding is part of the position's.
    state["places.weight"] = (
        given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0]
    )
    for part in ("weight", "bias"):
        state[f"norm.{part}"] = given[f"embeddings.LayerNorm.{part}"]
        for layer in range(encoder.shape.layers):
            for ours, theirs in NAMES.items():
                state[f"blocks.{layer}.{ours}.{part}"] = given[f"encoder.layer.{layer}.{theirs}.{part}"]
    encoder.load_state_dict(state)
    return encoder


NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "out": "attention.output.dense",
    "attention_norm": "attention.output.LayerNorm",
    "widen": "intermediate.dense",
    "narrow": "output.dense",
    "norm": "output.LayerNorm",
}
