"""Who a quantity is about, who claims it, and for which period: read from the sentence, the list and the statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from attribune.model import Basis, Precision, QuantityReading, Span, Statement, TimeInterval, TimeReading
from attribune.normalize.category import OTHER
from attribune.normalize.quantity_draft import Draft
from attribune.normalize.quantity_scene import Scene

__all__ = ["Told", "framing", "innermost", "period_of", "subject_of"]

PERIOD_WORDS = re.compile(
    r"^(?:from|between|since)\b|^(?:\w+\s+)?(?:the\s+)?(?:past|last|previous|preceding)\b(?!\s+(?:night|evening|morning))"
    r"|\bthis\s+(?:week|month|year|weekend)\b|[-–—]|\bto\b",
    re.I,
)
SINCE_START = re.compile(
    r"\bsince\s+(?:the\s+|its\s+|Russia['’]s\s+)?(?:(?:start|beginning|outbreak|onset|launch|eruption)\s+of\b"
    r"|(?:[\w-]+\s+){0,3}?(?:invasion|war|conflict|fighting|offensive|hostilities|operation)\b)",
    re.I,
)
SUPERLATIVE = re.compile(
    r"\b(?:[0-9]+(?:st|nd|rd|th)|first|largest|worst|biggest|highest|deadliest|lowest|heaviest|greatest|longest|most\s+\w+)\b[^,.;]*$", re.I
)
INCREMENTS = re.compile(r"\b(?:past|last|previous|preceding|overnight|night|yesterday|daily|this|recent)\b", re.I)
AS_OF = re.compile(r"\b(?:as of|as at|as on)\s+(?:the\s+)?(?:morning\s+of\s+|end\s+of\s+)?$", re.I)
ENEMY = frozenset(
    {"enemy", "invader", "invaders", "occupier", "occupiers", "occupant", "occupants", "orc", "orcs", "aggressor"}
)
LOSSES = frozenset(
    "personnel tank armoured_vehicle artillery howitzer mlrs air_defence fixed_wing_aircraft helicopter uav missile "
    "cruise_missile ballistic_missile vehicle vessel submarine special_equipment killed injured missing prisoner".split()
)
PEOPLE_LOST = frozenset({"personnel", "killed", "injured", "missing", "prisoner", "displaced"})
# Counts that a period belongs to; sums, ranges and votes have none of their own.
PERIODIC = LOSSES | frozenset(
    "displaced arrested body_exhumed attack attack_repelled attack_thwarted strike sortie town area_km2 building aerial_bomb "
    "ammunition advance_km mobilised".split()
)
LOOK = 24
LOCATED = re.compile(r"\b(?:in|from|near|across|against|over)\s+(?:the\s+)?$", re.I)
COMMA_COST = 40
TOO_FAR = 160
SAME_PERIOD = re.compile(r"\bsame\s+period\b", re.I)
CARRY_SENTENCES = 3  # a list goes on with the period of so many sentences before
PERFECT_TOTAL = 1000  # "more than 10,000 have been killed" is a total; "five have been killed" is a strike


@dataclass(frozen=True, slots=True)
class Told:
    """What the readings before said: the list that a later sentence may go on with."""

    reading: QuantityReading
    sentence: int
    party: str | None


def innermost(span: Span, statements: Sequence[Statement]) -> int | None:
    """The place of the smallest statement whose content holds the span."""
    holding = [
        (sum(len(part) for part in statement.content), place)
        for place, statement in enumerate(statements)
        if any(part.contains(span) for part in statement.content)
    ]
    if holding:
        return min(holding)[1]
    touching = [
        (-shared, place)
        for place, statement in enumerate(statements)
        if (shared := sum(_shared(part, span) for part in statement.content)) * 2 >= len(span)
    ]
    return min(touching)[1] if touching else None


def framing(frame: Span, statements: Sequence[Statement]) -> int | None:
    """The place of the statement that the heading of a list belongs to: its lines go on with what it introduced."""
    for place, statement in enumerate(statements):
        said_here = any(span is not None and frame.contains(span) for span in (statement.source, statement.cue))
        if said_here and any(part.end >= frame.end - 2 for part in statement.content):
            return place
    return None


def _shared(left: Span, right: Span) -> int:
    return max(0, min(left.end, right.end) - max(left.start, right.start))


def period_of(scene: Scene, draft: Draft, told: Sequence[Told], party: str | None) -> tuple[TimeInterval | None, bool]:
    """The period that the words give, and whether the figure is a total since its start."""
    place = scene.sentence(draft.amount.number)
    sentence = scene.chars(place)
    words = {token.lower for token in scene.tokens[slice(*scene.sentences[place])]}
    increments = draft.settled is False
    if draft.slug == "territory_share" and words & {"now", "currently", "today"}:
        return _until(_published(scene)), False
    if draft.slug.startswith(("vote", "abst")):
        return _until(_day_before(scene, draft)), False
    dated = draft.slug in PERIODIC and not increments and not (_is_pledge(scene, place) and draft.slug not in PEOPLE_LOST)
    stated = _stated_period(scene, draft, sentence) if dated else None
    frame = scene.frame(place)
    if stated is None and dated and frame is not None:
        stated = _stated_period(scene, draft, scene.chars(frame))
    if stated is not None:
        interval, increment = stated
        known = None if interval.start is None and interval.end is None else interval
        return known, not increment and draft.settled is not False
    carried = _carried(scene, draft, told, place, party) if draft.slug in LOSSES else None
    if increments:
        day = None if not told or told[-1].reading.period is None else told[-1].reading.period.end
        return (None if day is None else TimeInterval(day, day, Precision.DAY, told[-1].reading.period.basis), False)  # type: ignore[union-attr]
    if carried is not None:
        return carried
    if draft.lead is not None and draft.slug in LOSSES and _published(scene) is not None:
        # A bulletin's lines are totals up to its day, of the campaign if it is about one.
        start = None if scene.conflict is None else scene.conflict.day_one
        return TimeInterval(start, _published(scene), Precision.DAYS, Basis.PUBLICATION), True
    return None, draft.settled is True or _is_total(scene, draft, words)


def _stated_period(scene: Scene, draft: Draft, sentence: Span) -> tuple[TimeInterval, bool] | None:
    """The interval of the sentence that is a period, nearest to the quantity, and whether it is an increment's."""
    text, span = scene.document.text, draft.span(scene)
    found: list[tuple[int, TimeInterval, bool]] = []
    for reading in scene.times_in(sentence):
        value, where = reading.value.value, reading.value.span
        opens = reading.value.text.lower().startswith("since")
        if (value.start is None and not opens) or SUPERLATIVE.search(text, sentence.start, where.start):
            continue  # "the largest exchange since 2020" dates nothing
        cost = _cost(text, span, where, sentence)
        if AS_OF.search(text, max(0, where.start - LOOK), where.start) and value.start == value.end:
            found.append((cost, TimeInterval(None, value.end, value.precision, value.basis), False))
        elif PERIOD_WORDS.search(reading.value.text):
            end = value.end if value.end is not None else _published(scene)
            start = _begun(scene, reading) if value.end is None else value.start
            increment = bool(INCREMENTS.search(reading.value.text))
            end = None if start is None else end
            found.append((cost, TimeInterval(start, end, value.precision, value.basis, value.vague), increment))
    opening = SINCE_START.search(text, sentence.start, sentence.end)
    day_one = None if scene.conflict is None else scene.conflict.day_one
    if opening is not None and day_one is not None and not SUPERLATIVE.search(text, sentence.start, opening.start()):
        started = TimeInterval(day_one, _published(scene), Precision.DAYS, Basis.RELATIVE)
        found.append((_cost(text, span, Span(*opening.span()), sentence), started, False))
    cost, interval, increment = min(found, key=lambda row: row[0], default=(TOO_FAR, None, False))
    # Across several clauses a period belongs to something else, unless a list of losses lies between.
    if interval is None or (cost >= TOO_FAR and not _long_list(scene, draft)):
        return None
    return interval, increment


