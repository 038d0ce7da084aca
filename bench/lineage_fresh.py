# ruff: noqa: E501  (the sentences read best one a line)
"""A second planted corpus for lineage, written after its thresholds were set: `python -m bench.lineage_fresh`.

`lineage_corpus` was seen while the rules were tuned; this one was not, and is not to be: other stories, whole sentences
worded anew by each reporter, and edits of other kinds. Look-alikes are harder: two reporters on one event with the same
quotations, a follow-up that repeats the background of the day before, bulletins that differ in their figures.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from attribune.model import Document, DocumentFacts, Reading, document_id, text_hash
from attribune.reconcile.lineage import Report, link_reports
from attribune.reconcile.origins import roots

__all__ = ["main", "measure"]

_PORTS = "Varna-Mole Kastel Ostrava-Bay Lunde Mirov Teplovka Azar Sidra Halden Qasr Tolmin Brezno Nahal Drava Sestri Umm-Rabi".split()
_NAMES = "Ilya Danko|Rana Haddad|Tom Wexler|Olha Kit|Samir Aziz|Grete Holm|Pavel Orlov|Nadia Bek|Yusuf Karim|Hanna Roth|Leo Marsh|Iryna Sova".split(
    "|"
)
_POSTS = "harbour master|interior minister|brigade commander|deputy governor|hospital director|aid coordinator|union leader|customs chief".split(
    "|"
)
_CARGO = "grain|fertiliser|fuel oil|spare parts|medicines|timber|cement|winter clothing".split("|")
_ARMS = "a sea drone|two cruise missiles|mortar rounds|a guided bomb|loitering munitions|a salvo of rockets".split("|")

# For every fact several sentences that share the facts and little else; a reporter takes one of each.
_FACTS: tuple[tuple[str, ...], ...] = (
    (
        "{arms} hit the eastern quay of {port} shortly after {hour} on {day}, setting fire to a warehouse full of {cargo}.",
        "Fire broke out in a warehouse holding {cargo} when {arms} reached the quayside at {port} on {day} at about {hour}.",
        "On {day}, at around {hour}, {port} came under attack: {arms} landed beside a store of {cargo}, which burned down.",
        "A {cargo} store on the waterfront in {port} was destroyed on {day} after {arms} came in towards {hour}.",
    ),
    (
        "{n1} dock workers were killed and {n2} others taken to hospital, according to {post} {name}.",
        "{name}, the {post}, put the toll at {n1} dead and {n2} injured, all of them employed at the docks.",
        "The {post} said {n1} people who worked at the port had died; {n2} more were being treated, {name} added.",
        "Speaking to reporters, {post} {name} gave a figure of {n1} fatalities among dockers, with {n2} in medical care.",
    ),
    (
        "“{quote},” said {other}, who drives a crane there.",
        "A crane driver, {other}, remembered the moment. “{quote},” he said.",
        "“{quote},” {other} told this reporter beside the gate where crane crews change shifts.",
    ),
    (
        "The defence ministry across the front denied targeting civilian facilities and spoke of an ammunition transit point.",
        "Officials on the opposing side rejected the accusation, insisting that munitions had been passing through the terminal.",
        "In a statement, the other army called the terminal a legitimate objective because shells were being moved there, and denied aiming at civilians.",
    ),
    (
        "Neither version could be verified on the spot.",
        "It was not possible to check either account independently.",
        "Our correspondents had no means of confirming what the two sides say.",
    ),
    (
        "Insurance rates for ships calling at the coast rose by {n3} per cent within a day, brokers said.",
        "Brokers reported that cover for vessels on the route became {n3} per cent dearer overnight.",
        "By the next morning the price of insuring a voyage to these waters had gone up {n3} per cent, two brokers said.",
    ),
    (
        "{n4} vessels were waiting in the roads and three turned back to open sea.",
        "Some {n4} ships lay at anchor outside; three of them left for other harbours.",
        "Tracking data showed {n4} freighters off the coast, of which three changed course.",
    ),
    (
        "Firefighters pumped sea water for {n5} hours until the flames were under control.",
        "It took crews {n5} hours and water drawn from the basin to put the blaze out.",
        "The fire burned for {n5} hours before it was contained with water from the harbour.",
    ),
    (
        "The corridor had been agreed in the spring under the eye of mediators and was due for renewal next month.",
        "Mediators arranged the shipping corridor in spring; talks on extending it are planned for the coming month.",
        "An extension of the corridor, which mediators brokered last spring, is to be discussed in a few weeks.",
    ),
    (
        "A food agency warned that {n6} tonnes bound for camps inland would be late.",
        "Deliveries of {n6} tonnes for displaced people inland are now delayed, a food agency said.",
        "According to a food agency, camps in the interior will have to wait for {n6} tonnes that were in the sheds.",
    ),
    (
        "Schools near the terminal taught in shelters for the rest of the week.",
        "Lessons in the quarter behind the port moved to cellars until the weekend.",
        "Pupils from the streets around the docks spent their remaining school days of the week underground.",
    ),
    (
        "The council opened a fund for the families and asked for blood donors.",
        "Families of the victims will be helped from a municipal fund, and the clinic appealed for blood.",
        "Donors queued at the clinic, while the town set money aside for relatives of those killed.",
    ),
)
_QUOTES = (
    "I saw the light before I heard anything, and then the whole roof was on the water",
    "We had four minutes between the siren and the first blow and no place to run to",
    "The hook was still swinging and there was nobody left below it",
    "They knew exactly when the shift changes, do not tell me they did not know",
    "All that winter we loaded the same boxes and nobody ever asked what was in them",
)
_BACKGROUND = (
    "The town has changed hands twice since the war began, and most of its industry moved away in the first year. Its port remains the only one on this coast with a deep basin, which is why both sides have tried to keep it working.",
    "Analysts have counted more than a hundred attacks on coastal infrastructure since the corridor opened. Few of them stopped traffic for longer than a day, but each made crews harder to find and voyages dearer.",
    "Rights groups on both sides keep lists of civilians killed at work. Their numbers differ from those of the authorities, because people who die of their wounds weeks later are counted by some and not by others.",
)
_BULLETIN = (
    "Daily report of the coast guard command for {day}. Since the morning the command has logged {a} air raid alerts, {b} drones of which {c} were shot down, "
    "{d} shells fired at the shore, {e} buildings damaged and {f} requests for rescue. Traffic in the corridor is decided upon every six hours. "
    "Captains are asked to keep their transponders switched on and to answer calls on the usual channel. The next report follows tomorrow at the same time."
)
_OWN = (
    "Our newspaper has reported from this coast since the first week and keeps a small office above the fish market",
    "Readers who know the promenade will remember the kiosk that sold tickets for the ferry and maps of the islands",
    "At the bakery on the corner the talk was of shutters and glass and of a nephew who had not called",
    "From the lighthouse one can see as far as the wind park, whose blades have stood still since autumn",
    "In the evening the trams ran again and somebody had swept the steps of the opera",
    "The prices of flats with a view of the sea have halved, an estate agent says, and nobody asks about the view",
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
_SWAPS = {
    "said": "stated", "killed": "slain", "about": "roughly", "shortly": "soon", "people": "persons", "dead": "deceased", "until": "till",
    "others": "more", "whole": "entire", "harbour": "port", "vessels": "ships", "ships": "boats", "told": "informed", "because": "since",
    "waiting": "queuing", "attack": "assault", "added": "continued", "figure": "number", "ministry": "department", "left": "departed",
}  # fmt: skip


_ALSO = {
    "the": ("this", "that"), "a": ("one", "some"), "was": ("had been", "got"), "were": ("had been", "stood"), "and": ("while", "as well as"),
    "of": ("from", "out of"), "in": ("inside", "within"), "to": ("towards", "into"), "on": ("upon", "during"), "by": ("through", "via"),
    "said": ("told us", "reported", "explained"), "that": ("how", "which"), "with": ("alongside", "carrying"), "for": ("over", "across"),
    "after": ("once", "as soon as"), "three": ("a trio of", "3"), "two": ("a pair of", "2"), "is": ("remains", "stays"), "it": ("this", "the thing"),
    "from": ("off", "out of"), "be": ("get", "become"), "at": ("near", "close to"), "its": ("their", "such"), "are": ("remain", "stay"),
    "people": ("residents", "men and women"), "because": ("since", "as"), "their": ("the", "those"), "which": ("and it", "something that"),
}  # fmt: skip
_ASIDE = (
    ("a neighbour", "an old pilot", "the ticket seller", "our driver", "a priest", "a student", "two welders", "a retired clerk", "the night nurse", "a fisherman"),
    ("at the tram stop", "behind the mill", "in the fish hall", "by the lighthouse", "at the bakery", "outside the clinic", "on the stairs", "under the arcade", "by the ferry", "at the kiosk"),
    ("recalled", "insisted", "would say", "remembered it so", "nodded", "confirmed with a shrug", "noted down", "repeated twice", "heard", "had it otherwise"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Document:
    report: Report
    root: str
    kind: str
    copied: bool


def measure(stories: int, seed: int) -> tuple[Counter[str], Counter[str], Counter[str], float]:
    """Planted, found and false copies by how they were made, and the share that goes back to the story's original."""
    corpus = {
        made.report.document.id: made
        for number in range(stories)
        for made in _family(number, random.Random(f"{seed} {number}"))
    }
    links = link_reports(made.report for made in corpus.values())
    root_of = roots(links)
    planted = Counter(made.kind for made in corpus.values() if made.copied)
    found, false, home = Counter[str](), Counter[str](), 0
    for link in links:
        copy, origin = corpus[link.left], corpus[link.right]
        right = copy.root == origin.root and copy.copied
        (found if right else false)[copy.kind] += 1
        home += right and corpus[root_of[link.left]].kind == "original"
    looks = Counter(made.kind for made in corpus.values() if not made.copied)
    return planted, found, false + Counter(dict.fromkeys(looks, 0)), home / max(1, sum(found.values()))


