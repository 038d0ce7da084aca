"""Who passed a statement on: "quoted by TASS", "told state television", "AFP, citing the ministry"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attribune.model import Attribution, Reference, Span
from attribune.normalize.discourse import Discourse
from attribune.normalize.lexica import SpeakerWords

__all__ = ["relays_of"]

_CARRIERS = frozenset({"agency", "outlet", "media"})
_GENERIC = re.compile(
    r"\b(?:(?:the |a |an )?(?:[A-Z][\w’'-]+ |local |state |national |public |private |independent )*"
    r"(?:television|TV|radio|media|newspaper|news agency|broadcaster|daily|channel))\b"
)
# "Told this newspaper" is told to the outlet itself.
_OWN = re.compile(r"\b(?:this|our|another)\s$", re.IGNORECASE)
_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)


def relays_of(
    attribution: Attribution, text: str, sentence: Span | None, discourse: Discourse, words: SpeakerWords
) -> tuple[Reference, ...]:
    """The outlets and agencies that carried the statement, as the attribution's own sentence names them."""
    if sentence is None:
        return ()
    zones: list[Span] = []
    for match in words.relay_passive.finditer(text, sentence.start, sentence.end):
        zones.append(Span(match.end(), min(sentence.end, match.end() + 70)))
    if attribution.cue is not None:
        cue = attribution.cue.of(text)
        first = cue.split(" ", 1)[0].lower()
        if any(word in words.relay_told for word in cue.lower().split()):
            zones.append(attribution.cue if " " in cue and first != cue.lower() else _after(attribution.cue, sentence))
            zones.append(_after(attribution.cue, sentence))
        if words.relay_citing.fullmatch(first) or cue.startswith("as "):  # "TASS quoted him as saying", "AFP, citing …"
            zones.append(Span(sentence.start, max(sentence.start + 1, attribution.cue.start)))
            if attribution.source is not None and attribution.source.start >= attribution.cue.end:
                zones.append(_after(attribution.source, sentence))
    own = {attribution.source.start} if attribution.source is not None else set()
    found: list[Reference] = []
    for zone in zones:
        carrier = _carrier(text, _until_content(zone, attribution), discourse)
        generic = carrier is not None and carrier.id is None
        if generic and found:
            continue  # the "news agency" of "told AFP news agency"
        if carrier is not None and carrier not in found and not own & {zone.start}:
            found.append(carrier)
    return tuple(found)


def _after(cue: Span, sentence: Span) -> Span:
    return Span(cue.end, max(cue.end + 1, min(sentence.end, cue.end + 60)))


def _until_content(zone: Span, attribution: Attribution) -> Span:
    """The zone up to where the content begins: what is said is not who carries it."""
    starts = [span.start for span in attribution.content if zone.start < span.start < zone.end]
    return Span(zone.start, min(starts)) if starts else zone


def _carrier(text: str, zone: Span, discourse: Discourse) -> Reference | None:
    """The first outlet or agency of the zone, by the catalogue, else under the words the text gives."""
    carriers = [one for one in discourse.within(zone) if one.entity.reference.kind in _CARRIERS]
    if carriers:  # "Russian state news agency TASS": what it is called, then its name
        named = next((one for one in carriers[1:] if one.span.start - carriers[0].span.end == 1), carriers[0])
        return named.entity.reference
    words: Sequence[str] = zone.of(text).split(",")
    match = _GENERIC.search(words[0])
    if match is None or _OWN.search(words[0], 0, match.start()) is not None:
        return None
    return Reference(None, _ARTICLE.sub("", match.group()), "media")
