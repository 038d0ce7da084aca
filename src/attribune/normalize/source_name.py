"""Sources that name somebody: people before institutions, the head of the phrase before what it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from attribune.catalog.names import key_of
from attribune.catalog.party import Form
from attribune.model import Reference, Span
from attribune.normalize.entity import Entity, Naming, entity_unnamed
from attribune.normalize.introduced import organisation
from attribune.normalize.lexica import singular
from attribune.normalize.officers import officer_of
from attribune.normalize.posts import in_post
from attribune.normalize.scene import WORD, Scene, Speaker, head_of, head_phrase, noun_of
from attribune.normalize.source_owner import (
    belonging,
    body_of_person,
    deployed,
    in_apposition,
    office_of_person,
    part_of,
)
from attribune.normalize.source_people import matches_in, people_in
from attribune.normalize.source_short import by_calling, by_short_name
from attribune.normalize.variation import mouth_of

__all__ = ["by_name"]

_POSSESSED = re.compile(r"[’']s?\s")
_KIN = re.compile(
    r"[A-ZÀ-Þ][^,]*[’']s? (?:\w+ )?(mother|father|brother|sister|wife|husband|son|daughter|widow|uncle|aunt|cousin"
    r"|grandmother|grandfather|neighbou?r|niece|nephew|friend)"
)
_TOP = re.compile(r"\btop \S+ diplomat$")
# What a body in apposition may be called besides an institution: "the Bulgarian owner, Navibulgar".
_SETTING_OFF = frozenset(
    "body organ owner operator maker manufacturer builder firm carrier airline insurer broker television".split()
)
_MORE = re.compile(r"(?:[’']s?)?\s([a-z]+)\b(?![’'])")
_PARTS = frozenset({"member", "part", "side", "branch", "wing", "government", "leadership", "representation", "half"})
_COMPLEMENT = re.compile(r"\s*(?:of|for|to|at|in|from|by|with|near|under|close|stationed|based|who|which|that)\b")
_OFFICIALS = ("-officials", "-diplomats", "-bloggers")
_SPEAKING_STAFF = frozenset(
    "analyst researcher investigator expert staff spokesman spokesperson monitor economist".split()
)
_AT = re.compile(r"\s(?:of|from|at|for|with)\s(?:the\s)?")
_SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_WITHIN = frozenset({"of", "from", "at", "for", "with"})
_OFFICES_OF = frozenset({"staff", "office", "forces", "council", "ministry"})
_UNLISTED = re.compile(r"[’']s?\s((?:[A-ZÀ-Þ][\w’&-]+)(?:\s[A-ZÀ-Þ][\w’&-]+){0,3})")  # "Poland's PKP"
_MASS = frozenset({"staff"})
_STATES = frozenset({"government", "country"})
_RULING = frozenset(
    "government regime leadership authority administration junta establishment court elite official officials".split()
)
_EMPLOYERS = frozenset({"monitor", "ngo", "company", "international_body", "service", "organisation"})
_LINKING = frozenset("of for to at in from by with near under close who which that the a an his her its their".split())
_BESIDE = re.compile(
    r"(?:,|(?:, )?(?:and|as well as|and its ally|along with)|&)(?: the)?(?: (?:his|her|their)(?: [a-z-]+){1,3})?",
    re.IGNORECASE,
)


def by_name(source: Span, scene: Scene) -> Speaker | None:
    """The source by the names that stand in it: people before institutions, the head before what it belongs to."""
    inside = [naming for naming in scene.discourse.within(source) if naming.entity.reference.kind != "unnamed"]
    taken = tuple(naming.span for naming in inside)
    people = [naming for naming in inside if naming.entity.person]
    matches = matches_in(scene.text, source, scene.catalog)
    people += people_in(scene.text, source, taken, matches, scene.words, scene.catalog)
    speaking = [one for one in people if not _is_complement(one.span, source, scene)]
    if len(speaking) > 1:  # "Zelensky's adviser Mykhailo Podoliak": whose adviser is not who speaks
        speaking = [one for one in speaking if not _POSSESSED.match(scene.text, one.span.end)] or speaking
    kin = _kin_of(source, people, scene)
    if kin is not None:
        return Speaker(kin, "unnamed")
    served = office_of_person(source, people, head_of(source, scene.text), scene)
    if served is not None:
        return Speaker(served, "named")
    owned = body_of_person(speaking[0], source, noun_of(source, scene.text, scene.words), scene) if speaking else None
    if owned is not None and _POSSESSED.match(scene.text, speaking[0].span.end):
        return Speaker(owned, "named")
    if speaking:
        return Speaker(_together(scene.text, speaking), "named")
    called = by_calling(source, scene)
    if called is not None:
        return called
    body = officer_of(source, inside, scene)
    if body is not None:
        return Speaker(body, "named")
    if not inside and not people:
        return _ruling(source, scene) or _staff_of_unlisted(source, scene) or by_short_name(source, scene)
    whole = head_phrase(source, scene.text)
    at_head = [naming for naming in inside if naming.span.overlaps(whole)]
    covering = next((naming for naming in at_head if naming.span.end >= whole.end), None)
    covering = _branch(at_head, covering, scene) or covering
    proper = _proper_name(source, whole, covering, scene)
    if proper is not None:
        return Speaker(proper, "named")
    top = _TOP.search(whole.of(scene.text))
    if top is not None and at_head and at_head[0].entity.reference.country is not None:
        made = scene.institution(at_head[0].entity.reference.country, "foreign-minister", "diplomat")
        if made is not None:
            return Speaker(made, "named")
    if covering is not None:
        one = _one_official(covering, whole, source, scene)
        if one is not None:
            return Speaker(one, "unnamed")
        named = deployed(covering.entity, source, scene) or _narrowed(covering.entity, source, scene)
        covering = replace(covering, entity=named)
        return Speaker(
            _together(scene.text, [covering, *(one for one in inside if one.span.start >= covering.span.end)]), "named"
        )
    return _by_noun(source, whole, inside or people, at_head, scene)


def _ruling(source: Span, scene: Scene) -> Speaker | None:
    """The government of a region that governs itself, which goes by the region's name or its seat: "Hargeisa said"."""
    name = source.of(scene.text)
    region = scene.words.seats.get(name.lower())
    if region is None:
        found = [one for one in scene.catalog.parties.find(name) if one.form is Form.REGION]
        whole = found[0] if found and len(found[0].span) == len(name) else None
        row = None if whole is None else scene.catalog.parties.regions.get(whole.ids[0])
        region = row.id if row is not None and row.state is not None else None
    body = None if region is None else scene.institution(region, "government", "government")
    return None if body is None else Speaker(body, "named")


