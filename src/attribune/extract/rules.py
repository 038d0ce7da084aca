"""The rule baseline: attributions from reporting words, quotation marks and clause structure, one sentence at a time.

It needs no model. It finds the plain forms (X said that …, “…,” said X, according to X, …, was reported) and misses
what only a trained eye sees; the learned tagger stands behind the same function.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from attribune.catalog.cues import CueLexicon, load_cues
from attribune.model import Attribution, Quotation, Span

__all__ = ["tag_by_rule"]

_TOKEN = re.compile(r"\w+(?:[’'\-.]\w+)*|[^\w\s]")
_BE = frozenset("is are was were be been being".split())
_AUXILIARY = _BE | frozenset("has have had will would could should may might can did does do to not never".split())
_ADVERB = frozenset(
    "neither nor both also still already later earlier further again now then repeatedly however once just".split()
)
_NOUN_BEFORE = frozenset("the a an his her their its our my your of any no this these those each every for in".split())
_PRONOUN = frozenset("he she it they who which we i".split())
_CLAUSE = frozenset("that as while after because when where if although though since but and or before whether".split())
_SOURCE_ENDS = frozenset(
    "that in on during when while as at by to after before following with who which adding".split()
)
_CLOSING = '”’»"'
_OPENING = '“‘«„"'


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    span: Span

    @property
    def lower(self) -> str:
        return self.text.lower()


def tag_by_rule(
    text: str, sentences: Sequence[Span], quotations: Sequence[Quotation], language: str = "en"
) -> tuple[Attribution, ...]:
    """The attributions of one paragraph, given its sentences and quotations."""
    cues = load_cues(language)
    found: list[Attribution] = []
    for sentence in sentences:
        tokens = [
            _Token(match[0], Span(match.start(), match.end()))
            for match in _TOKEN.finditer(text, sentence.start, sentence.end)
        ]
        inside = [one.span for one in quotations if one.span.overlaps(sentence)]
        before = len(found)
        found.extend(_of_sentence(text, sentence, tokens, inside, cues))
        if len(found) == before:
            found = _with_bare_quotation(text, sentence, inside, found)
    return tuple(found)


def _with_bare_quotation(
    text: str, sentence: Span, inside: Sequence[Span], found: list[Attribution]
) -> list[Attribution]:
    """A sentence that is nothing but quotation goes on with the utterance before it, or stands without a speaker."""
    for span in inside:
        if len(span) > 25 and span.start <= sentence.start and span.end >= sentence.end - 1:
            if found and found[-1].content[-1].end <= span.start:
                last = found[-1]
                if not text[last.content[-1].end : span.start].count("\n"):
                    return [*found[:-1], replace(last, content=(*last.content, span))]
            return [*found, Attribution(content=(span,))]
    return found


def _of_sentence(
    text: str, sentence: Span, tokens: Sequence[_Token], inside: Sequence[Span], cues: CueLexicon
) -> Iterator[Attribution]:
    last_end = cue_end = sentence.start
    for index, token in enumerate(tokens):
        if any(span.contains(token.span) for span in inside) or token.span.start < cue_end:
            continue
        if token.lower == "according" and index + 2 < len(tokens) and tokens[index + 1].lower == "to":
            made = _according(text, sentence, tokens, index)
        elif token.lower in cues.adverbs and index + 2 < len(tokens):
            made = Attribution(content=(_until_stop(text, tokens[index + 1].span.start, sentence),), cue=token.span)
        elif token.lower in cues.verbs and _is_verb(tokens, index):
            made = _verb(text, sentence, tokens, index, cues, last_end)
        else:
            continue
        if made is not None:
            last_end = max(span.end for span in (*made.content, *filter(None, (made.source, made.cue))))
            cue_end = made.cue.end if made.cue is not None else cue_end
            yield made


def _according(text: str, sentence: Span, tokens: Sequence[_Token], index: int) -> Attribution | None:
    """ "According to X, …" and "…, according to X"."""
    end = index + 2
    while end < len(tokens) and tokens[end].text not in ",.;:" and tokens[end].lower not in {"who", "which", "that"}:
        end += 1
    if end == index + 2:
        return None
    source = Span(tokens[index + 2].span.start, tokens[end - 1].span.end)
    cue = Span(tokens[index].span.start, tokens[index + 1].span.end)
    if index <= 1:
        if end + 1 >= len(tokens):
            return None
        return Attribution((_until_stop(text, tokens[end + 1].span.start, sentence),), source, cue)
    content = _stripped(text, sentence.start, cue.start)
    return Attribution((content,), source, cue) if content is not None else None


def _is_verb(tokens: Sequence[_Token], index: int) -> bool:
    """True unless the word is used as a noun or adjective here ("the report", "his claims")."""
    previous = tokens[index - 1].lower if index else ""
    return not (
        previous in _NOUN_BEFORE
        or previous.endswith(("’s", "'s"))
        or (index + 1 < len(tokens) and tokens[index + 1].lower == "of")
        or (tokens[index].text[:1].isupper() and index == 0)
    )


def _verb(
    text: str, sentence: Span, tokens: Sequence[_Token], index: int, cues: CueLexicon, floor: int
) -> Attribution | None:
    first, last = _verb_group(tokens, index)
    passive = any(token.lower in _BE for token in tokens[first:index]) and not tokens[index].text.endswith("ing")
    cue = Span(tokens[first].span.start, tokens[last].span.end)
    lemma = cues.verbs[tokens[index].lower]
    if passive:
        rest = _right(text, sentence, tokens, last, cues, clausal=False)
        subject = _stripped(text, max(sentence.start, floor), cue.start)
        if lemma not in {"say", "report", "believe", "think"} or rest is None or subject is None:
            return None
        return Attribution((subject, rest), None, cue)
    source = _left_source(text, tokens, first, floor)
    if source is not None:
        right = _right(text, sentence, tokens, last, cues, clausal=lemma in cues.clausal_only)
        if right is not None:
            return Attribution((right,), source, cue)
        left = _stripped(text, max(sentence.start, floor), source.start)
        at_end = last + 2 >= len(tokens) or tokens[last + 1].text in ".,"
        return Attribution((left,), source, cue) if left is not None and at_end and len(left) > 15 else None
    return _inverted(text, sentence, tokens, (first, last), cue, floor)


def _verb_group(tokens: Sequence[_Token], index: int) -> tuple[int, int]:
    """First and last token of auxiliaries, adverbs and verb; "in a statement" belongs to it."""
    first = index
    while first and (
        tokens[first - 1].lower in _AUXILIARY | _ADVERB
        or (tokens[first - 1].lower.endswith("ly") and not tokens[first - 1].text[0].isupper())
    ):
        first -= 1
    last = index
    words = [token.lower for token in tokens[index + 1 : index + 4]]
    if words[:3] in (["in", "a", "statement"], ["in", "an", "interview"]):
        last = index + 3
    elif words[:1] in (["nor"], ["or"]) and len(words) > 1:
        last = index + 2
    elif tokens[index].lower in {"told", "tells", "telling", "informed"}:
        last = _object_end(tokens, index)
    return first, last


def _object_end(tokens: Sequence[_Token], index: int) -> int:
    """The last token of who was told ("told state television")."""
    for step in range(index + 1, min(index + 8, len(tokens))):
        if tokens[step].lower in {"that", ",", ":", "."} or tokens[step].text in _OPENING:
            return step - 1
    return min(index + 1, len(tokens) - 1)


def _left_source(text: str, tokens: Sequence[_Token], first: int, floor: int) -> Span | None:
    """The subject to the left of the verb group."""
    if first == 0:
        return None
    end = first - 1
    appositive = tokens[end].text == ","
    if appositive:
        end -= 1
    if end < 0 or tokens[end].text in _CLOSING or not tokens[end].text[-1].isalnum():
        return None
    if tokens[end].lower in _PRONOUN:
        return tokens[end].span
    start = end
    while start > 0:
        previous = tokens[start - 1]
        if previous.span.start < floor or previous.text in ";:—–" + _CLOSING or previous.lower in _CLAUSE - {"and"}:
            break
        if previous.text == "," and not appositive:
            break
        start -= 1
    span = Span(tokens[start].span.start, tokens[end].span.end)
    return span if len(span) <= 160 and any(char.isalpha() for char in span.of(text)) else None


def _right(
    text: str, sentence: Span, tokens: Sequence[_Token], last: int, cues: CueLexicon, *, clausal: bool
) -> Span | None:
    """What follows the cue up to the end of the sentence, or to a second cue (", adding that")."""
    if last + 1 >= len(tokens) or tokens[last + 1].text in ".,;":
        return None
    nxt = last + 1
    if tokens[nxt].text == ":":
        nxt += 1
    if nxt >= len(tokens) or tokens[nxt].lower in {"by", "at", "during"}:
        return None
    if (
        clausal
        and tokens[nxt].lower not in {"that", "to", "how", "why", "whether"}
        and (tokens[nxt].text not in _OPENING and tokens[nxt - 1].text != ":")
    ):
        return None
    end = sentence
    for index in range(nxt + 1, len(tokens) - 1):
        if (
            tokens[index].text == ","
            and tokens[index + 1].lower in cues.verbs
            and (tokens[index + 1].text.endswith("ing"))
        ):
            end = Span(sentence.start, tokens[index].span.start)
            break
    return _until_stop(text, tokens[nxt].span.start, end)


def _inverted(
    text: str, sentence: Span, tokens: Sequence[_Token], group: tuple[int, int], cue: Span, floor: int
) -> Attribution | None:
    """“…,” said X."""
    first, last = group
    content = _stripped(text, max(sentence.start, floor), cue.start)
    if content is None or len(content) < 10 or tokens[first - 1].text not in _CLOSING + ",":
        return None
    end = last + 1
    while end < len(tokens) and tokens[end].text not in ".;:" + _OPENING and tokens[end].lower not in _SOURCE_ENDS:
        end += 1
    if end == last + 1:
        return None
    source = _stripped(text, tokens[last + 1].span.start, tokens[end - 1].span.end)
    return Attribution((content,), source, cue) if source is not None else None


def _until_stop(text: str, start: int, sentence: Span) -> Span:
    """From `start` to the end of the sentence, its final stop left out unless a quotation mark follows it."""
    end = sentence.end
    if text[end - 1] in ".!?" and end - 1 > start:
        end -= 1
    return Span(start, end)


def _stripped(text: str, start: int, end: int) -> Span | None:
    """The words between two offsets, without the commas and spaces around them."""
    while start < end and (text[start].isspace() or text[start] in ",;–—-"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;–—-"):
        end -= 1
    return Span(start, end) if start < end else None
