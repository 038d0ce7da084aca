"""Where something is said, and by whom: a document → its mentions."""

from attribune.extract.extractor import MODELS, Models, extract, load_models

__all__ = ["MODELS", "Models", "extract", "load_models"]
