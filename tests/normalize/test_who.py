"""Who is meant: descriptions, pronouns and names that the catalogue only half knows, in passages of report."""

from __future__ import annotations

from datetime import date

import pytest

from tests.normalize.test_speaker import claimants

DAY = date(2022, 7, 12)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[US Secretary of State Antony Blinken|urged|both sides to stop]].",
            "Antony Blinken",
            id="an office with 'of' before the name",
        ),
        pytest.param(
            "[[The acting head of the regional administration Taras Vovk|said|the town held]].",
            "Taras Vovk",
            id="an institution between title and name",
        ),
        pytest.param(
            "[[The lawyer of Taras Vovk|said|the trial was a farce]].",
            "unnamed lawyer of Taras Vovk",
            id="somebody's lawyer is not that somebody",
        ),
        pytest.param(
            "[[Security Minister Mahamadou Sana|said|soldiers were among the dead]].",
            "Mahamadou Sana",
            id="a surname that is a city and an agency too",
        ),
        pytest.param(
            "[[A rescuer who gave his name as Taras|recalled|the silence]].", "Taras", id="a name that somebody gave"
        ),
        pytest.param(
            "[[The state news agency Telam|reported|a landing]].", "Telam", id="a name behind the kind of body it is"
        ),
        pytest.param(
            "[[The Bulgarian owner, Navi Bulgar|said|the crew was safe]].", "Navi Bulgar", id="a name behind a comma"
        ),
        pytest.param(
            "[[Peru’s prison service|denied|it]].", "Peruvian prison service", id="a body that is only its owner's"
        ),
        pytest.param(
            "[[Qatar, Turkey, Egypt and the Arab League|condemned|the attack]].",
            "Government of Qatar and Government of Türkiye and Government of Egypt and League of Arab States",
            id="four that speak together",
        ),
        pytest.param("[[Two Western officials|said|it was so]].", "unnamed Western officials", id="no person"),
        pytest.param(
            "[[Environmental groups|accused|the militia of poisoning rivers]].",
            "unnamed environmental groups",
            id="groups that nobody named",
        ),
        pytest.param(
            "[[A resident of the village, who fled on Monday|said|two were dead]].",
            "unnamed resident of the village",
            id="what somebody unnamed is called, without the clause",
        ),
        pytest.param(
            "Kyiv waited. Ukraine watched. Five Russians died in the fire, [[authorities|said|so]].",
            "Russian authorities",
            id="authorities of the country of the sentence",
        ),
        pytest.param("[[The UN chief|said|time was short]].", "António Guterres", id="a chief by the body's name"),
        pytest.param("[[The Russian leader|blamed|sanctions]].", "Vladimir Putin", id="whoever leads a country"),
        pytest.param("[[The Wagner boss|said|it was so]].", "Yevgeny Prigozhin", id="whoever leads a group"),
        pytest.param("[[A senior Hezbollah leader|said|so]].", "Hezbollah", id="one of a group's leaders"),
        pytest.param("[[A senior US official|said|so]].", "unnamed senior US official", id="one official of many"),
        pytest.param(
            "[[Iraqi security sources|said|so]].", "unnamed Iraqi security sources", id="sources are no officials"
        ),
        pytest.param("[[Western officials|said|so]].", "unnamed Western officials", id="officials of no one country"),
        pytest.param(
            "[[Analysts at the Institute for the Study of War|said|so]].",
            "Institute for the Study of War",
            id="its analysts",
        ),
        pytest.param("[[Investigators from Amnesty International|said|so]].", "Amnesty International", id="its people"),
        pytest.param(
            "[[An analyst at Amnesty International|said|so]].",
            "unnamed analyst at Amnesty International",
            id="one analyst is not the body",
        ),
        pytest.param(
            "[[The health ministry run by the Houthis|said|so]].",
            "Ministry of Health (Houthi-run)",
            id="run by a group",
        ),
    ],
)
def test_claimant_of_one_sentence(text: str, expected: str) -> None:
    assert claimants(text, DAY) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[Dmitry Peskov|said|the deal was over]]. "
            "[[The spokesman|added|that it had nothing to do with the bridge]].",
            "Dmitry Peskov",
            id="what the holder of an office is called",
        ),
        pytest.param(
            "[[The Dutch defence minister, Joris Voorbeeld,|said|strikes were too risky]]. "
            "[[The minister|asked|for a pause]].",
            "Joris Voorbeeld",
            id="an office in apposition to an unknown person",
        ),
        pytest.param(
            "Argentina sent troops. [[Gen. Pablo Roca|said|the islands were lost]]. "
            "[[The general|spoke|of many dead]].",
            "Pablo Roca",
            id="an abbreviated rank",
        ),
        pytest.param(
            "[[The Institute for the Study of War|said|Moscow paused]]. [[The think tank|expected|more attacks]].",
            "Institute for the Study of War",
            id="a noun of two words",
        ),
        pytest.param(
            "[[NATO|was|silent]]. The United Nations Protection Force waited. "
            "[[The alliance|said|no request had come]].",
            "NATO",
            id="only an alliance is the alliance",
        ),
        pytest.param(
            "[[A spokesman for UNRWA|said|a school was hit]]. [[He|called|it horrifying]].",
            "United Nations Relief and Works Agency for Palestine Refugees in the Near East",
            id="he who spoke for a body is that body",
        ),
        pytest.param(
            "[[Lloyd Austin|promised|more launchers]]. [[His department|named|no figure]].",
            "United States Department of Defense",
            id="the ministry of a minister",
        ),
        pytest.param(
            "Yevgeny Prigozhin posted a clip. [[The Wagner Group|claimed|the town]]. [[Its leader|thanked|his men]].",
            "Yevgeny Prigozhin",
            id="the leader of a group",
        ),
        pytest.param(
            "Syrian planes flew over Idlib, Syria, while Moscow watched. The Syrian town burned. "
            "[[The army|spoke|of rebels]].",
            "Syrian Armed Forces",
            id="the army of the country the text is about",
        ),
        pytest.param(
            "Argentine ships left Argentina. London waited, and Britain said nothing. "
            "[[The junta|insists|on sovereignty]].",
            "Military government of Argentina",
            id="a junta only where there was one",
        ),
        pytest.param(
            "[[Vladimir Putin|met|his generals]]. Kyiv was calm. [[The Kremlin|denied|it]]. "
            "[[Its statement|named|nobody]].",
            "Kremlin",
            id="its statement",
        ),
        pytest.param(
            "[[Vladimir Putin|praised|the army]]. [[The 69-year-old|named|no date]].",
            "Vladimir Putin",
            id="by the age",
        ),
        pytest.param(
            "[[Army chief Abdel Fattah al-Burhan|saw|a coup]]. [[Mohamed Hamdan Dagalo|denied|it]]. Khartoum, Sudan. "
            "[[The paramilitary leader|blamed|the army]].",
            "Mohamed Hamdan Dagalo",
            id="the leader of an armed group",
        ),
        pytest.param(
            "[[Sudan’s army|said|it held]]. "
            "[[The Rapid Support Forces|denied|it]]. Egypt’s foreign ministry called for calm. "
            "[[Both sides|claimed|victory]].",
            "Sudanese Armed Forces and Rapid Support Forces",
            id="both sides are those who fight",
        ),
        pytest.param(
            "[[Iran’s Revolutionary Guard|fired|missiles]]. [[The Guard|said|most hit]].",
            "Islamic Revolutionary Guard Corps",
            id="a body by a word of its name",
        ),
        pytest.param(
            "Beirut, Lebanon. [[UN peacekeepers|saw|no incursion]]. [[The peacekeepers|refused|to move]].",
            "United Nations Interim Force in Lebanon",
            id="peacekeepers by the country of the text",
        ),
        pytest.param(
            "[[The ministry in Kyiv|counted|losses]]. [[Images released by the 47th Brigade|show|a Bradley]].",
            "47th Separate Mechanized Brigade",
            id="pictures by who gave them",
        ),
        pytest.param(
            "[[Ukrainian officials|spoke|of a strike]]. [[Local officials|said|a boy had died]].",
            "unnamed local officials",
            id="local officials are not the country's",
        ),
        pytest.param(
            "[[Two regional diplomats|said|it moved]]. [[One of the diplomats|named|Friday]].",
            "unnamed diplomat",
            id="one of those who spoke",
        ),
        pytest.param(
            "[[NATO chief Jens Stoltenberg|saw|years of war]]. [[The Norwegian|asked|for patience]].",
            "Jens Stoltenberg",
            id="by nationality alone",
        ),
        pytest.param(
            "[[The defence ministry in Baku|saw|saboteurs]]. [[Its Armenian counterpart|called|it a lie]].",
            "Ministry of Defence of Armenia",
            id="a counterpart",
        ),
        pytest.param(
            "[[The Russian Ministry of Defence|showed|a launch]]. [[A Ministry of Defence statement|said|it hit]].",
            "Ministry of Defence of the Russian Federation",
            id="a statement of the one ministry",
        ),
        pytest.param(
            "[[Halyna Petrenko|came|back]]. [[The pensioner|said|her block was shelled]].",
            "Halyna Petrenko",
            id="a lay person who spoke right before",
        ),
        pytest.param(
            "[[French officials|said|so]]. "
            "[[The ombudswoman, Anahit Voskanyan,|spoke|of homes]]. [[She|published|pictures]].",
            "Anahit Voskanyan",
            id="officials are no she",
        ),
        pytest.param(
            "[[Another resident, 60-year-old Hasmik|said|the hotel was hit]].",
            "Hasmik",
            id="a first name behind an age",
        ),
        pytest.param(
            "[[The top U.S. diplomat|said|he was concerned]].", "Antony Blinken", id="a top diplomat by country"
        ),
        pytest.param(
            "[[The leader of Nagorno-Karabakh|said|so]]. [[The territory’s ombudsman|said|six were dead]].",
            "Human Rights Ombudsman of Nagorno-Karabakh",
            id="the territory that was named last",
        ),
        pytest.param(
            "Israel struck Gaza again. [[The Palestinian health ministry|said|so]]. [[The defence minister|said|so]].",
            "Minister of Defence of Israel",
            id="a minister whom only one of the two countries has",
        ),
        pytest.param(
            "A raid in Nigeria. [[The RSF|said|x]]. [[The World Health Organization’s regional director|said|y]].",
            "Regional director of the World Health Organization",
            id="whose director it is",
        ),
        pytest.param(
            "[[Amnesty International Nigeria|condemned|the raid]].", "Amnesty International", id="a branch of a body"
        ),
        pytest.param(
            "[[Researchers at the Baraka School of Public Health|counted|61,000]].",
            "Baraka School of Public Health",
            id="a body that only the text knows, by its people",
        ),
        pytest.param("[[The interim president of Tigray|said|so]].", "Leader of Tigray", id="who leads a region"),
        pytest.param(
            "[[The office of Ukrainian President Volodymyr Zelensky|said|so]].",
            "Office of the President of Ukraine",
            id="the office of somebody named",
        ),
        pytest.param(
            "[[Iran’s semi-official Tasnim news agency|said|so]].", "Tasnim News Agency", id="a body behind its country"
        ),
        pytest.param("[[Sudan’s army chief|said|so]].", "Abdel Fattah al-Burhan", id="an office beyond a listed name"),
        pytest.param("[[The mayor of Kharkiv|said|so]].", "Ihor Terekhov", id="a mayor by the city after"),
    ],
)
def test_claimant_of_the_last_of_several(text: str, expected: str) -> None:
    assert claimants(text, DAY)[-1] == expected