def _cost(text: str, quantity: Span, period: Span, sentence: Span) -> int:
    """How far a period stands from a quantity: characters, and more for every comma between; little if it opens the sentence."""
    first, last = sorted((quantity, period))
    between = text[first.end : last.start] if first.end < last.start else ""
    cost = len(between) + COMMA_COST * between.count(",")
    return min(cost, COMMA_COST) if period.start - sentence.start < LOOK and period.start < quantity.start else cost


def _begun(scene: Scene, reading: TimeReading) -> date | None:
    """The start of "since February": day 1 of the conflict where that lies in the month."""
    start, day_one = reading.value.value.start, None if scene.conflict is None else scene.conflict.day_one
    monthly = reading.value.value.precision in {Precision.MONTH, Precision.YEAR}
    same = start is not None and day_one is not None and (start.year, start.month) == (day_one.year, day_one.month)
    return day_one if monthly and same else start


def _carried(
    scene: Scene, draft: Draft, told: Sequence[Told], place: int, party: str | None
) -> tuple[TimeInterval | None, bool] | None:
    """The period of the list that this sentence goes on with: the same side's count of losses, a few sentences before."""
    first, last = scene.sentences[place]
    text = scene.document.text
    goes_on = SAME_PERIOD.search(text, scene.tokens[first].start, scene.tokens[last - 1].end) is not None
    listed = _long_list(scene, draft) or _is_bullet(scene, draft) or _has_loss_word(scene, place) or goes_on
    total = _is_total(scene, draft, {token.lower for token in scene.tokens[first:last]})
    for earlier in reversed(told):
        if place - earlier.sentence > CARRY_SENTENCES and not _is_bullet(scene, draft):
            return None
        reading = earlier.reading
        if reading.category not in LOSSES or reading.period is None or not reading.cumulative:
            continue
        follows = place - earlier.sentence <= 1 and len(scene.amounts_in(first, last)) >= 2
        same_count = total and reading.category == draft.slug
        if not (listed or follows or same_count or place == earlier.sentence):
            continue
        same_party = earlier.party == party and (party is not None or follows or same_count)
        if same_party or _has_loss_word(scene, place) or _is_bullet(scene, draft) or goes_on:
            return reading.period, True
    return None


