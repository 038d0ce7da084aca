"""What the words around a name say for and against a place: kind, prepositions, containers, lists, bearers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from attribune.catalog.gazetteer import ADMIN1, ADMIN2, PRIMARY, Hit
from attribune.catalog.placenames import name_key
from attribune.normalize.place_choice import contains
from attribune.normalize.place_mentions import Mention, Scan, opens_line, state_at
from attribune.normalize.place_words import Token

__all__ = ["weigh"]

LIST_GAP = re.compile(r"\s*,\s+(?:and\s+|or\s+)?|\s+(?:and|or|to)\s+(?:in\s+|the\s+)?")
# "Nyabibwe, a mining town north of …": the apposition says what it is.
DESCRIBED = re.compile(r", (?:a|an|the) (?:[a-z-]+ ){0,2}(?P<kind>town|village|city|settlement|hamlet)\b")
CONTAINER_GAP = re.compile(r",? \(?(?:in )?(?:the )?(?:[a-z]+(?:ern|al|ied) )?(?:of )?")
BODY = (" university", " college", " hospital", " school", " department", " academy", " club")
OFFICE = re.compile(r"['’]s (?:acting |interim |deputy )?(?:regional )?governor\b")
AMONG = re.compile(
    r"\b(?:villages|towns|settlements|cities|hamlets)\b[^.;:!?\n]{0,30}"
    r"(?:,? (?:among them|including|such as|namely)|:) $"
)


def weigh(scan: Scan) -> None:
    """Set evidence, kind, container and what blocks them on every mention of the scan."""
    for mention in scan.mentions:
        _weigh_left(scan, mention)
        _weigh_right(scan, mention)
        _block(scan, mention)
    for mention, following in pairwise(scan.mentions):
        if mention.container is not None and name_key(following.name) == name_key(mention.container):
            _hold(mention, following)
    for mention in scan.mentions:
        _block_surname(scan, mention)
    _join_lists(scan)


def _weigh_left(scan: Scan, mention: Mention) -> None:
    """What stands before: a preposition, a kind ("the village of"), a compass point."""
    words, position = scan.words, mention.first - 1
    before, steps = scan.token(position), 0
    if AMONG.search(scan.text, max(0, mention.start - 80), mention.start):
        mention.kind, mention.evidence = "settlement", 3
        mention.names.add("plural-before")
    mention.article = before is not None and before.lower in {"the", "a", "an"}
    while position >= 0 and steps < 5 and re.fullmatch(r"[ \u00a0\n]|[-‐‑]", scan.gap(position)):
        token = scan.tokens[position]
        lower = token.lower
        if lower in words.compass and steps == 0 and scan.gap(position) == " ":
            mention.compass, mention.compass_start = lower, token.start
            first = scan.token(position - 1)
            if first is not None and scan.gap(position - 1) in {"-", "‑"} and first.lower in words.compass:
                mention.compass, mention.compass_start = f"{first.lower}-{lower}", first.start
        if lower in {"upstate", "downstate"} and steps == 0 and any(hit.place.kind == "region" for hit in mention.hits):
            mention.kind, mention.evidence = "region", 3
        if lower == "of" and position and scan.gap(position - 1) == " ":
            head = scan.tokens[position - 1].lower
            if head in words.regional and any(hit.place.kind == "region" for hit in mention.hits):
                mention.kind, mention.evidence = mention.kind or "region", 3
                return
            if kind := words.kind_of.get(head):
                mention.evidence = 3
                if head != "capital":  # "the capital of Ukraine" is Kyiv: what follows is no town
                    mention.kind = mention.kind or kind
                if head in words.plurals:
                    mention.names.add("plural-before")
                mention.near |= head in {"outskirts", "suburb", "suburbs"}
                return
            if head in words.taking:  # "took control of Urozhaine": villages and towns are taken
                mention.evidence = max(mention.evidence, 1 if scan.headline[mention.first] else 2)
                return
            if head in words.belonging:
                mention.evidence = max(mention.evidence, 1 if scan.headline[mention.first] else 2)
                mention.near |= head in words.compass
                return
            person = scan.tokens[position - 1].capital and not scan.opening[position - 1]
            body = head in words.heads_of or head in words.bearers
            mention.evidence = max(mention.evidence, 2 if person and not body and not scan.headline[position] else 1)
            return
        if (kind := words.kind_of.get(lower)) and kind in {"settlement", "region"} and not token.capital and steps == 0:
            if lower not in {"state", "port", "county", "department", "capital"} or kind == "settlement":
                mention.kind, mention.evidence = mention.kind or kind, max(mention.evidence, 2)
        elif lower in words.prepositions:
            mention.evidence = max(mention.evidence, 1 if scan.headline[mention.first] else 2)
            mention.near |= lower in words.near
            trust = scan.token(position - 1)
            if steps == 0 and lower in words.locative and (trust is None or trust.lower not in words.trusting):
                mention.names.add("locative")
            return
        hyphenated = scan.gap(position) != " "
        adjective = scan.gazetteer.adjective(token.text) is not None
        if not (lower in words.between or lower in words.compass or adjective or hyphenated or lower in words.kind_of):
            return
        position, steps = position - 1, steps + 1


def _weigh_right(scan: Scan, mention: Mention) -> None:
    """What stands after: a kind ("region"), "regional governor", a container ("…, Ukraine"), a dateline's dash."""
    words, text = scan.words, scan.text
    following, gap = scan.token(mention.after), scan.gap(mention.after - 1)
    if following is not None and gap in {" ", "-", "\u00a0"} and not _owns(scan, mention):
        lower = following.lower
        kind = words.kind_of.get(lower)
        district = lower in {"district", "districts", "raion", "raions", "rayon", "county", "counties", "subdistrict"}
        if gap == " " and lower in words.dwellers and not following.capital:
            mention.evidence = 3 if lower in words.neighbours else max(mention.evidence, 2)
        elif kind in {"region", "district"} and gap != "-" and not _verb_state(lower, scan, mention):
            mention.kind, mention.evidence = ("district" if district else "region"), 3
            if lower in words.plurals:
                mention.names.add("plural-after")
            else:
                mention.end, mention.after = following.end, mention.after + 1
        elif kind == "settlement" and lower not in {"capital", "outskirts", "enclave", "port"}:
            mention.kind, mention.evidence = mention.kind or "settlement", 3
            if lower in words.plurals:
                mention.names.add("plural-after")
        elif lower in words.regional and not following.capital | (
            lower in {"governor", "governors"} and following.capital
        ):
            mention.kind, mention.evidence = mention.kind or "region", 3
        elif (
            lower in words.regional
            or (lower in words.sector and gap == " ")
            or (gap == "-" and (lower in words.held or (lower.endswith("ed") and not following.capital)))
        ):
            sector = lower in words.sector and lower not in {"area", "front", "offensive"}
            mention.evidence = max(mention.evidence, 3 if sector and mention.hits else 2)
            if sector and lower.endswith("s") and lower != "axis":
                mention.names.add("sectors-after")
        elif kind in {"site", "water"} and not mention.hits:
            mention.kind = kind
        elif lower in words.offices and following.capital:
            mention.evidence = max(mention.evidence, 1)
            if lower in words.regional_offices and any(hit.place.kind == "region" for hit in mention.hits):
                mention.kind = mention.kind or "region"
    if described := DESCRIBED.match(text, mention.end):
        mention.kind, mention.evidence = mention.kind or words.kind_of.get(described["kind"].lower()), 3
    if OFFICE.match(text, mention.end) and any(hit.place.kind == "region" for hit in mention.hits):
        mention.kind, mention.evidence = mention.kind or "region", 3
    if scan.opening[mention.first] and opens_line(text, mention.start, mention.end):
        mention.evidence = 3
    container = _container(scan, mention)
    if container is not None:
        mention.container = container
        if text[mention.end] in ",(" or text[mention.end : mention.end + 2] == " (":
            mention.evidence = 3


