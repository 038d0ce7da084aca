"""The version of the package: written here once, read by everything that names it."""

__version__ = "0.1.0"