def _by_noun(
    source: Span, whole: Span, inside: Sequence[Naming], at_head: Sequence[Naming], scene: Scene
) -> Speaker | None:
    """The source by what its noun makes of the names in it: a body's mouthpiece, its staff, what belongs to it."""
    noun = noun_of(source, scene.text, scene.words)
    beside = in_apposition(source, whole, inside, scene)
    if beside is not None and (
        noun.split(" ")[-1] in scene.words.institution | _PARTS | _SETTING_OFF or beside.reference.id is None
    ):
        return Speaker(beside, "named")
    if noun in _SPOKESMEN:
        return Speaker(mouth_of(inside[0].entity, source, scene) or inside[0].entity, "named")
    if noun in scene.words.mouthpiece or noun in scene.words.document or noun in scene.words.media:
        return Speaker(_in_full(inside[0], source, scene), "named")
    if noun in scene.words.unnamed | scene.words.person | _MASS:
        return _staff(source, whole, inside, noun, scene)
    wing = part_of(inside[0].entity, noun, source.of(scene.text), scene) if at_head else None
    if wing is not None and at_head[0].span.end < whole.end:
        return Speaker(wing, "named")  # "Islamic Jihad’s armed wing"
    if not at_head and noun not in _PARTS:
        return None
    owner = (at_head or inside)[0]
    if len(at_head) > 1 and _POSSESSED.match(scene.text, owner.span.end):
        owner = at_head[-1]  # "Iran's semi-official Tasnim news agency" is Tasnim
        return Speaker(owner.entity, "named")
    if at_head and owner.span.end < whole.end and noun in scene.words.institution - _PARTS:
        return Speaker(belonging(owner, whole, noun, scene), "named")
    if at_head and _is_where(owner, whole, noun, scene):
        return None
    unlisted = _UNLISTED.fullmatch(scene.text, owner.span.end, whole.end) if at_head else None
    if unlisted is not None and owner.entity.reference.kind in _STATES and owner.entity.reference.country is not None:
        reference = Reference(None, unlisted[1], "organisation", owner.entity.reference.country)
        return Speaker(Entity(reference, names=frozenset({key_of(unlisted[1])})), "named")
    return Speaker(owner.entity, "named")


