"""The stance of a source: by reporting words, by what a plain "said" commits it to, by who says it."""

from __future__ import annotations

import re

import pytest

from attribune.catalog.cues import load_cues
from attribune.model import Attribution, Span
from attribune.normalize.stance import stance_of

ROLES = re.compile(r"\[(?P<source>[^\]]*)\]|<(?P<cue>[^>]*)>|\{(?P<content>[^}]*)\}")


def stance(marked: str) -> str | None:
    """The stance in a sentence marked [source] <cue> {content}."""
    spans: dict[str, list[Span]] = {"source": [], "cue": [], "content": []}
    for match in ROLES.finditer(marked):
        role = match.lastgroup or ""
        spans[role].append(Span(*match.span(role)))
    first = {role: found[0] if found else None for role, found in spans.items()}
    return stance_of(Attribution(tuple(spans["content"]), first["source"], first["cue"]), marked, load_cues())


ASSERTS = [
    "[The mayor] <said> {three people had been hurt}.",
    "{At least 12 people were killed,} [the civil defence] <said in a statement>.",
    "<According to> [the General Staff], {116 clashes took place over the past day}.",
    "[The prime minister] <told reporters in a call> {that the talks had lasted four hours}.",
    "[Residents] <described> {hearing two loud blasts shortly before dawn}.",
    "[The ministry] <announced> {the arrest of two men}.",
    "[The ministry] <insisted> {that all of its aircraft returned to base}.",
    "[Moscow] <calls> {its “special military operation”}.",
    "[The army] <added in its evening report> {that two drones were shot down}.",
    "{The convoy left at noon,} [a driver] <recalled>.",
    "[His office] <posted on Telegram:> {“Power is back in Odesa.”}",
    "<reportedly> {wounded}",
    "[Farmers] <complained> {that the road had been closed for a week}.",
    "[Both commanders] <agree> {that the shelling stopped on Thursday}.",
    "[The president] <thanked> {the air crews for their work}.",
    "[The command] <put> {enemy losses at 1,100 men in a day}.",
]
ALLEGES = [
    "[Kyiv] <accused> {Russian troops of firing on evacuees}.",
    "[The ministry] <claimed, without providing evidence,> {that 300 fighters had been killed}.",
    "[The ministry] <said, without offering evidence,> {that the plant had been mined}.",
    "[Rebels] <blamed> {the army for the blast}.",
    "[Israel] <holds> {the Lebanese government responsible for the rocket fire}.",
    "[The two sides] <traded accusations> {of breaking the truce}.",
    "{Soldiers} <allegedly> {looted the clinic}.",
    "[The delegation] <pointed the finger at> {its northern neighbour}.",
    "[The Kremlin] <suggested> {that Ukrainian saboteurs were to blame}.",
    "[The ministry] <said> {Russian forces had deliberately shelled the market}.",
    "[The army] <said> {the militia was using families as human shields}.",
    "[The group] <boasted> {that it had burnt a whole column}.",
    "[Damascus] <laid the blame on> {foreign fighters}.",
]
CONFIRMS = [
    "[The general] <acknowledged> {that the garrison had pulled out}.",
    "[The air force] <admitted> {the loss of a jet}.",
    "[Officials] <have since confirmed> {that the depot burnt down}.",
    "[The company] <owned up to> {a leak}.",
    "[The minister] <conceded> {the losses were heavy}.",
    "[The defence minister] <took responsibility for> {the failure}.",
    "[Analysts of the group] <geolocated> {the clip to the northern edge of the town}.",
]
DENIES = [
    "[Moscow] <denied> {hitting the school}.",
    "[Tehran] <rejected> {the accusation}.",
    "[A spokesman] <dismissed> {the report as “nonsense”}.",
    "[The army] <ruled out> {a withdrawal}.",
    "[The ministry] <called> {the footage a fake}.",
    "[The embassy] <branded> {the claims “baseless”}.",
    "[The ministry] <said> {the reports were false}.",
    "[The army] <said> {it had not targeted civilians}.",
    "[The Houthis] <said> {they had nothing to do with the attack}.",
    "[Kigali] <insists> {it has no troops across the border}.",
    "[The general] <brushed aside> {talk of a retreat}.",
    "[The foreign ministry] <does not accept> {the panel’s findings}.",
    "[The spokeswoman] <refuted> {the figures}.",
    "[Kyiv] <disputes> {that its troops are surrounded}.",
    "[The spokesman] <said> {none of the missiles had got through}.",
]
ASSESSES = [
    "[Analysts] <say> {the front has hardly moved since May}.",
    "[The Institute for the Study of War] <assessed> {that Russian forces advanced near the village}.",
    "[Western officials] <believe> {the offensive is running out of steam}.",
    "[The president] <hailed> {“a new era”}.",
    "[The mayor] <called> {the strike “an act of madness”}.",
    "[Washington] <condemned> {the attack}.",
    "[The UN] <estimates> {that 1.7 million people need help}.",
    "[The foreign minister] <expressed> {deep concern over the fighting}.",
    "[The agency] <said> {it was deeply alarmed by the reports}.",
    "[Berlin] <described> {the vote as “a farce”}.",
    "[London] <is almost certain> {that the missile came from the north}.",
    "[Intelligence officials] <have concluded> {that the blast was an accident}.",
    "[The envoy] <regretted> {the decision}.",
    "[Experts] <said> {the damage was consistent with a guided bomb}.",
]
PROMISES = [
    "[The chancellor] <promised> {to send more air defence}.",
    "[He] <said> {Germany will deliver four more systems}.",
    "[Ottawa] <announced> {a further $500 million in military aid}.",
    "[The army chief] <vowed> {to retake the town}.",
    "[The president] <said:> {“We will rebuild every home.”}",
    "[The governor] <said> {that nobody would be left behind and the guilty would be punished}.",
    "[The minister] <said> {the perpetrators would be brought to justice}.",
    "[Allies] <agreed> {to train 30,000 soldiers}.",
    "[Norway] <has pledged> {two batteries}.",
    "[Warsaw] <is ready to> {hand over its tanks}.",
    "[The ministry] <unveiled plans> {for a third brigade}.",
    "[The foreign minister] <reiterated his country’s commitment> {to the truce}.",
]
WARNS = [
    "[The agency] <warned> {that fuel would run out by Friday}.",
    "[The Kremlin] <threatened> {to hit new targets}.",
    "[Aid groups] <sounded the alarm> {over cholera}.",
    "[The director] <said> {an attack on the plant could have catastrophic consequences}.",
    "[Tehran] <said> {the attackers would pay a heavy price}.",
    "[Baghdad] <reserves the right> {to respond}.",
    "[The WFP] <cautioned> {that stocks were low}.",
    "[The UN] <said> {the camp was on the brink of famine}.",
]
DEMANDS = [
    "[Kyiv] <demanded> {that the convoy be let through}.",
    "[The court] <ordered> {the army to stop}.",
    "[Families] <want to know> {what became of the crew}.",
    "[The opposition] <wants> {the government to publish the list}.",
    "[Beirut] <insisted on> {a full withdrawal}.",
    "[Ankara] <asked> {Sweden to extradite the men}.",
    "[The minister] <said> {Russia must withdraw its troops}.",
]
URGES = [
    "[The secretary-general] <called on> {both sides to show restraint}.",
    "[Officials] <asked> {residents to stay in shelters}.",
    "[The governor] <urged> {people to leave}.",
    "[The pope] <appealed for> {a ceasefire at Easter}.",
    "[He] <pleaded> {for more shells}.",
    "[The charity] <issued an appeal> {for blood donors}.",
    "[The envoy] <reminded> {both sides that civilians must be spared}.",
    "[The president] <called> {the youth to enlist}.",
    "[Beijing] <calls for> {dialogue}.",
]
PREDICTS = [
    "[The minister] <expects> {a new wave of attacks}.",
    "[The IMF] <forecasts> {a fall of a third in output}.",
    "[He] <said> {he expected the talks to resume in May}.",
    "[The official] <said> {the repairs could take months}.",
    "[The envoy] <did not rule out> {that the deadline would be missed}.",
]
QUESTIONS = [
    "[Diplomats] <questioned> {the figure}.",
    "[Deputies] <asked> {whether the order had been lawful}.",
    "[A former officer] <cast doubt on> {the account}.",
    "[The envoy] <was sceptical> {that the pause would hold}.",
    "[She] <wondered> {who would pay}.",
]
WITHHOLDS = [
    "[Kyiv] <neither confirmed nor denied> {its involvement}.",
    "[The army] <declined to comment> {on the report}.",
    "[The ministry] <did not say> {how many were hurt}.",
    "[Neither side] <mentioned> {its own losses}.",
    "[The command] <gave no details> {of the damage}.",
    "[Israel] <rarely acknowledges> {such strikes}.",
    "[The governor] <left open> {who had fired}.",
    "[The Pentagon] <said it could not confirm> {the report}.",
    "[The navy] <would not discuss> {the position of its ships}.",
    "[Officials] <kept silent> {about the cause}.",
]
CLASSES = {
    "asserts": ASSERTS,
    "alleges": ALLEGES,
    "confirms": CONFIRMS,
    "denies": DENIES,
    "assesses": ASSESSES,
    "promises": PROMISES,
    "warns": WARNS,
    "demands": DEMANDS,
    "urges": URGES,
    "predicts": PREDICTS,
    "questions": QUESTIONS,
    None: WITHHOLDS,
}