def _hold(town: Mention, holder: Mention) -> None:
    """Of "Plattsburgh, New York" the second name is the state, of "Athens, Georgia" the state and not the country."""
    if holder.start - town.end > 20 or holder.label is not None:
        return
    places = [hit.place for hit in town.hits if hit.how == PRIMARY and hit.place.kind in {"settlement", "site"}]
    fitting = [
        hit for hit in holder.hits
        if hit.place.kind in {"country", "region"} and hit.how != ADMIN2 and any(contains(hit.place, p) for p in places)
    ]  # fmt: skip
    if fitting:
        holder.hits = tuple(fitting)


def _owns(scan: Scan, mention: Mention) -> bool:
    return scan.tokens[mention.after - 1].possessive


def _us_state(mention: Mention) -> bool:
    regions = [hit.place for hit in mention.hits if hit.place.kind == "region" and hit.how != ADMIN2]
    return any(place.country == "US" for place in regions)


def _verb_state(lower: str, scan: Scan, mention: Mention) -> bool:
    """True where "state" or "department" after a country's name is something else: "Islamic State", "US state"."""
    country = any(hit.place.kind == "country" for hit in mention.hits)
    if _us_state(mention):
        if scan.tokens[mention.after].text == "State":
            return mention.name not in {"Washington", "New York"}
        if lower == "department":
            return True  # "the Florida Department of Health"
    return (country and lower in {"state", "states", "department", "county", "territory", "territories"}) or (
        scan.text[mention.end : mention.end + 6] == " State" and lower == "state" and country
    )