def _is_where(owner: Naming, whole: Span, noun: str, scene: Scene) -> bool:
    """True for a capital that only says where: "a Warsaw collective" is not the government of Poland."""
    behind = scene.text[owner.span.end : whole.end]
    if owner.entity.reference.kind not in _STATES or not re.match(r"\s[a-z]", behind) or noun in _RULING:
        return False
    found = scene.catalog.parties.find(owner.span.of(scene.text))
    return bool(found) and found[0].form is Form.METONYM


def _in_full(one: Naming, source: Span, scene: Scene) -> Entity:
    """A body with the noun behind it: "a study by the United Nations mission in Kabul" is that of the mission."""
    after = _MORE.match(scene.text, one.span.end, source.end)
    noun = None if after is None else singular(after[1])
    if after is not None and noun in scene.words.institution - _PARTS:
        return belonging(one, Span(one.span.start, after.end()), noun, scene)
    return deployed(one.entity, source, scene) or one.entity


def _branch(at_head: Sequence[Naming], covering: Naming | None, scene: Scene) -> Naming | None:
    """The body whose branch in a country speaks: "Amnesty International Nigeria" is not Nigeria."""
    for one, after in pairwise(at_head):
        beside = scene.text[one.span.end : after.span.start] == " " and after is covering
        if beside and one.entity.reference.kind in _EMPLOYERS and after.entity.reference.kind == "government":
            return one
    return None


def _is_staff(name: str) -> bool:
    """True for capitals that only open a sentence: "Analysts at the Institute …", "Staff of Mercy Corps"."""
    first, _, rest = name.partition(" ")
    return singular(first.lower()) in _SPEAKING_STAFF and rest.partition(" ")[0].lower() in _WITHIN


def _one_official(naming: Naming, whole: Span, source: Span, scene: Scene) -> Entity | None:
    """A single official or source, under the words of the text: "a senior US official" is not all of them."""
    head = head_of(source, scene.text)
    if not (naming.entity.reference.id or "").endswith(_OFFICIALS):
        return None
    many = head != singular(head)
    if many and head in naming.entity.reference.name:
        return None
    country = naming.entity.reference.country
    return entity_unnamed(
        f"unnamed {whole.of(scene.text)}", head, scene.words, person=not many, many=many, country=country
    )


def _staff(source: Span, whole: Span, inside: Sequence[Naming], noun: str, scene: Scene) -> Speaker | None:
    """The body whose people speak for it: "analysts at the Institute for the Study of War", "staff of Mercy Corps"."""
    before = next((one for one in inside if one.span.end < whole.end and one.entity.reference.kind in _EMPLOYERS), None)
    if before is not None and noun in scene.words.posts and _POSSESSED.match(scene.text, before.span.end):
        post = in_post(before.entity, source, noun, scene)  # "Amnesty’s Middle East director"
        return Speaker(post or before.entity, "named")
    if noun not in _SPEAKING_STAFF or (noun == head_of(source, scene.text) and noun not in _MASS):
        return None
    if before is not None and before.span.start - source.start <= len("The "):
        return Speaker(before.entity, "named")  # "Human Rights Watch researchers"
    for one in inside:
        if one.span.start >= whole.end and one.entity.reference.kind in _EMPLOYERS:
            between = scene.text[whole.end : one.span.start].strip().lower()
            if between.removesuffix("the").strip() in _WITHIN:
                return Speaker(one.entity, "named")
    return None


def _staff_of_unlisted(source: Span, scene: Scene) -> Speaker | None:
    """The body, unknown to the catalogue, whose people speak: "researchers at the London School of Hygiene"."""
    noun = noun_of(source, scene.text, scene.words)
    if noun not in _SPEAKING_STAFF or (noun == head_of(source, scene.text) and noun not in _MASS):
        return None
    after = _AT.match(scene.text, head_phrase(source, scene.text).end)
    named = None if after is None else organisation(scene.text, after.end(), source.end, scene.words)
    return None if named is None else Speaker(named.entity, "named")