def main(stories: int = 200, seed: int = 2026) -> None:
    """Print the table of docs/lineage.md."""
    planted, found, false, home = measure(stories, seed)
    right, wrong = sum(found.values()), sum(false.values())
    print(
        f"precision {right / max(1, right + wrong):.3f}  recall {right / sum(planted.values()):.3f}  origin right {home:.3f}"
    )
    for kind in sorted({*planted, *false}):
        print(f"  {kind:42} planted {planted[kind]:4}  found {found[kind]:4}  false {false[kind]:3}")


def _family(number: int, chance: random.Random) -> list[_Document]:
    values = _values(chance)
    story = _told(values, chance)
    root = f"s{number}"
    made = [_made(_joined(story), f"Agency {number}", 6, root, "original", copied=False)]
    for at, kind in enumerate(chance.sample(sorted(_EDITS), 4)):
        text = _EDITS[kind](story, chance)
        made.append(_made(text, f"Outlet {number}.{at}", 9 + at, root, kind, copied=True))
    other = _told(values, chance)
    made.append(
        _made(
            _joined(other), f"Rival {number}", 8, f"{root}r", "another reporter, same event and quotation", copied=False
        )
    )
    background = [_voiced(each, chance) for each in chance.sample(_BACKGROUND, 2)]
    for day in (0, 1):
        news = _told(_values(chance) | {"port": values["port"]}, chance)[: chance.randint(5, 8)]
        text = _joined([*news, *background])
        made.append(
            _made(
                text,
                f"Daily {number % 9}",
                12 + 24 * day,
                f"{root}d{day}",
                "next day's news over the same background",
                copied=False,
            )
        )
    if number % 5 == 0:
        for day in (0, 1):
            text = _BULLETIN.format(
                day=_DAYS[(number + day) % 7], **{each: chance.randint(2, 400) for each in "abcdef"}
            )
            made.append(
                _made(text, "Command", 5 + 24 * day, f"{root}b{day}", "bulletin with other figures", copied=False)
            )
    return made


