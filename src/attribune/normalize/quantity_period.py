"""For which period a quantity is told, and whether it is a total since its start.

Order: what the sentence says; the heading of its list; the list that it goes on with; the day of a bulletin.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from attribune.model import Basis, Precision, Span, TimeInterval, TimeReading
from attribune.normalize.quantity_context import Told
from attribune.normalize.quantity_draft import Draft
from attribune.normalize.quantity_kinds import LOSSES, PEOPLE_LOST, PERIODIC, VOTES
from attribune.normalize.quantity_patterns import ContextWords, context_words, words_of_sentence
from attribune.normalize.quantity_scene import Scene

__all__ = ["period_of"]

LOOK = 24  # characters before a time that can hold its preposition
COMMA_COST = 40  # a comma between a period and a number parts them like so many characters
TOO_FAR = 160
CARRY_SENTENCES = 3  # a list goes on with the period of so many sentences before
LONG_LIST = 4
PERFECT_TOTAL = 1000  # "more than 10,000 have been killed" is a total; "five have been killed" is a strike

CASUALTIES = frozenset({"killed", "injured"})
Period = tuple[TimeInterval | None, bool]


def period_of(scene: Scene, draft: Draft, told: Sequence[Told], party: str | None, goes_on: Told | None) -> Period:
    """The period that the words give, and whether the figure is a total since its start."""
    lexicon = context_words(scene.language)
    place = scene.sentence(draft.amount.number)
    words = words_of_sentence(scene, place)
    if draft.slug == "territory_share" and lexicon.any("now", words):
        return _until(_published(scene)), False
    if draft.slug in VOTES:
        return _until(_day_before(scene, draft)), False
    if draft.settled is False:
        return _day_of_increment(told), False
    stated = _stated(scene, draft, place, lexicon)
    if stated is not None:
        return stated
    if goes_on is not None:
        return goes_on.reading.period, True
    if (up_to := _up_to_day(scene, draft, place)) is not None:
        return up_to, True
    carried = _carried(scene, draft, told, party) if draft.slug in LOSSES else None
    if carried is not None:
        return carried
    if draft.lead is not None and draft.slug in LOSSES and _published(scene) is not None:
        # A bulletin's lines are totals up to its day, of the campaign if it is about one.
        return TimeInterval(_day_one(scene), _published(scene), Precision.DAYS, Basis.PUBLICATION), True
    return None, draft.settled is True or _is_total(scene, draft, words, lexicon)


def _day_of_increment(told: Sequence[Told]) -> TimeInterval | None:
    """ "(+7)" was added on the last day of the total before it."""
    total = told[-1].reading.period if told else None
    if total is None or total.end is None:
        return None
    return TimeInterval(total.end, total.end, Precision.DAY, total.basis)


def _stated(scene: Scene, draft: Draft, place: int, lexicon: ContextWords) -> Period | None:
    """The period of the sentence, else of the heading of its list."""
    pledged = lexicon.any("pledges", words_of_sentence(scene, place)) and draft.slug not in PEOPLE_LOST
    if draft.slug not in PERIODIC or pledged:
        return None
    frame = scene.frame(place)
    for sentence in (place, frame):
        found = None if sentence is None else _nearest_period(scene, draft, scene.chars(sentence), lexicon)
        if found is not None:
            interval, increment = found
            if interval.start is None and interval.end is not None and draft.lead is not None:
                # "Losses as of 5 February": the lines of a bulletin are totals of the campaign.
                interval = replace(interval, start=_day_one(scene))
            known = None if interval.start is None and interval.end is None else interval
            return known, not increment
    return None


def _up_to_day(scene: Scene, draft: Draft, place: int) -> TimeInterval | None:
    """The campaign up to the day that a toll of it is told for: "losses in personnel stood at 30,700 on Wednesday"."""
    of_campaign = draft.amount.numeral.value >= PERFECT_TOTAL
    if draft.settled is not True or draft.slug not in LOSSES or not of_campaign or _day_one(scene) is None:
        return None
    span = draft.span(scene)
    days = [reading for reading in scene.times_in(scene.chars(place)) if _is_one_day(reading)]
    nearest = min(days, key=lambda r: _cost(scene.document.text, span, r.value.span, scene.chars(place)), default=None)
    day = None if nearest is None else nearest.value.value.end
    return None if day is None else TimeInterval(_day_one(scene), day, Precision.DAYS, Basis.RELATIVE)


def _is_one_day(reading: TimeReading) -> bool:
    value = reading.value.value
    return value.start is not None and value.start == value.end


def _nearest_period(
    scene: Scene, draft: Draft, sentence: Span, lexicon: ContextWords
) -> tuple[TimeInterval, bool] | None:
    """The interval of the sentence that is a period, nearest to the quantity, and whether it is an increment's."""
    text, span = scene.document.text, draft.span(scene)
    found: list[tuple[int, TimeInterval, bool]] = []
    for reading in scene.times_in(sentence):
        where = reading.value.span
        if _told_in_passing(text, where, span, sentence, lexicon) or _of_total(text, span, where, lexicon):
            continue
        # "the largest exchange since 2020" dates nothing.
        interval = (
            None if lexicon.finds("superlative", text, sentence.start, where.start) else _as_period(scene, reading)
        )
        if interval is not None:
            # "over the past night" was added then; "since Sunday night" is a total.
            increment = lexicon.finds("increment", reading.value.text) and interval.start is not None
            increment = increment and not lexicon.finds("opens", reading.value.text)
            found.append((_cost(text, span, where, sentence), interval, increment))
    opening = lexicon.patterns["since_start"].search(text, sentence.start, sentence.end)
    if opening and _of_total(text, span, Span(*opening.span()), lexicon):
        opening = None  # "98 were hurt, bringing the total since the war began to 169,430"
    if opening and _day_one(scene) and not lexicon.finds("superlative", text, sentence.start, opening.start()):
        close = Span(opening.end() - 1, max(opening.end(), min(opening.end() + LOOK, sentence.end)))
        dated = next((reading.value.value.start for reading in scene.times_in(close)), None)
        started = TimeInterval(dated or _day_one(scene), _published(scene), Precision.DAYS, Basis.RELATIVE)
        found.append((_cost(text, span, Span(*opening.span()), sentence), started, False))
    cost, nearest, increment = min(found, key=lambda row: row[0], default=(TOO_FAR, None, False))
    # Across several clauses a period belongs to something else, unless a list of losses lies between.
    if nearest is None or (cost >= TOO_FAR and not _long_list(scene, draft)):
        return None
    return nearest, increment


