"""A brief as Markdown and as an HTML page that stands alone: no script, no style sheet from elsewhere."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote

from attribune.brief.build import Brief, Line, Section

__all__ = ["as_html", "as_markdown"]

_MARKED = re.compile(r"([\\`*_\[\]<>#|])")
_FRAGMENT_WORDS = 8
_STYLE = (
    "body{font:1rem/1.5 Georgia,serif;max-width:44rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #bbb}"
    "li{margin:.6rem 0}.note,cite{color:#555;font-size:.9rem;font-style:normal}span.note{display:block}"
    "@media(prefers-color-scheme:dark){body{color:#e8e8e8;background:#161616}.note,cite{color:#aaa}a{color:#9cc4ff}}"
    "@media print{body{max-width:none}a{color:inherit}}"
)


def as_markdown(brief: Brief) -> str:
    """The brief in Markdown, one line a claim, with a link to its words where the document has an address."""
    lines = [f"# {_title(brief)}", "", _counted(brief), ""]
    for section in brief.sections:
        lines += [f"## {section.heading}", ""]
        lines += [_markdown_line(line) for line in section.lines]
        lines += _left_out(section, "- *", "*")
        lines.append("")
    return "\n".join(lines)


def as_html(brief: Brief) -> str:
    """The brief as one HTML page."""
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(_title(brief))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>",
        f"<h1>{escape(_title(brief))}</h1>\n<p>{escape(_counted(brief))}</p>",
    ]
    for section in brief.sections:
        parts.append(f"<section>\n<h2>{escape(section.heading)}</h2>\n<ul>")
        parts += [_html_line(line) for line in section.lines]
        parts += _left_out(section, "<li>", "</li>")
        parts.append("</ul>\n</section>")
    return "\n".join([*parts, "</main>\n</body>\n</html>", ""])


def _title(brief: Brief) -> str:
    about = f" about {brief.about}" if brief.about is not None else ""
    if brief.since is not None and brief.until is not None:
        days = f"{brief.since}" if brief.since == brief.until else f"{brief.since} to {brief.until}"
    elif brief.since is not None:
        days = f"since {brief.since}"
    else:
        days = f"until {brief.until}" if brief.until is not None else "all days"
    return f"What was claimed{about}, {days}"


def _counted(brief: Brief) -> str:
    return (
        f"{_number(brief.claims, 'claim')} in {_number(brief.documents, 'document')}. "
        "Every line is somebody's claim, linked to its words; nothing here is established as fact."
    )


def _left_out(section: Section, before: str, after: str) -> list[str]:
    return [f"{before}and {section.left_out:,} more{after}"] if section.left_out else []


def _markdown_line(line: Line) -> str:
    source = _escaped(line.source)
    where = f"[{source}]({_address(line)})" if line.url is not None else source
    claim = f" `{line.claim_id}`" if line.claim_id is not None else ""
    note = f"\n  {_escaped(line.note)}" if line.note is not None else ""
    note += "".join(f"\n  - {_escaped(detail)}" for detail in line.details)
    return f"- **{_escaped(line.who)}** {line.put}: “{_escaped(line.words)}” ({where}, {_place(line)}){claim}{note}"


def _html_line(line: Line) -> str:
    source = escape(line.source)
    where = f'<a href="{escape(_address(line))}">{source}</a>' if line.url is not None else source
    note = f'<span class="note">{escape(line.note)}</span>' if line.note is not None else ""
    if line.details:
        note += "<ul>" + "".join(f'<li class="note">{escape(detail)}</li>' for detail in line.details) + "</ul>"
    claim = f" <code>{escape(line.claim_id)}</code>" if line.claim_id is not None else ""
    return (
        f"<li><strong>{escape(line.who)}</strong> {escape(line.put)}: <q>{escape(line.words)}</q> "
        f"<cite>({where}, {_place(line)}){claim}</cite>{note}</li>"
    )


def _address(line: Line) -> str:
    """The document's address with a text fragment: browsers scroll to the words and mark them."""
    url = line.url or ""
    if not url.startswith(("http://", "https://")):
        return "#"
    first = " ".join(line.words.split()[:_FRAGMENT_WORDS])
    safe = quote(url, safe=":/?&=%#@+,;~!$'()*[]").replace("(", "%28").replace(")", "%29")
    return f"{safe}#:~:text={quote(first, safe='').replace('-', '%2D')}"


def _place(line: Line) -> str:
    return f"characters {line.span.start}–{line.span.end}"


def _escaped(text: str) -> str:
    return _MARKED.sub(r"\\\1", " ".join(text.split()))


def _number(count: int, noun: str) -> str:
    """A count with its noun: "1 claim", "2 claims"."""
    return f"{count:,} {noun}" + ("" if count == 1 else "s")