def _container(scan: Scan, mention: Mention) -> str | None:
    """The name of what follows after a comma or "in": a country, a region, a state of the US."""
    position = mention.after
    token = scan.token(position)
    match = CONTAINER_GAP.match(scan.text, mention.end + (2 if _owns(scan, mention) else 0))
    if token is None or match is None or _owns(scan, mention) or "\n" in match.group():
        return None
    comma = match.group().startswith(",")
    if not comma and not re.search(r"\bin |\(", match.group()):
        return None
    while token is not None and token.start < match.end():
        position, token = position + 1, scan.token(position + 1)
    if token is None or token.start != match.end() or not token.capital:
        return None
    state = state_at(scan, position) if comma else None
    if state is not None:
        return state.name
    for after in range(min(position + 4, len(scan.tokens)), position, -1):
        name = scan.text[token.start : scan.tokens[after - 1].end]
        if "\n" in name or any(mark in name for mark in ",.;()"):
            continue
        hits = scan.gazetteer.hits(name)
        kinds = {hit.place.kind for hit in hits if hit.how != ADMIN2}
        nearby = {hit.place.country for hit in hits if hit.place.kind in {"country", "region"} and hit.how != ADMIN2}
        if kinds & {"country", "region"} and nearby & {hit.place.country for hit in mention.hits}:
            following = scan.token(after)
            between = scan.text[scan.tokens[after - 1].end : following.end] if following else "."
            states = _has_country(mention.hits) and _has_country(hits)  # "China, Japan, and South Korea"
            return None if states or _region_in_list(scan, mention, between) else name
    return None


def _has_country(hits: Sequence[Hit]) -> bool:
    return any(hit.place.kind == "country" and hit.how == PRIMARY for hit in hits)


def _region_in_list(scan: Scan, mention: Mention, after: str) -> bool:
    """True for "Nevada" in "Iowa, Nevada, Ohio and Maine": a list of regions is no town with its state."""
    large = any(hit.place.kind in {"country", "region"} and hit.how != ADMIN2 for hit in mention.hits)
    before = scan.text[max(0, mention.start - 2) : mention.start] == ", "
    return large and (before or re.match(r", [A-Z]|,? (?:and|or)$", after) is not None)


def _block(scan: Scan, mention: Mention) -> None:
    """Why the name is not a place here, as a word, or nothing."""
    words, headline = scan.words, scan.headline[mention.first]
    before, after = scan.token(mention.first - 1), scan.token(mention.after)
    gap_before = scan.gap(mention.first - 1) if before else "\n"
    key = name_key(mention.name)
    if key in words.never or key in words.months or scan.gazetteer.adjective(mention.name):
        mention.blocked = "word"
    elif key.startswith("university") or key.endswith(BODY):
        mention.blocked = "name of a body"
    elif before is not None and gap_before in {" ", ". "} and before.capital and before.lower in words.titles:
        mention.blocked = "title"
    elif re.match(r" ?& ", scan.text[mention.end : mention.end + 3]) or scan.text[: mention.start].endswith("& "):
        mention.blocked = "firm"
    elif after is not None and after.text == "State" and _us_state(mention) and mention.kind is None:
        mention.blocked = "name of a body"  # "Florida State" is a university
    elif after is not None and _attributive(scan, mention, after):
        mention.blocked = "adjective"
    elif before is not None and gap_before == " " and before.lower in words.vessels and mention.evidence < 3:
        mention.blocked = "ship"
    elif before is not None and gap_before in {" ", ". "} and _part_of_name(scan, mention, before) and not headline:
        mention.blocked = "name before"
    elif (
        before is not None and gap_before in {"-", "‑"} and before.lower in {"anti", "pro", "non", "ex", "trans", "un"}
    ):
        mention.blocked = "prefix"
    elif before is not None and before.lower in {"of", "the"} and _headed(scan, mention):
        mention.blocked = "name of a body"
    elif after is not None and not _owns(scan, mention) and _part_of_longer(scan, mention, after, headline):
        mention.blocked = "name after"
    if mention.blocked == "name before" and before is not None:
        person = before.lower in words.given_names or len(before.text) == 1
        if person and not scan.opening[mention.first - 1]:
            scan.surnames.add(key)
        else:
            scan.last_words.add(key)


def _attributive(scan: Scan, mention: Mention, after: Token) -> bool:
    """True for "US" and "UK" used as adjectives: "US officials", "the UK government"."""
    letters, gap, lower = mention.name.replace(".", ""), scan.gap(mention.after - 1), after.lower
    if not (letters.isupper() and 2 <= len(letters) <= 3) or _owns(scan, mention):
        return False
    second = scan.token(mention.after + 1)
    if lower in {"and", "or"} and second is not None and scan.gazetteer.adjective(second.text):
        return True
    if gap != " ":
        return gap == "-"
    return after.text.isalpha() and lower not in scan.words.function_words and (
        after.capital or lower in scan.words.things or not lower.endswith(("ed", "s"))
    )  # fmt: skip


