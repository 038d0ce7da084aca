# ruff: noqa: E501  (the grammar reads best one fact a line)
"""A corpus with planted copies, for measuring lineage: `python -m bench.lineage_corpus` prints precision and recall.

Every reporter words each fact of a story anew from a grammar of alternatives, so two reporters on one event share names,
numbers, quotations and turns of phrase, but not whole sentences. From a story come copies (new headline, edited, cut, set into a
longer report, without quotations, a copy of a copy) and look-alikes that are no copies (another reporter on the same
event with the same quotations; the same bulletin with another day's figures; the same outlet's closing lines).
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from dataclasses import dataclass

from attribune.model import Document, DocumentFacts, Reading, document_id, text_hash
from attribune.reconcile.lineage import Report, link_reports
from attribune.reconcile.origins import roots

__all__ = ["Planted", "main", "plant"]

_TOWNS = (
    "Orsk Verkhnia Dolna Harsk Milove Tarne Selky Brodne Kalyn Zhovte Pidlis Ruda Stavky Lozove Hlyboke Novyi-Bir "
    "Chabany Druzhne Olshany Petrove Rivne-Sad Yasne Luky Krynky Bilets"
).split()
_PEOPLE = (
    "Marta Olenko|Ivan Dorosh|Petro Halych|Lena Sorok|Omar Nasser|Julia Brandt|Paul Meyer|Sofia Lind|Anton Reva|Dana Kos"
).split("|")
_OFFICES = "regional governor|army spokeswoman|mayor|head of the rescue service|police chief|defence official".split(
    "|"
)
_WEAPONS = "guided bombs|artillery shells|attack drones|ballistic missiles|cluster munitions|rockets".split("|")
_TARGETS = (
    "a grain store|a bus depot|the railway yard|a textile mill|a clinic|the water works|a vocational school".split("|")
)
_QUOTES = (
    "People were standing in line for bread when the first one hit and nobody had time to run",
    "We counted four explosions and after the last one the lights went out in the whole district",
    "I told my daughter to lie down behind the wall and then everything was dust",
    "Our crews had to stop twice because the shelling started again while they were digging",
    "There was nothing military here, only looms and women who worked at them",
)
# What stands in brackets is chosen anew by every reporter; copies keep what their origin chose.
_FACTS = (
    "[At least|No fewer than|A total of|Some] {n1} [people|residents|civilians|townspeople] [were killed|died|lost their "
    "lives] and {n2} [were wounded|were hurt|needed treatment|were taken to hospital] [when|after|as] {weapon} [struck|hit|"
    "came down on|slammed into] {target} in {town} on {day}, {office} {person} [said|reported|wrote online|told reporters].",
    "[Rescuers|Emergency crews|Firefighters|Volunteers] [searched|dug through|combed] the [rubble|ruins|collapsed floors] "
    "[through the night|until dawn|for eleven hours] [with dogs and lamps|by hand|with two cranes] and [pulled|brought|led] "
    "{n3} [survivors|people|workers] [out alive|to safety|from the basement] [by morning|before the rain set in|one by one].",
    "The [army|general command|armed forces] [accused|blamed] the [other side|enemy|attackers] [of aiming at|of choosing|for "
    "shelling] [civilians|homes|a place without soldiers], which [its command|their spokesman|the opposing staff] [denied|"
    "rejected|called an invention] in [a short statement|an evening briefing|a message to agencies].",
    "“{quote},” [said|recalled|told us] [a woman|a baker|one of the workers|a pensioner] [who gave only her first name|who "
    "asked not to be named|who lives across the street|sitting on a kerb].",
    "[Schools|Kindergartens|Shops|Offices] in {town} [stayed closed|did not open|were shut] and [the authorities|the council|"
    "police] [asked|urged|told] [people|residents|drivers] to [keep away from|avoid|leave] the [centre|riverside|old town] "
    "[for a second day|until further notice|over the weekend].",
    "It was the {n4}th [attack|strike|raid] on the [district|area|town] [this month|since the thaw|in five weeks], [according "
    "to|by the count of|says] a [tally|list|record] [kept by|put together by|from] [local volunteers|a rights group|teachers].",
    "[Power|Electricity|Heating] was [cut to|lost in|off for] some {n5} [households|homes|flats] and [engineers|the grid "
    "company|repair teams] [said|estimated|warned] that [repairs|the work|mending the lines] [would take|needed|could last] "
    "[at least two days|most of the week|until the frost].",
    "[The claim|That version|The account] could not be [independently verified|checked on the spot|confirmed by other means].",
    "[Hospitals|Doctors|Clinics] in the [region|province|valley] [appealed for|asked for|called for] [blood donors|bandages|"
    "insulin] and [moved|sent|drove] [patients with lighter injuries|the less badly hurt|those who could walk] to [other "
    "towns|the capital|a field hospital].",
    "[Talks on|Meetings about|Negotiations over] a [local truce|pause in the fighting|prisoner swap], [which had been due to "
    "resume|planned|announced] [on Thursday|for next week|in a lakeside hotel], were [put off|called off|moved] [without a new "
    "date|at short notice|by the mediators].",
)
_BULLETIN = (
    "The command published its daily count on {day}. It lists {a} tanks, {b} armoured vehicles, {c} guns, {d} launchers, "
    "{e} drones and {f} lorries destroyed since the beginning of the campaign. The count makes no difference between what was "
    "destroyed and what was captured. Independent observers have called earlier counts too high. The other side does not "
    "comment on these figures and last published its own losses in the spring."
)
_CLOSING = (
    "Follow our coverage on all platforms and write to the newsroom with tips and corrections at any time of day."
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


@dataclass(frozen=True, slots=True)
class Planted:
    """A document of the corpus; `root` is the story that it is a copy of (itself: an original), `kind` how it was made."""

    report: Report
    root: str
    kind: str


def plant(stories: int, seed: int = 7) -> tuple[Planted, ...]:
    """The corpus of so many stories, with three copies and two look-alikes each; the same for the same seed."""
    chance = random.Random(seed)
    found: list[Planted] = []
    for number in range(stories):
        found += _family(number, chance)
    return tuple(found)


def main(stories: int = 200) -> None:
    """Measure lineage on a planted corpus and print a table for docs/lineage.md."""
    corpus = plant(stories)
    by_id = {planted.report.document.id: planted for planted in corpus}
    links = link_reports(planted.report for planted in corpus)
    found = {link.left: link.right for link in links}
    root_of = roots(links)
    right, wrong, to_root = Counter[str](), Counter[str](), 0
    for left, to in found.items():
        same = by_id[left].root == by_id[to].root and by_id[left].kind not in _NO_COPIES
        (right if same else wrong)[by_id[left].kind] += 1
        to_root += same and by_id[root_of[left]].kind == "original"
    planted_copies = Counter(each.kind for each in corpus if each.kind not in _NO_COPIES and each.kind != "original")
    true, total = sum(right.values()), sum(planted_copies.values())
    print(f"{len(corpus)} documents, {total} planted copies, {sum(e.kind in _NO_COPIES for e in corpus)} look-alikes")
    print(
        f"precision {true / max(1, len(found)):.3f}  recall {true / total:.3f}  origin right {to_root / max(1, true):.3f}"
    )
    for kind in [*planted_copies, *_NO_COPIES, "original"]:
        print(f"  {kind:22} planted {planted_copies[kind]:4}  found {right[kind]:4}  false {wrong[kind]:3}")


_NO_COPIES = ("another reporter", "another day's bulletin", "bulletin")


def _family(number: int, chance: random.Random) -> list[Planted]:
    story = _Story(chance)
    original = story.told(chance)
    root = f"s{number}"
    makers = {
        "new headline": _retitled,
        "edited": _edited,
        "cut short": _cut,
        "set into a report": _embedded,
        "without quotations": _unquoted,
    }
    family = [_planted(original, f"Wire {number}", 8, root, "original")]
    chosen = chance.sample(list(makers), 3)
    for at, kind in enumerate(chosen):
        text = makers[kind](original, chance)
        family.append(_planted(text, f"Outlet {number}-{at}", 10 + at, root, kind))
    again = _edited(family[1].report.document.text, chance)
    family.append(_planted(again, f"Outlet {number}-x", 20, root, "copy of a copy"))
    other = story.told(chance)
    family.append(_planted(other, f"Paper {number}", 12, f"{root}-other", "another reporter"))
    if number % 4 == 0:
        first, second = (_bulletin(chance, day) for day in _DAYS[:2])
        family.append(_planted(first, f"Command {number}", 6, f"{root}-b1", "bulletin"))
        family.append(_planted(second, f"Command {number}", 30, f"{root}-b2", "another day's bulletin"))
    return family


class _Story:
    """The values of one event."""

    def __init__(self, chance: random.Random) -> None:
        self.values = {
            "town": chance.choice(_TOWNS),
            "person": chance.choice(_PEOPLE),
            "office": chance.choice(_OFFICES),
            "weapon": chance.choice(_WEAPONS),
            "target": chance.choice(_TARGETS),
            "quote": chance.choice(_QUOTES),
            "day": chance.choice(_DAYS),
            "n1": chance.randint(2, 40),
            "n2": chance.randint(5, 90),
            "n3": chance.randint(2, 20),
            "n4": chance.randint(4, 19),
            "n5": chance.randint(2, 60) * 100,
        }
        self.facts = chance.sample(range(len(_FACTS)), 8)

    def told(self, chance: random.Random) -> str:
        """The story in the words of one reporter, with what that reporter saw besides."""
        facts = [_worded(_FACTS[fact], chance).format(**self.values) for fact in sorted(self.facts)]
        colour = [_colour(chance) for _ in range(4)]
        mixed = [sentence for pair in zip(facts[:4], colour, strict=True) for sentence in pair] + facts[4:]
        return "\n\n".join(" ".join(mixed[at : at + 3]) for at in range(0, len(mixed), 3))


def _worded(template: str, chance: random.Random) -> str:
    return re.sub(r"\[([^\]]+)\]", lambda match: chance.choice(match[1].split("|")), template)


_SCENES = (
    "{who} {did} near the {thing} as {sky}",
    "By {hour} the {thing} was {state} and {who} {did}",
    "Along the road to {town}, {who} {did} while {sky}",
    "{sky}, and {who} {did} beside the {thing}",
)
_WORDS = {
    "who": "an old man|two nurses|a column of buses|several teenagers|a priest|the neighbours|a young couple|three drivers".split(
        "|"
    ),
    "did": "waited without speaking|carried blankets|swept up glass|argued with the guards|loaded a cart|kept looking at the sky|"
    "handed out tea|wrote down names".split("|"),
    "thing": "market hall|old bridge|bakery|pump house|church wall|petrol station|row of garages|playground".split("|"),
    "sky": "smoke drifted over the roofs|a light rain began|sirens started again|the wind turned|helicopters passed low|"
    "the streetlights stayed dark".split("|"),
    "hour": "noon|early evening|nine in the morning|midnight|four o’clock".split("|"),
    "state": "half empty|roped off|covered with tarpaulins|full of people|silent".split("|"),
}


def _colour(chance: random.Random) -> str:
    values = {name: chance.choice(words) for name, words in _WORDS.items()} | {"town": chance.choice(_TOWNS)}
    sentence = chance.choice(_SCENES).format(**values)
    return sentence[0].upper() + sentence[1:] + "."


def _retitled(text: str, chance: random.Random) -> str:
    return f"{chance.choice(_TOWNS)}: what we know so far\n\n{text}\n\nReporting by a partner agency. {_CLOSING}"


def _edited(text: str, chance: random.Random) -> str:
    """Every third word-run changed a little: a word dropped or put in, as desks do."""
    words = text.split(" ")
    for _ in range(max(3, len(words) // 18)):
        at = chance.randrange(len(words))
        if chance.random() < 0.5 and "\n" not in words[at]:
            words[at] = chance.choice(("also", "reportedly", "later", "meanwhile", "there"))
        else:
            words.insert(at, chance.choice(("however", "still", "again")))
    return " ".join(words)


def _cut(text: str, chance: random.Random) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(paragraphs[: max(2, round(len(paragraphs) * chance.uniform(0.4, 0.6)))])


def _embedded(text: str, chance: random.Random) -> str:
    own = [" ".join(_colour(chance) for _ in range(4)) for _ in range(4)]
    return "\n\n".join([own[0], own[1], text, own[2], own[3], _CLOSING])


def _unquoted(text: str, chance: random.Random) -> str:
    del chance
    kept = [sentence for sentence in text.replace("\n\n", " ¶ ").split(". ") if "“" not in sentence]
    return ". ".join(kept).replace(" ¶ ", "\n\n")


def _bulletin(chance: random.Random, day: str) -> str:
    return _BULLETIN.format(day=day, **{name: chance.randint(100, 4000) for name in "abcdef"})


def _planted(text: str, outlet: str, hour: int, root: str, kind: str) -> Planted:
    published = f"2024-05-{1 + hour // 24:02}T{hour % 24:02}:00:00+00:00"
    document = Document(document_id(text, outlet=outlet), text, text_hash(text), outlet=outlet, published=published)
    return Planted(Report(document, Reading(DocumentFacts())), root, kind)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:2]))
