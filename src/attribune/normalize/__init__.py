"""What mentions mean: mentions → a reading with values → claims."""

from attribune.normalize.claim import claims
from attribune.normalize.normalizer import normalize

__all__ = ["claims", "normalize"]