def _is_bullet(scene: Scene, draft: Draft) -> bool:
    """True if the quantity stands in a bulletin line or behind a bullet."""
    return draft.lead is not None


def _has_loss_word(scene: Scene, place: int) -> bool:
    tokens = scene.tokens[slice(*scene.sentences[place])]
    return any(token.lower in scene.categories.sets["loss_words"] for token in tokens)


def _is_total(scene: Scene, draft: Draft, words: set[str]) -> bool:
    """True for figures told as totals: "so far", "in total", a long list of losses, "have been killed" of thousands."""
    if draft.slug not in PERIODIC or draft.slug == OTHER:
        return False
    if (
        draft.slug in LOSSES
        and words & {"total", "toll", "cumulative", "overall"} | words & {"lost"}
        and _long_list(scene, draft)
    ):
        return True
    number = draft.amount.numeral.value
    perfect = bool(words & {"have", "has"}) and bool(words & {"been", "lost", "died", "killed", "fled", "displaced"})
    return perfect and number >= PERFECT_TOTAL


def _long_list(scene: Scene, draft: Draft) -> bool:
    first, last = scene.sentences[scene.sentence(draft.amount.number)]
    return len(scene.amounts_in(first, last)) >= 4


def _published(scene: Scene) -> date | None:
    published = scene.facts.published
    return None if published is None else published.end or published.start


def _until(day: date | None) -> TimeInterval | None:
    return None if day is None else TimeInterval(None, day, Precision.DAY, Basis.PUBLICATION)


def _day_before(scene: Scene, draft: Draft) -> date | None:
    """The single day named last before the quantity, in its paragraph."""
    start = draft.span(scene).start
    paragraph = next((span for span in scene.paragraphs if span.start <= start < span.end), None)
    if paragraph is None:
        return None
    days = [_single_day(reading) for reading in scene.times_in(Span(paragraph.start, start + 1))]
    return next((day for day in reversed(days) if day is not None), None)


def _single_day(reading: TimeReading) -> date | None:
    value = reading.value.value
    return value.start if value.start is not None and value.start == value.end else None


def subject_of(scene: Scene, draft: Draft, statement: Statement | None, told: Sequence[Told]) -> str | None:
    """Who has, lost or suffered what is counted, as a country code or EU, NATO, UN."""
    slug = draft.slug
    place = scene.sentence(draft.amount.number)
    if slug in {"vote_for", "vote_against", "abstention"}:
        return None
    if slug == "member_state":
        return _alliance(scene, place)
    own = _inside(scene, draft)
    if slug == "arrested":
        return own
    if slug in {"area_km2", "territory_share"}:
        return _holder(scene, draft, place) or own
    losing = _loser(scene, draft, statement, place) if slug in LOSSES else None
    frame = scene.frame(place)
    if losing is None and slug in LOSSES and frame is not None:
        losing = _loser(scene, draft, statement, frame)
    if losing is not None:
        return losing
    if own is not None:
        return own
    if slug in {"weapon_range", "grain", "vessel", "vessel_suspect", "mobilised", "compensation", "sortie"}:
        return _nearest(scene, draft, place) or _home(statement)
    if slug in {"attack_thwarted", "attack_repelled"}:
        return _place(scene, draft, place) or _home(statement) or _zone(scene)
    continued = _continued(scene, draft, told, place)
    if continued is not None:
        return continued
    acted = _acted_on(scene, draft, statement, place)
    if acted is not None:
        return acted
    if slug in {"aid_value", "personnel_trained"} or _is_pledge(scene, place):
        return _receiver(scene, place) or _zone(scene)
    home = _home(statement)
    zone = () if scene.conflict is None else scene.conflict.zone
    return _place(scene, draft, place) or (home if home in zone and slug in SUFFERED else None) or _zone(scene)