def _block_surname(scan: Scan, mention: Mention) -> None:
    """A bare name that the text has as somebody's surname; for a great city that takes less to outweigh."""
    key = name_key(mention.name)
    if mention.blocked is not None or mention.after - mention.first > 1 or key not in scan.surnames | scan.last_words:
        return
    if any(hit.place.kind == "country" for hit in mention.hits):
        return
    great = any(hit.place.population > 500_000 and hit.how in {PRIMARY, ADMIN1} for hit in mention.hits)
    if great and key not in scan.surnames and key not in scan.words.given_names:
        return
    if mention.evidence < (2 if great or "locative" in mention.names else 3):
        mention.blocked = "surname"


def _part_of_name(scan: Scan, mention: Mention, before: Token) -> bool:
    lower, position = before.lower, mention.first - 1
    gap = scan.gap(position)
    if before.possessive or (gap == ". " and len(before.text.replace(".", "")) > 1):
        return False
    if not before.capital:
        return False
    if lower in scan.words.compass and name_key(mention.name) in scan.gazetteer.common:
        return True  # "the South Side of Chicago"
    if lower in scan.words.given_names and not (scan.opening[position] and lower in scan.words.months):
        return True
    if scan.gazetteer.adjective(before.text) or lower in scan.words.months or lower in scan.words.compass:
        return False
    if scan.opening[position]:
        if len(before.text) == 1:
            return lower not in {"a", "i"}
        words = scan.lower, scan.words.never, scan.words.prepositions, scan.words.between
        return not before.text.isupper() and not any(lower in group for group in words)
    return lower not in scan.words.kind_of and not before.text.isdigit() and lower not in scan.words.between


def _headed(scan: Scan, mention: Mention) -> bool:
    """True after "Ministry of", "University of the": the name only belongs to a body's name."""
    position = mention.first - 1
    while position >= 0 and scan.tokens[position].lower in {"the", "of"} and scan.gap(position) == " ":
        position -= 1
    head = scan.token(position)
    return head is not None and head.capital and head.lower in scan.words.heads_of and position < mention.first - 1


def _part_of_longer(scan: Scan, mention: Mention, after: Token, headline: bool) -> bool:
    gap, lower, words = scan.gap(mention.after - 1), after.lower, scan.words
    if gap == "-":
        return after.capital and not any(hit.place.kind == "country" for hit in scan.gazetteer.hits(after.text))
    if gap != " " or not after.capital:
        return False
    if lower in words.bearers and not (headline and lower in {"air", "army", "open", "act", "power", "daily"}):
        return True
    if len(after.text) == 1:
        return True
    part = words.kind_of.get(lower) in {"area", "water", "site"} or lower == "village"
    if part and not headline:
        return True
    if headline or lower in words.kind_of or lower in words.offices or lower in words.months or lower in words.titles:
        return False
    large = any(
        hit.place.kind == "country" or (hit.place.kind == "region" and hit.how != ADMIN2) for hit in mention.hits
    )
    return not (large and mention.evidence >= 2)


def _join_lists(scan: Scan) -> None:
    """Lists: "the regions of A and B", "A, B and C provinces"; what is said of one end holds for all."""
    chain: list[Mention] = []
    for mention in [*scan.mentions, None]:
        if chain and mention is not None and LIST_GAP.fullmatch(scan.text, chain[-1].end, mention.start):
            chain.append(mention)
            continue
        if len(chain) > 1:
            _share(chain)
        chain = [mention] if mention is not None else []


def _share(chain: list[Mention]) -> None:
    if "plural-after" in chain[-1].names:
        kind = chain[-1].kind
    elif "plural-before" in chain[0].names:
        kind = chain[0].kind
    else:
        kind = None
    sectors = "sectors-after" in chain[-1].names
    best = max(mention.evidence for mention in chain if mention.hits or mention is chain[0])
    for mention in chain:
        mention.mates = [other for other in chain if other is not mention]
        if kind is not None and mention.kind is None:
            mention.kind, mention.evidence = kind, 3
        elif sectors and mention.hits:
            mention.evidence = 3
        if mention.hits and mention.blocked is None:
            mention.evidence = max(mention.evidence, 2 if any(map(_well_known, mention.mates)) else min(best, 2))


def _well_known(mention: Mention) -> bool:
    known = any(hit.how == PRIMARY and hit.place.population > 200_000 for hit in mention.hits)
    return known and mention.blocked is None
