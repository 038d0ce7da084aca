"""Short pieces of HTML (a post, an item's body) as text: a paragraph each, blank lines between."""

from __future__ import annotations

import re

from lxml import html as lxml_html

__all__ = ["plain_text"]

BLOCKS = "p|div|li|blockquote|h1|h2|h3|h4|h5|h6|figcaption|tr|hr"
TAG = re.compile(r"</?[a-z][^>]*>", re.I)
BREAK = re.compile(rf"</?(?:{BLOCKS}|br)\b[^>]*>", re.I)
SILENT = ".//script | .//style | .//button | .//time | .//svg | .//template"


def plain_text(body: str) -> str:
    """The words of a piece that may be HTML or plain text already."""
    if not TAG.search(body):
        return "\n\n".join(" ".join(line.split()) for line in body.splitlines() if line.strip())
    marked = BREAK.sub(lambda tag: "\n" + tag.group(), re.sub(r"\s+", " ", body))
    fragment = lxml_html.fragment_fromstring(marked, create_parent="div")  # type: ignore[no-untyped-call]
    for dropped in fragment.xpath(SILENT):
        dropped.drop_tree()
    lines = (" ".join(line.split()) for line in fragment.text_content().splitlines())
    return "\n\n".join(line for line in lines if line)
