"""Who is meant among people: honorifics, people of the narration, bare quotations, descriptions that only vary."""

from __future__ import annotations

from datetime import date

import pytest

from attribune.catalog import load_catalog
from attribune.normalize.discourse import survey
from attribune.normalize.lexica import load_speaker_words
from attribune.normalize.person_role import person_noun
from tests.normalize.test_speaker import claimants, mark

DAY = date(2025, 3, 1)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[Fiona Hargreave, who runs the clinic|said|it was full]]. Supplies were low. "
            "[[Ms Hargreave|added|that more were coming]].",
            ["Fiona Hargreave"] * 2,
            id="honorific and surname",
        ),
        pytest.param(
            "[[Sir Malcolm Tennant|said|the report was late]]. The committee met on Monday.\n\n"
            "[[Sir Malcolm|said|it would be published]]. [[He|declined to give|a date]].",
            ["Malcolm Tennant"] * 3,
            id="honorific and first name",
        ),
        pytest.param(
            "[[Sheikh Nasser al-Dulaimi, an elder of the tribe|said|they would not leave]].\n\n"
            "The road is mined. [[Sheikh Nasser|said|two boys died there]].",
            ["Nasser al-Dulaimi"] * 2,
            id="title and first name",
        ),
        pytest.param(
            "[[Captain Idrissa Ouattara|said|the convoy was safe]]. It left at dawn. "
            "[[Captain Ouattara|denied|any losses]].",
            ["Idrissa Ouattara"] * 2,
            id="rank and surname",
        ),
    ],
)
def test_claimant_when_only_part_of_a_name_is_given(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "Halyna Moroz, 71, was feeding her chickens when the drone came over the fence. It hung there.\n\n"
            "[[||“It looked at me like a dog looks at a bone.”]]\n\n[[She|said|she had thrown a bucket at it]].",
            ["Halyna Moroz"] * 2,
            id="an age, then a quotation with nobody beside it",
        ),
        pytest.param(
            "The Ethiopian government has denied the charge. Tsega Berhe has not slept in her house since November. "
            "[[She|says|soldiers took the roof]].",
            ["Tsega Berhe"],
            id="she is no government",
        ),
        pytest.param(
            "On the edge of the camp lives Yusuf Barre, a herder who lost forty camels.\n\n"
            "[[||“The wells are dry. Why would I go back?”]]\n\n[[The herder|said|aid came once]].",
            ["Yusuf Barre"] * 2,
            id="what he does",
        ),
        pytest.param(
            "Father Emmanuel has buried eleven of his parishioners. The church has no roof. "
            "[[The priest|said|mass was held in the yard]].",
            ["Father Emmanuel"],
            id="a priest",
        ),
        pytest.param(
            "Rafiq, a rickshaw driver, had carried six of the wounded. "
            "[[Rafiq|said|he saw no cart]]. [[The driver|said|he saw a light]].",
            ["Rafiq", "Rafiq"],
            id="one name and a calling",
        ),
        pytest.param(
            "[[The defence ministry of Armenia|said|two soldiers died]].\n\n"
            "In the village square stood Ruben Sargsyan, whose brother was one of them.\n\n"
            "[[||“He was nineteen. He wanted to be a baker.”]]",
            ["Ministry of Defence of Armenia", "Ruben Sargsyan"],
            id="the one described before, not the body that spoke last",
        ),
        pytest.param(
            "[[Al Jazeera|reported|heavy rain]]. Abu Khaled, a father of six, sleeps in a school. [[He|said|so]].",
            ["Al Jazeera", "Abu Khaled"],
            id="he is no outlet",
        ),
        pytest.param(
            "[[Sister Bernadette Kpodo|said|the convent took in 300]]. [[The nun|asked|for rice]]. "
            "[[Sister Bernadette|said|some slept in the chapel]].",
            ["Bernadette Kpodo"] * 3,
            id="a nun",
        ),
        pytest.param(
            "Nyakuoth Gai keeps her grandchildren on a door. The clinic has flooded. [[She|said|it floats]].",
            ["Nyakuoth Gai"],
            id="two unknown words, a verb and her own pronoun",
        ),
        pytest.param(
            "Their younger son, Tovmas, was 15 when he was taken. Now an engineer, [[he|said|it was late]].",
            ["Tovmas"],
            id="a relative's name",
        ),
        pytest.param(
            "[[Getachew Reda|said|the roll was wrong]].\n\nAlemseged Hailu runs the register in the Hawzen district. "
            "He has a list of 19,000 names.\n\n[[He|said|he had taught half of them]].",
            ["Getachew Reda", "Alemseged Hailu"],
            id="the subject of the passage since anybody spoke",
        ),
        pytest.param(
            "The woman whom I shall call Marwa waited until the officer had gone. [[She|said|they left at night]].",
            ["Marwa"],
            id="a name that the writer gives",
        ),
        pytest.param(
            "[[A teacher sheltering in a school|said|the walls shook]]. The power was off. "
            "[[She|said|he never came back]].",
            ["unnamed teacher sheltering in a school"] * 2,
            id="a participle is not who somebody is",
        ),
    ],
)
def test_claimant_when_the_narration_brings_them_in(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[Major Jordan Whitcombe|said|so]].", "Jordan Whitcombe", id="a country as a first name"),
        pytest.param("[[Paris Oyelaran, a nurse|said|so]].", "Paris Oyelaran", id="a capital as a first name"),
        pytest.param(
            "[[Head of the Main Directorate of Intelligence Kyrylo Budanov|said|so]].",
            "Kyrylo Budanov",
            id="title, body and name",
        ),
        pytest.param(
            "[[Commissioner for Human Rights of the Verkhovna Rada Dmytro Lubinets|reported|it]].",
            "Dmytro Lubinets",
            id="title with two bodies and name",
        ),
        pytest.param("[[J. T. Marlowe, a logistics officer|said|so]].", "J. T. Marlowe", id="initials"),
        pytest.param("[[Vice-Admiral Taras Boiko|said|so]].", "Taras Boiko", id="a title of two words"),
        pytest.param(
            "[[Wellington Koo, Taiwan’s defence minister|said|so]].",
            "Wellington Koo",
            id="a capital and an office behind",
        ),
        pytest.param(
            "[[Dr. Ayesha Siddiqa and her colleague Tariq Rahim|said|so]].",
            "Ayesha Siddiqa and Tariq Rahim",
            id="her colleague speaks with her",
        ),
        pytest.param("[[Oksana’s mother|said|so]].", "Oksana’s mother", id="somebody's mother is not that somebody"),
    ],
)
def test_claimant_when_names_stand_beside_other_capitals(text: str, expected: str) -> None:
    assert claimants(text, DAY) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[A Russian milblogger|said|the town was lost]]. [[Another|called|that panic]].",
            ["unnamed Russian milblogger"] * 2,
            id="another of those",
        ),
        pytest.param(
            "Truckers were angry. [[One|said|he had waited for nine days]]; [[another|said|he would sell]].",
            ["unnamed trucker"] * 2,
            id="one and another of the crowd",
        ),
        pytest.param(
            "[[Keir Marden|said|the vote was lost]]. [[The leader of the opposition|blamed|the whips]].",
            ["Keir Marden"] * 2,
            id="somebody of whom nothing was known",
        ),
        pytest.param(
            "[[A member of the civil guard|said|seven died]]. [[The volunteer|asked|for boots]].",
            ["unnamed member of the civil guard"] * 2,
            id="the same one in other words",
        ),
        pytest.param(
            "[[Aid chief|warns|famine is near]]\n\n[[The head of a relief agency|has warned|that famine is near]], "
            "a week after the port was closed.\n\nIn an interview, [[Lotte Brandvold|said|the stores were empty]]. "
            "[[She|told|donors to hurry]].",
            ["Lotte Brandvold"] * 4,
            id="described in the headline, named in the second paragraph",
        ),
        pytest.param(
            "[[US envoy|says|the truce holds]]\n\nThe guns were silent on Monday. "
            "[[Tom Barrack, the US envoy to Syria|said|it would last]].",
            ["Tom Barrack"] * 2,
            id="an office whose holder the text names",
        ),
        pytest.param(
            "[[The rebels’ military spokesman, Willy Ngoma|said|so]]. Goma was calm. [[The M23 spokesman|urged|calm]].",
            ["Willy Ngoma"] * 2,
            id="a body's spokesman who was named",
        ),
        pytest.param(
            "[[Kyiv mayor Vitali Klitschko|said|the metro was a shelter]]. [[The former boxer|said|so]].",
            ["Vitali Klitschko"] * 2,
            id="what somebody in office was before",
        ),
        pytest.param(
            "[[Opposition leader Yair Lapid|said|the government had failed]]. [[The former prime minister|said|so]].",
            ["Yair Lapid"] * 2,
            id="an office that somebody held once",
        ),
        pytest.param(
            "Dr Emma Lindqvist was operating when the windows blew in. [[The Swede|said|44 people came]].",
            ["Emma Lindqvist"],
            id="called by her country",
        ),
        pytest.param(
            "[[Judge Catalina Prieto|asked|for the notes]]. [[Tomás Mejía|said|they had burned]]. "
            "[[The magistrate|reminded|him of the oath]].",
            ["Catalina Prieto", "Tomás Mejía", "Catalina Prieto"],
            id="a kindred noun",
        ),
        pytest.param(
            "[[Interim chief|cites|‘ghosts’ in the roll]]\n\n"
            "[[Dawit Haile, the head of the interim administration|has postponed|the vote]].",
            ["Dawit Haile"] * 2,
            id="the post of a headline",
        ),
        pytest.param(
            "Shelling went on all morning. Nobody was hurt. " * 16
            + "[[The mayor of Sderot|says|ten rockets fell]]. [[Avichai Golan|told|the radio that two houses burned]].",
            ["Avichai Golan"] * 2,
            id="a live blog's mayor, named in the next sentence",
        ),
        pytest.param(
            "[[Deputy Commissioner Minga Sherpa|said|43 houses were hit]]. [[The officer|promised|bunkers]].",
            ["Minga Sherpa"] * 2,
            id="an officer of another kind",
        ),
        pytest.param(
            "Mothers came to the office. [[One of them|asked|whether he was on the list]].",
            ["unnamed mother"],
            id="one of those who did not speak",
        ),
        pytest.param(
            "Dr Samuel Okot has worked here since 2014.\n\nQ: What do you need?\n\n[[A|:|“Gloves.”]]\n\n"
            "Q: And then?\n\n[[A|:|“More gloves.”]]",
            ["Samuel Okot"] * 2,
            id="questions and answers",
        ),
    ],
)
def test_claimant_when_a_description_varies(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("In Surin, a university hall took them in.", []),
        ("In Kostiantynivka, a nurse told us so.", ["unnamed nurse"]),
        ("They met near the Omar Mukhtar Mosque and in Nelson Mandela Square.", []),
        ("Olha Berezan has come to every exchange. Olha waits. Ms Berezan’s son is gone.", ["Olha Berezan"] * 3),
        ("A taxi driver from Lviv stood beside her brother.", ["unnamed taxi driver", "unnamed brother"]),
    ],
)
def test_survey_when_people_are_narrated(text: str, names: list[str]) -> None:
    doc, _ = mark(text)
    namings = survey(doc, load_catalog(), load_speaker_words(), DAY).namings
    assert [one.entity.reference.name for one in namings if one.entity.person] == names
    assert all(one.span.of(doc.text).strip() for one in namings)


@pytest.mark.parametrize(
    ("word", "noun"),
    [("teacher", "teacher"), ("schoolteacher", "teacher"), ("ex-grandmother", "grandmother"), ("drainage", None)],
)
def test_person_noun_when_a_compound_ends_in_one(word: str, noun: str | None) -> None:
    assert person_noun(word, load_speaker_words()) == noun