def _acted_on(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose it is by the verb: what one side shot down or destroyed is the other's, what it launched is its own."""
    if draft.slug not in LOSSES:
        return None
    first, last = scene.sentences[place]
    before = scene.tokens[max(first, draft.first - VERB_REACH) : draft.first]
    after = scene.tokens[draft.last : min(last, draft.last + VERB_REACH)]
    words_before, words_after = [token.lower for token in before], [token.lower for token in after]
    if draft.slug in PEOPLE_LOST and (draft.phrase is None or draft.phrase.head not in scene.categories.military):
        return None  # civilians are where they live, whoever killed them
    against = AGAINST.intersection(words_before) and not PASSIVE.intersection(words_before)
    against = against or (draft.slug not in PEOPLE_LOST and AGAINST.intersection(words_after))
    launched = LAUNCHED.intersection(words_before) or LAUNCHED.intersection(words_after)
    if not against and not launched:
        return None
    named = scene.countries_in(scene.tokens[first].start, scene.tokens[max(draft.first, first)].start)
    agent = _home(statement) if statement is not None else None
    if launched and not against:
        return named[-1].code if named else None
    other = _opponent(scene, agent) or (_opponent(scene, named[-1].code) if named else None)
    return other or (_opponent(scene, _zone(scene)) if INTERCEPTED.intersection([*words_before, *words_after]) else None)


def _alliance(scene: Scene, place: int) -> str | None:
    words = [token.lower for token in scene.tokens[slice(*scene.sentences[place])]]
    text = " ".join(words)
    if "nato" in words or "alliance" in words:
        return "NATO"
    if "eu" in words or "european union" in text:
        return "EU"
    return "UN" if "un" in words or "united nations" in text else None


def _inside(scene: Scene, draft: Draft) -> str | None:
    """The country that the phrase itself names: "three other Russian vessels"."""
    span = draft.span(scene)
    found = scene.countries_in(span.start, span.end)
    return found[-1].code if found else None


def _loser(scene: Scene, draft: Draft, statement: Statement | None, place: int) -> str | None:
    """Whose losses are listed: "Russia lost", "the losses of Russian troops", "the enemy lost"."""
    first, last = scene.sentences[place]
    at = next((at for at in range(first, last) if scene.tokens[at].lower in scene.categories.sets["loss_words"]), None)
    if at is None:
        return None
    word = scene.tokens[at]
    words = {token.lower for token in scene.tokens[first:last]}
    if words & ENEMY:
        speaker = _home(statement) or (scene.countries[0].code if scene.countries else None)
        return _opponent(scene, speaker) or _nearest(scene, draft, place)
    after = [m for m in scene.countries_in(word.end, word.end + 60) if m.span.start < draft.span(scene).start]
    if after and scene.tokens[at + 1].lower in {"of", "by", "among", "to"}:
        return after[0].code
    text = scene.document.text
    before = [
        mention
        for mention in scene.countries_in(scene.tokens[first].start, word.start)
        if not LOCATED.search(text, max(0, mention.span.start - LOOK), mention.span.start)
    ]
    if before and word.lower in {"lost", "losses", "loses", "losing", "lose"}:
        return before[-1].code
    if word.lower in {"destroyed", "eliminated", "liquidated"}:
        return after[0].code if after else _opponent(scene, _home(statement))
    return before[-1].code if before else None


def _opponent(scene: Scene, code: str | None) -> str | None:
    """The other side's country where a conflict has two."""
    if scene.conflict is None or code is None:
        return None
    side = scene.conflict.side_of(code)
    others = [members for name, members in scene.conflict.sides if name != side]
    if side is None or len(others) != 1:
        return None
    return next((member for member in others[0] if member.isupper()), None)


def _home(statement: Statement | None) -> str | None:
    """The country of the claimant."""
    if statement is None:
        return None
    if statement.claimant is not None and statement.claimant.country is not None:
        return statement.claimant.country
    return statement.party


def _nearest(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country named nearest before the quantity in its sentence, else nearest after."""
    span, sentence = draft.span(scene), scene.chars(place)
    before = scene.countries_in(sentence.start, span.start)
    if before:
        return before[-1].code
    after = scene.countries_in(span.end, sentence.end)
    return after[0].code if after else None


def _holder(scene: Scene, draft: Draft, place: int) -> str | None:
    """Who controls a share: "controlled by invading Russian forces", "Russia holds 20 per cent"."""
    span, sentence = draft.span(scene), scene.chars(place)
    by = re.search(r"\b(?:by|under)\b", scene.document.text[span.end : sentence.end])
    if by:
        after = scene.countries_in(span.end + by.end(), sentence.end)
        if after:
            return after[0].code
    before = scene.countries_in(sentence.start, span.start)
    return before[-1].code if before else None


def _place(scene: Scene, draft: Draft, place: int) -> str | None:
    """The country of the conflict's zone in which it happened: named after a preposition of place in the sentence."""
    sentence = scene.chars(place)
    zone = () if scene.conflict is None else scene.conflict.zone
    text = scene.document.text
    located = [
        mention.code
        for mention in scene.countries_in(sentence.start, sentence.end)
        if mention.code in zone
        and re.search(
            r"\b(?:in|on|of|near|across|inside|at|into|from|around)\s+(?:\w+\s+){0,3}$",
            text[max(0, mention.span.start - 40) : mention.span.start],
        )
        and (
            not mention.adjective
            or re.match(
                r"\s+(?:\w+\s+)?(?:side|army|forces|soil|region|territory|city|town|village|soil|oblast|province|border|capital|peninsula)",
                text[mention.span.end :],
            )
        )
    ]
    return located[0] if located else None


def _zone(scene: Scene) -> str | None:
    return scene.conflict.zone[0] if scene.conflict is not None and scene.conflict.zone else None


def _continued(scene: Scene, draft: Draft, told: Sequence[Told], place: int) -> str | None:
    """The subject of the list that the quantity stands in."""
    if draft.slug not in LOSSES or not told:
        return None
    last = told[-1]
    first, end = scene.sentences[place]
    goes_on = place - last.sentence <= 1 and len(scene.amounts_in(first, end)) >= 2 and last.reading.cumulative
    same_list = last.sentence == place or draft.lead is not None or goes_on
    return last.reading.subject if same_list and last.reading.category in LOSSES else None


VERB_REACH = 7
AGAINST = frozenset("down downed intercepted destroyed eliminated neutralised neutralized liquidated killed repelled hit captured destroying intercepting".split())
INTERCEPTED = frozenset("down downed intercepted intercepting".split())
LAUNCHED = frozenset("launched fired used deployed launching firing launches fires lost".split())
PASSIVE = frozenset("were was been being be".split())
SUFFERED = frozenset("killed injured missing displaced building civilian_trapped civilian_to_evacuate civilian_threatened prisoner".split())
PLEDGES = frozenset(
    "send sends sent sending supply supplies supplied supplying deliver delivers delivered delivering delivery provide provides "
    "provided providing pledge pledged pledges donate donated give gives gave transfer transferred hand aid package assistance".split()
)


def _is_pledge(scene: Scene, place: int) -> bool:
    return _any_word(scene, place, PLEDGES)


def _any_word(scene: Scene, place: int, words: Iterable[str]) -> bool:
    known = frozenset(words)
    return any(token.lower in known for token in scene.tokens[slice(*scene.sentences[place])])


def _receiver(scene: Scene, place: int) -> str | None:
    """To whom: the country after "to" or "for", or that of the zone which the sentence names."""
    sentence, text = scene.chars(place), scene.document.text
    named = scene.countries_in(sentence.start, sentence.end)
    for mention in named:
        if re.search(r"\b(?:to|for|train)\s+(?:the\s+)?$", text[max(0, mention.span.start - 12) : mention.span.start]):
            return mention.code
    zone = () if scene.conflict is None else scene.conflict.zone
    return next((mention.code for mention in named if mention.code in zone[:1]), None)