def _told_in_passing(text: str, where: Span, quantity: Span, sentence: Span, lexicon: ContextWords) -> bool:
    """True for a time in an aside that does not hold the figure: "(the increase over the past day)"."""
    aside = lexicon.patterns["aside"].search(text, sentence.start, where.start)
    return aside is not None and not aside.start() < quantity.start < where.start


def _of_total(text: str, quantity: Span, where: Span, lexicon: ContextWords) -> bool:
    """True for a time that belongs to another figure: "killed three, bringing the total to 289 since Tuesday"."""
    return quantity.end < where.start and lexicon.finds("own_total", text, quantity.end, where.start)


def _as_period(scene: Scene, reading: TimeReading) -> TimeInterval | None:
    """A time as the period of a figure: "as of June 6" has an end alone; what names one day is no period."""
    lexicon, text = context_words(scene.language), scene.document.text
    value, where = reading.value.value, reading.value.span
    if lexicon.finds("as_of", text[max(0, where.start - LOOK) : where.start]) and value.start == value.end:
        return None if value.end is None else TimeInterval(None, value.end, value.precision, value.basis)
    if value.start is None:
        opens = lexicon.finds("opens", reading.value.text)
        return TimeInterval(None, None, value.precision, value.basis) if opens else None
    if not lexicon.finds("period", reading.value.text):
        return None
    if value.end is None:
        return TimeInterval(_begun(scene, reading), _published(scene), value.precision, value.basis, value.vague)
    return TimeInterval(value.start, value.end, value.precision, value.basis, value.vague)