def _values(chance: random.Random) -> dict[str, object]:
    first, second = chance.sample(_NAMES, 2)
    return {
        "port": chance.choice(_PORTS), "name": first, "other": second, "post": chance.choice(_POSTS), "cargo": chance.choice(_CARGO),
        "arms": chance.choice(_ARMS), "day": chance.choice(_DAYS), "hour": chance.choice(("noon", "dawn", "midnight", "five o’clock", "sunset")),
        "quote": chance.choice(_QUOTES), "n1": chance.randint(2, 19), "n2": chance.randint(20, 90), "n3": chance.randint(3, 40),
        "n4": chance.randint(9, 60), "n5": chance.randint(3, 18), "n6": f"{chance.randint(2, 60)},000",
    }  # fmt: skip


def _told(values: dict[str, object], chance: random.Random) -> list[str]:
    """The story in one reporter's sentences."""
    told = []
    for fact in _FACTS:
        sentence = _voiced(chance.choice(fact).format(**values), chance)
        told.append(sentence[0].upper() + sentence[1:])
    return told


def _voiced(sentence: str, chance: random.Random) -> str:
    """The sentence in one reporter's voice: or stories that have nothing to do with each other share whole sentences."""
    head, quote, rest = sentence.partition("“")
    words = [chance.choice((word, *_ALSO.get(word, ()))) for word in head.split(" ")]
    if not quote and chance.random() < 0.7:
        who, where, did = (chance.choice(part) for part in _ASIDE)
        at = chance.randrange(2, max(3, len(words) - 2))
        words.insert(at, f"– {who} {where} {did} –")
    return " ".join(words) + quote + rest