def _narrowed(entity: Entity, source: Span, scene: Scene) -> Entity:
    """The staff or command that spoke right before, where "the Ukrainian military" only calls it again."""
    if not (entity.reference.id or "").endswith("-forces") or not scene.spoken:
        return entity
    last = scene.spoken[-1]
    same = last.entity.reference.country == entity.reference.country and last.entity.reference.kind == "military"
    near = scene.text.count("\n", last.reach.end, source.start) <= 2 if last.reach.end <= source.start else False
    return last.entity if same and near else entity


def _is_complement(name: Span, source: Span, scene: Scene) -> bool:
    """True for a person named only to say whose or which somebody is ("the lawyer of X", "officers loyal to X")."""
    whole = head_phrase(source, scene.text)
    if name.start < whole.end:
        return False
    between = scene.text[whole.end : name.start]
    if "," in between or not _COMPLEMENT.match(between):
        return False
    if any(one.span.start < whole.end and 0 <= name.start - one.span.end <= 2 for one in scene.discourse.titles):
        return False  # "Secretary of State X Y", "the Chief of the General Staff X Y"
    last = WORD.findall(between)[-1]  # but "the head of the regional administration X Y" is X Y
    noun = singular(last)
    if name.end >= source.end and _heads_office(source, between, scene):
        return False
    return noun in scene.words.titles | scene.words.person or last.lower() in _LINKING or last[:1].isupper()


def _kin_of(source: Span, people: Sequence[Naming], scene: Scene) -> Entity | None:
    """Somebody known only as somebody's: "Iryna’s mother"."""
    match = _KIN.fullmatch(source.of(scene.text).split(",")[0])
    if match is None or len(people) != 1 or not _POSSESSED.match(scene.text, people[0].span.end):
        return None
    phrase = re.sub(r"\s+", " ", match.group())
    return entity_unnamed(phrase, match[1], scene.words, person=True, many=False, country=None)


def _heads_office(source: Span, between: str, scene: Scene) -> bool:
    """True for a title with its body in front of the name: "Adviser of the Office of the President X Y"."""
    first = (WORD.findall(source.of(scene.text)) or [""])[0]
    capitals = [word for word in WORD.findall(between) if word[:1].isupper()]
    body = any(singular(word) in scene.words.institution | _OFFICES_OF for word in capitals)
    last = capitals[-1] if capitals else ""
    beside = bool(last) and between.rstrip().endswith(last) and last.lower() not in scene.words.titles
    return (body or beside) and first[:1].isupper() and singular(first) in scene.words.person


def _together(text: str, namings: Sequence[Naming]) -> Entity:
    """The entity of the names that speak together: one, or "A and B" where they stand side by side."""
    joined = [namings[0]]
    for naming in namings[1:]:
        gap = text[joined[-1].span.end : naming.span.start].strip().lower()
        if _BESIDE.fullmatch(gap) and naming.entity.key != joined[-1].entity.key:
            joined.append(naming)
    if len(joined) == 1 or not _coordinated(text, joined):
        return namings[0].entity
    entities = [naming.entity for naming in joined]
    name = " and ".join(entity.reference.name for entity in entities)
    return Entity(
        Reference(None, name, "several"),
        many=True,
        roles=frozenset().union(*(entity.roles for entity in entities)),
    )


def _coordinated(text: str, joined: Sequence[Naming]) -> bool:
    """True unless a comma alone parts the names, which makes the second an apposition of the first."""
    between = text[joined[0].span.end : joined[-1].span.start]
    return " and " in f"{between} " or "&" in between or "as well as" in between or len(joined) > 2


def _proper_name(source: Span, whole: Span, covering: Naming | None, scene: Scene) -> Entity | None:
    """An organisation by its full capitalised name where the catalogue holds none or only a part of it."""
    found = organisation(scene.text, whole.start, source.end, scene.words)
    if found is None or _is_staff(found.entity.reference.name):
        return None
    if covering is not None and (covering.span.contains(found.span) or len(covering.span) > len(found.span) * 0.75):
        return None
    if any(one.span.start == found.span.start for one in scene.discourse.generic):
        return None
    country = covering.entity.reference.country if covering is not None else None
    return replace(found.entity, reference=replace(found.entity.reference, country=country))