# Classes that a plain "said" or "told" hides, each with the stance that its words show.
HIDDEN = [
    ("demands", "[He] <also told> Iran {that it must end its support}."),
    ("asserts", "[The minister] <told reporters> {that it must be seen in context}."),
    (
        "promises",
        "[The group’s leader] <said in an address that it> {would attack ships for as long as the war goes on}.",
    ),
    ("assesses", "[The agency] <has said> {the real toll may be far higher}."),
    ("assesses", "[Aid groups] <say> {the true number could be many times higher}."),
    ("asserts", "[The mayor] <said> {the toll was 12}."),
    ("denies", "{The army was not aware of a strike and was not involved}, [a spokesman] <said>."),
    ("denies", "[The ministry] <said> {it was not aware of the raid and was not involved in it}."),
    (None, "[He] <said> {he was not aware of the incident}."),
    ("assesses", '[It] <calling> {it "a massacre of people who came to buy food"}.'),
    ("asserts", "[Moscow] <calls> {it a “special military operation”}."),
    ("warns", '[The minister] <said> {it would "pay for as long as the aggression continues"}.'),
    ("urges", "[The envoy] <said> {all sides should exercise restraint}."),
    ("demands", "[The envoy] <said> {the attacks must stop now}."),
    ("predicts", "[Medics] <say> {the toll is likely to rise}."),
    ("denies", "[The army] <said> {reports of a hit on the hospital were incorrect}."),
]


@pytest.mark.parametrize(("expected", "marked"), HIDDEN)
def test_stance_when_a_plain_word_hides_it(expected: str | None, marked: str) -> None:
    assert stance(marked) == expected


@pytest.mark.parametrize(
    ("expected", "marked"), [(name, one) for name, sentences in CLASSES.items() for one in sentences]
)
def test_stance_of_each_class(expected: str | None, marked: str) -> None:
    assert stance(marked) == expected