def _joined(sentences: list[str], by: int = 2) -> str:
    return "\n\n".join(" ".join(sentences[at : at + by]) for at in range(0, len(sentences), by))


def _truncated(story: list[str], chance: random.Random) -> str:
    """The first part, broken off in the middle of a word, as teasers are."""
    text = _joined(story)
    return text[: round(len(text) * chance.uniform(0.3, 0.6))] + "… Continue reading with a subscription"


def _new_lead(story: list[str], chance: random.Random) -> str:
    """Another headline and first sentences, the rest as it came."""
    return f"What we know about the night at the docks\n\n{chance.choice(_OWN)}. {chance.choice(_OWN)}.\n\n{_joined(story[2:], 3)}"


def _without_speech(story: list[str], chance: random.Random) -> str:
    """A translation desk leaves the quotations out."""
    del chance
    return _joined([sentence for sentence in story if "“" not in sentence], 3)


def _reordered(story: list[str], chance: random.Random) -> str:
    return _joined(chance.sample(story, len(story)), 1)


def _padded(story: list[str], chance: random.Random) -> str:
    """The outlet's own sentences after every second one."""
    own = [f"{each}." for each in chance.sample(_OWN, 6)]
    return _joined([each for at in range(6) for each in (*story[2 * at : 2 * at + 2], own[at])], 3)


def _reworded(story: list[str], chance: random.Random) -> str:
    """Words exchanged for others of the same meaning wherever a list knows one, and one in fifteen left out."""
    words = [_SWAPS.get(word, word) for word in _joined(story).split(" ")]
    return " ".join(word for word in words if "\n" in word or chance.random() > 1 / 15)


def _condensed(story: list[str], chance: random.Random) -> str:
    """Every sentence cut at its last comma, half of the sentences kept: a news-in-brief column."""
    kept = sorted(chance.sample(range(len(story)), 7))
    return _joined(
        [story[at].rpartition(",")[0] + "." if "," in story[at] and "“" not in story[at] else story[at] for at in kept],
        7,
    )


def _two_wires(story: list[str], chance: random.Random) -> str:
    """Half of the wire woven into a report on something else, of the same length."""
    elsewhere = _told(_values(chance), chance)[:6]
    return _joined([each for pair in zip(story[:6], elsewhere, strict=True) for each in pair], 2)


_EDITS: dict[str, Callable[[list[str], random.Random], str]] = {
    "broken off in mid-sentence": _truncated,
    "new headline and lead": _new_lead,
    "quotations left out": _without_speech,
    "sentences in another order": _reordered,
    "own sentences in between": _padded,
    "words exchanged and left out": _reworded,
    "condensed to a brief": _condensed,
    "half of it woven into another report": _two_wires,
}


def _made(text: str, outlet: str, hour: int, root: str, kind: str, *, copied: bool) -> _Document:
    published = f"2025-02-{1 + hour // 24:02}T{hour % 24:02}:00:00+00:00"
    document = Document(document_id(text, outlet=outlet), text, text_hash(text), outlet=outlet, published=published)
    return _Document(Report(document, Reading(DocumentFacts())), root, kind, copied)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:3]))
