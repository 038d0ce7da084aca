"""HTML pages: the article's text with its captions, and what the page's metadata says of it.

The text is our own rendering: the title, then one paragraph for each block, blank lines between; a caption with a
credit has the credit on the line below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree
from lxml import html as lxml_html
from trafilatura import bare_extraction

from attribune.ingest.decode import decode
from attribune.ingest.document import make_document
from attribune.ingest.failure import ReadFailure
from attribune.ingest.gate import gate_of
from attribune.ingest.liveblog import documents_of, is_whole, posts_of
from attribune.ingest.metadata import accessible_for_free, page_metadata
from attribune.model import Document, Span

__all__ = ["read_html"]

LEAST_WORDS = 8
CAPTION = (
    "//figcaption | //*[not(self::figcaption)][contains(concat(' ', @class, ' '), ' wp-caption-text ')"
    " or contains(concat(' ', @class, ' '), ' caption ') or contains(concat(' ', @class, ' '), ' image-caption ')]"
)
CREDIT = re.compile(r"(?:^|[-_ ])(?:credits?|copyright|source|byline|photographer|attribution)(?:$|[-_ ])", re.I)
BLOCKS = {"p", "head", "item", "quote", "code", "cell", "ab"}


def read_html(data: bytes, source: str, *, address: str | None = None) -> Iterator[Document | ReadFailure]:
    """The documents of a page: its article, or the posts of its live blog, or one failure.

    `address` is where the page was fetched from; it is also the document's, unless the page names another on its host.
    """
    decoded = decode(data, html=True)
    try:
        # The bytes are decoded already; a declaration of another encoding inside would make lxml refuse the string.
        tree = _parse(re.sub(r"^\s*<\?xml[^>]*\?>", "", decoded.text))
    except (etree.LxmlError, ValueError) as error:
        reason = f"not a readable HTML page ({type(error).__name__}): save it again, or give its text"
        yield ReadFailure(source, reason)
        return
    metadata = page_metadata(tree, decoded.notes, address=address)
    page, free, posts = _words(str(tree.xpath("string()"))), accessible_for_free(tree), posts_of(tree, metadata)
    captions = _captions(tree)
    found = bare_extraction(tree, include_comments=False, include_tables=True, with_metadata=False)
    blocks = list(_blocks(found.body)) if found is not None and not isinstance(found, dict) else []
    size = sum(len(block.split()) for block in blocks)
    gate = gate_of(page, size, free=free)
    if gate is not None:
        yield ReadFailure(source, f"{gate.reason}: {gate.remedy}", skipped=True)
    elif is_whole(posts, size):
        yield from documents_of(posts, metadata, source)
    elif size < LEAST_WORDS:
        yield ReadFailure(source, "the page holds no article: save the article's own page, or give its text")
    else:
        text, spans = _render(metadata.title, blocks, captions)
        yield make_document(text, source, metadata, captions=spans)


def _parse(page: str) -> lxml_html.HtmlElement:
    tree: lxml_html.HtmlElement = lxml_html.document_fromstring(page)  # type: ignore[no-untyped-call]
    return tree


def _captions(tree: lxml_html.HtmlElement) -> list[str]:
    """The captions of the article's figures; each becomes a paragraph of the tree, so that its place is kept."""
    captions = []
    for element in tree.xpath(CAPTION):
        if not element.xpath("ancestor::article | ancestor::main | ancestor::*[@role='main']") and tree.xpath(
            "//article | //main"
        ):
            continue
        credits = []
        for part in element.iterdescendants():
            if isinstance(part.tag, str) and CREDIT.search(part.get("class", "") + " " + part.get("itemprop", "")):
                credits.append(_words(part.text_content()))
                part.text = None
                for child in list(part):
                    part.remove(child)
        caption = "\n".join(words for words in (_words(element.text_content()), *credits) if words)
        if not caption:
            continue
        captions.append(caption)
        figure = next(element.iterancestors("figure"), element)
        paragraph = lxml_html.Element("p")  # type: ignore[no-untyped-call]
        paragraph.text = " ".join(caption.split("\n"))
        paragraph.tail = figure.tail
        parent = figure.getparent()
        if parent is not None:
            parent.replace(figure, paragraph)
    return captions


def _blocks(body: etree._Element | None) -> Iterator[str]:
    """The words of each block, in page order."""
    if body is None:
        return
    for element in body.iter():
        if element.tag not in BLOCKS or any(above.tag in BLOCKS for above in element.iterancestors()):
            continue
        lines = [_words(line) for line in _text(element).split("\n")]
        words = "\n".join(line for line in lines if line)
        if words:
            yield words


def _text(element: etree._Element) -> str:
    """All text of an element, a line break where the page has one."""
    parts = [(element.text or "").replace("\n", " ")]
    for child in element:
        if isinstance(child.tag, str):
            parts.append("\n" if child.tag in {"lb", "br"} else _text(child))
            if child.tag in BLOCKS:
                parts.append("\n")
        parts.append((child.tail or "").replace("\n", " "))
    return "".join(parts)


def _words(text: str) -> str:
    return " ".join(text.split())


def _render(title: str | None, blocks: list[str], captions: list[str]) -> tuple[str, list[Span]]:
    """The text, and where its captions stand; captions that the extraction left out come after the title."""
    by_words = {_words(caption): caption for caption in captions}
    placed = {_words(block) for block in blocks}
    missing = [caption for words, caption in by_words.items() if words not in placed]
    parts = [*([title] if title is not None and (not blocks or _words(blocks[0]) != _words(title)) else []), *missing]
    parts.extend(by_words.get(_words(block), block) for block in blocks)
    spans, offset = [], 0
    for part in parts:
        if part in captions:
            spans.append(Span(offset, offset + len(part.split("\n")[0])))
        offset += len(part) + 2
    return "\n\n".join(parts) + "\n", spans
