"""Build tools: run from the repository root, as `python -m tools.build_catalog`."""
