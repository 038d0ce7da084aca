"""What a server is told when it is made; nothing in `web` reads the environment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["PlacePrecision", "WebConfig"]


class PlacePrecision(StrEnum):
    """How finely places leave the server."""

    EXACT = "exact"
    REGION = "region"  # coordinates on a grid of half a degree, no names below a country


@dataclass(frozen=True, slots=True)
class WebConfig:
    """How a server behaves. `hosts` are the names it answers to: a page elsewhere cannot reach it under another name.

    `private` asks for a sign-in or a token for reading too.
    """

    hosts: tuple[str, ...] = ("127.0.0.1", "localhost", "[::1]", "testserver")
    private: bool = False
    place_precision: PlacePrecision = PlacePrecision.EXACT
    page_size: int = 50
    max_page_size: int = 1000
    query_seconds: float = 5.0
    export_seconds: float = 600.0
    max_body_bytes: int = 64 * 1024
    session_hours: float = 12.0
    link_minutes: float = 15.0