def _cost(text: str, quantity: Span, period: Span, sentence: Span) -> int:
    """How far a period stands from a quantity: characters, more for every comma; little where it opens the sentence."""
    first, last = sorted((quantity, period))
    if not sentence.contains(quantity):
        return COMMA_COST  # the heading of a list governs its lines, however far down they stand
    between = text[first.end : last.start] if first.end < last.start else ""
    cost = len(between) + COMMA_COST * between.count(",")
    return min(cost, COMMA_COST) if period.start - sentence.start < LOOK and period.start < quantity.start else cost


def _begun(scene: Scene, reading: TimeReading) -> date | None:
    """The start of "since February": day 1 of the conflict where that lies in the month."""
    start, day_one = reading.value.value.start, _day_one(scene)
    monthly = reading.value.value.precision in {Precision.MONTH, Precision.YEAR}
    same = start is not None and day_one is not None and (start.year, start.month) == (day_one.year, day_one.month)
    return day_one if monthly and same else start


def _carried(scene: Scene, draft: Draft, told: Sequence[Told], party: str | None) -> Period | None:
    """The period of the list that this sentence goes on with: one side's count of losses, a few sentences before."""
    place = scene.sentence(draft.amount.number)
    lexicon, words = context_words(scene.language), words_of_sentence(scene, place)
    sentence, bullet = scene.chars(place), draft.lead is not None
    same_period = lexicon.finds("same_period", scene.document.text, sentence.start, sentence.end)
    losses = not scene.categories.sets["loss_words"].isdisjoint(words)
    listed = _long_list(scene, draft) or bullet or losses or same_period
    total = _is_total(scene, draft, words, lexicon)
    for earlier in reversed(told):
        if place - earlier.sentence > CARRY_SENTENCES and not bullet:
            return None
        reading = earlier.reading
        if reading.category not in LOSSES or reading.period is None or not reading.cumulative:
            continue
        if reading.category in CASUALTIES and draft.slug not in PEOPLE_LOST and not (bullet or same_period):
            continue  # a toll of people dates no tanks
        follows = place - earlier.sentence <= 1 and len(scene.amounts_in(*scene.sentences[place])) >= 2
        same_count = total and reading.category == draft.slug
        if not (listed or follows or same_count or place == earlier.sentence):
            continue
        same_party = earlier.party == party and (party is not None or follows or same_count)
        if same_party or losses or bullet or same_period:
            return reading.period, True
    return None


def _is_total(scene: Scene, draft: Draft, words: frozenset[str], lexicon: ContextWords) -> bool:
    """True for figures told as totals: a long list of losses, "have been killed" of thousands."""
    if draft.slug not in PERIODIC:
        return False
    if draft.slug in LOSSES and lexicon.any("totals", words) and _long_list(scene, draft):
        return True
    perfect = lexicon.any("perfect", words) and lexicon.any("perfect_verbs", words)
    return perfect and draft.amount.numeral.value >= PERFECT_TOTAL


def _long_list(scene: Scene, draft: Draft) -> bool:
    first, last = scene.sentences[scene.sentence(draft.amount.number)]
    return len(scene.amounts_in(first, last)) >= LONG_LIST


def _day_one(scene: Scene) -> date | None:
    return None if scene.conflict is None else scene.conflict.day_one


def _published(scene: Scene) -> date | None:
    published = scene.facts.published
    return None if published is None else published.end or published.start


def _until(day: date | None) -> TimeInterval | None:
    return None if day is None else TimeInterval(None, day, Precision.DAY, Basis.PUBLICATION)


def _day_before(scene: Scene, draft: Draft) -> date | None:
    """The single day named last before the quantity, in its paragraph: that of a vote."""
    start = draft.span(scene).start
    paragraph = next((span for span in scene.paragraphs if span.start <= start < span.end), None)
    readings = [] if paragraph is None else scene.times_in(Span(paragraph.start, start + 1))
    values = [reading.value.value for reading in readings]
    return next((value.start for value in reversed(values) if value.start and value.start == value.end), None)
