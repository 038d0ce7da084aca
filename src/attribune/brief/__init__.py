"""Briefs: what each side claims in some days, what is corroborated, contradicted, new, dropped and open."""

from attribune.brief.build import Brief, Line, Section, build_brief
from attribune.brief.render import as_html, as_markdown

__all__ = ["Brief", "Line", "Section", "as_html", "as_markdown", "build_brief"]
