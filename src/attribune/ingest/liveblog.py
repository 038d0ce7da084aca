"""Live blogs: each post is a document with its own time and address, as its page's JSON-LD lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from lxml import etree
from lxml import html as lxml_html

from attribune.ingest.document import Metadata, iso_time, make_document
from attribune.ingest.failure import ReadFailure
from attribune.ingest.markup import plain_text
from attribune.ingest.metadata import articles, name_of
from attribune.model import Document

__all__ = ["Post", "documents_of", "is_whole", "posts_of"]

LEAST_POSTS = 2
LEAST_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Post:
    """One post of a live blog. `published` is ISO 8601."""

    title: str | None
    text: str
    published: str | None
    url: str | None
    author: str | None


def posts_of(tree: lxml_html.HtmlElement, page: Metadata) -> tuple[Post, ...]:
    """The posts that the page's JSON-LD lists, oldest first as far as they are dated; none where it is no live blog."""
    updates = [update for article in articles(tree) for update in _listed(article.get("liveBlogUpdate"))]
    posts = [post for update in updates if (post := _post(tree, update, page.url)) is not None]
    return tuple(sorted(dict.fromkeys(posts), key=lambda post: post.published or ""))


def is_whole(posts: Sequence[Post], article_words: int) -> bool:
    """True if the posts are the page: sites list the latest few, and the rest must not get lost."""
    listed = sum(len(post.text.split()) for post in posts)
    return len(posts) >= LEAST_POSTS and listed >= LEAST_SHARE * article_words


def documents_of(posts: Iterable[Post], page: Metadata, source: str) -> Iterator[Document | ReadFailure]:
    """A document for every post, with the outlet and language of the page."""
    for number, post in enumerate(posts, start=1):
        head = f"{post.title}\n\n" if post.title is not None and not post.text.startswith(post.title) else ""
        metadata = replace(
            page,
            title=post.title,
            published=post.published,
            published_basis="JSON-LD datePublished of the post" if post.published is not None else None,
            url=post.url if post.url is not None else page.url,
            author=post.author,
        )
        yield make_document(f"{head}{post.text}\n", f"{source}#post-{number}", metadata)


def _post(tree: lxml_html.HtmlElement, update: dict[str, Any], page_url: str | None) -> Post | None:
    url = update.get("url") or update.get("@id")
    url = urljoin(page_url or "", url) if isinstance(url, str) and url.strip() else None
    body = update.get("articleBody")
    text = plain_text(body) if isinstance(body, str) else _at_anchor(tree, url)
    if text is None or not re.search(r"\w", text):
        return None
    headline, published = update.get("headline"), update.get("datePublished")
    return Post(
        title=" ".join(headline.split()) or None if isinstance(headline, str) else None,
        text=text,
        published=iso_time(published) if isinstance(published, str) else None,
        url=url,
        author=name_of(update.get("author")),
    )


def _at_anchor(tree: lxml_html.HtmlElement, url: str | None) -> str | None:
    """The words of the element that the post's address points at."""
    anchor = url.partition("#")[2] if url is not None else ""
    found = tree.xpath("//*[@id=$anchor]", anchor=anchor) if anchor else []
    return plain_text(etree.tostring(found[0], encoding="unicode", with_tail=False)) if found else None


def _listed(value: object) -> list[dict[str, Any]]:
    return [each for each in (value if isinstance(value, list) else [value]) if isinstance(each, dict)]
