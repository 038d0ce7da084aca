"""Institutions and offices that speak: whose they are, what they are called, and who "a spokesman" is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.normalize.test_speaker import claimants

DAY = date(2024, 6, 19)


def _case(name: str, text: str, *expected: str) -> object:
    return pytest.param(text, list(expected), id=name)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        _case(
            "a ministry in a capital that is a region too",
            "[[The interior ministry in Kyiv|said|so]].",
            "Ministry of Internal Affairs of Ukraine",
        ),
        _case(
            "the ministry of a capital that opens the sentence",
            "[[Russia’s defence ministry|said|so]]. In Berlin [[a spokeswoman for the defence ministry|said|no]].",
            "Ministry of Defence of the Russian Federation",
            "Federal Ministry of Defence of Germany",
        ),
        _case(
            "in Gaza the health ministry is Gaza's",
            "Israel struck Gaza City. [[The Health Ministry|said|370 people had died]].",
            "Gaza Ministry of Health",
        ),
        _case(
            "a kingdom's ministry",
            "[[Saudi Arabia, which has a pact with Islamabad,|urged|calm]]. "
            "[[The kingdom’s foreign ministry|said|nothing]].",
            "Government of Saudi Arabia",
            "Ministry of Foreign Affairs of Saudi Arabia",
        ),
        _case(
            "one ministry is not another",
            "[[Syria’s health ministry|said|three died]]. [[The interior ministry|blamed|outlaws]].",
            "Ministry of Health of Syria",
            "Ministry of Interior of Syria",
        ),
        _case(
            "who has a foreign secretary",
            "[[The Syrian government|denied|it]]. Britain waited. [[The foreign secretary|said|it was absurd]].",
            "Government of Syria",
            "David Cameron",
        ),
        _case(
            "a ministry asked by somebody else",
            "London: a lawyer asked the Ministry of Defence of the United Kingdom for its records. "
            "[[The department|said|the vehicles were safe]].",
            "Ministry of Defence of the United Kingdom",
        ),
        _case("a body whose letters are a pronoun", "[[WHO|says|460 died]].", "World Health Organization"),
        _case(
            "a director by the body behind the comma",
            "[[The Director, Defence Media Operations|said|so]]. [[He|added|more]].",
            "Defence Headquarters of Nigeria",
            "Defence Headquarters of Nigeria",
        ),
        _case(
            "the ambassador whom its country has sent",
            "[[The United States|condemned|it]] and [[its ambassador in Addis Ababa|urged|calm]].",
            "Government of the United States",
            "Ambassador of the United States to Ethiopia",
        ),
        _case(
            "a spokesman right after his army",
            "[[The Thai military|said|it saw a drone]]. They fired, [[a spokesman|said|at dawn]].",
            "Royal Thai Armed Forces",
            "Royal Thai Armed Forces",
        ),
        _case(
            "each army, neither ministry",
            "[[Armenia’s defence ministry|said|x]]. [[Azerbaijan’s defence ministry|denied|y]]. "
            "[[Neither ministry|gave|z]]. [[Each army|accused|the other]].",
            "Ministry of Defence of Armenia",
            "Ministry of Defence of Azerbaijan",
            "Ministry of Defence of Armenia and Ministry of Defence of Azerbaijan",
            "Armed Forces of Armenia and Azerbaijani Armed Forces",
        ),
        _case(
            "a company that only the text introduces",
            "A Greek shipping firm, Aegean Star Maritime, owns her. [[The company|said|the crew was safe]].",
            "Aegean Star Maritime",
        ),
        _case(
            "a rights group that only the text names, in the headline, as it and as its authors",
            "Police fired on marchers in Cali, [[rights group|says|police fired on marchers]]\n\n"
            "[[Cauca Rights Network|said|that police fired on marchers in Cali]]. The group spoke with 40 people. "
            "[[It|counted|nine dead]]. [[The authors|urged|action]].",
            *["Cauca Rights Network"] * 4,
        ),
        _case(
            "whoever opens the sentence without speaking",
            "Niger waited. The army had not spoken since dawn. In a message late at night [[it|said|so]]. "
            "[[The statement|named|nobody]].",
            "Niger Armed Forces",
            "Niger Armed Forces",
        ),
        _case(
            "a dateline is no actor",
            "ISLAMABAD — The Taliban had left. [[Their ambassador in Pakistan|said|it was tactical]].",
            "Ambassador of Afghanistan to Pakistan",
        ),
        _case(
            "a caption of whoever published the video",
            "The video was published on Tuesday by the defence ministry in Moscow. "
            "[[The caption|reads|“A tank burns”]].",
            "Ministry of Defence of the Russian Federation",
        ),
        _case(
            "the forces of whoever leads a state",
            "[[Bashar al-Assad’s army|held|the road]].",
            "Syrian Armed Forces",
        ),
        _case(
            "what the United Nations have in the country of the text",
            "Fighting spread in Libya. [[The UN mission|counted|28 dead]]. Tripoli was quiet. Libya buried them.",
            "United Nations Support Mission in Libya",
        ),
        _case(
            "a ministry that a group runs, in a headline",
            "[[Houthi-run ministry|says|74 were killed]]\n\n"
            "Missiles fell on Yemen, [[the Houthi-run health ministry|said|so]].",
            "Ministry of Health (Houthi-run)",
            "Ministry of Health (Houthi-run)",
        ),
        _case(
            "the ministry of a minister",
            "[[Turkey’s defence minister, Hulusi Akar|said|so]]. [[Police|said|no]]. "
            "[[The ministry|published|pictures]].",
            "Hulusi Akar",
            "Turkish Police",
            "Ministry of National Defence of Türkiye",
        ),
        _case(
            "the peacekeepers are the mission that spoke",
            "[[The UN Protection Force|said|so]]. [[NATO|said|no]]. [[A spokesman for the peacekeepers|said|more]].",
            "United Nations Protection Force",
            "NATO",
            "United Nations Protection Force",
        ),
        _case(
            "what stands beside a body is what it is called",
            "[[The PKK|said|so]]. [[The HDP, a pro-Kurdish party|asked|why]]. [[The party|demanded|the truth]].",
            "Kurdistan Workers' Party",
            "Peoples' Democratic Party",
            "Peoples' Democratic Party",
        ),
        _case(
            "the Ukrainian side",
            "[[The Ukrainian side|has not confirmed|it]].",
            "Government of Ukraine",
        ),
    ],
)
def test_claimant_when_a_body_speaks(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("The Thai military", "Royal Thai Armed Forces"),
        ("The Royal Thai Army", "Royal Thai Army"),
        ("The Indian Navy", "Indian Navy"),
        ("The Pakistan Air Force", "Pakistan Air Force"),
        ("The Nigerian army", "Nigerian Army"),
        ("The Royal Moroccan Armed Forces", "Royal Moroccan Armed Forces"),
        ("The Philippine military", "Armed Forces of the Philippines"),
        ("Canada’s ministry of defense", "Department of National Defence of Canada"),
        ("The Greek defense ministry", "Ministry of Defence of Greece"),
        ("India’s external affairs ministry", "Ministry of External Affairs of India"),
        ("Rosaviatsia, the civil aviation authority", "Federal Air Transport Agency of Russia"),
        ("The Joint Intelligence Committee", "Joint Intelligence Committee"),
        ("The inquiry chaired by Sir John Chilcot", "Iraq Inquiry"),
        ("Human Rights Watch researchers", "Human Rights Watch"),
        ("Figures compiled by ACLED", "Armed Conflict Location & Event Data Project"),
        ("Amnesty’s Middle East director", "Middle East director of Amnesty International"),
        ("The Brussels-based International Crisis Group", "International Crisis Group"),
        ("Ethiopia’s Human Rights Commission", "Ethiopian Human Rights Commission"),
        ("Islamic Jihad’s armed wing", "al-Quds Brigades"),
        ("Sudan’s military-led government", "Government of Sudan"),
        ("The Syrian interim government", "Government of Syria"),
        ("A patrol aircraft of the Indian navy", "Indian Navy"),
        ("The coalition’s spokesman, Colonel Turki al-Maliki", "Turki al-Maliki"),
    ],
)
def test_claimant_by_its_official_name(source: str, name: str) -> None:
    assert claimants(f"[[{source}|said|it was so]].", DAY) == [name]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        _case(
            "a tribunal by its letters",
            "[[The IRMCT|upheld|the sentence]].",
            "International Residual Mechanism for Criminal Tribunals",
        ),
        _case(
            "a bank whose money is spoken of",
            "The shelter was paid for by the European Bank for Reconstruction and Development. "
            "[[The bank|said|it would ask donors again]].",
            "European Bank for Reconstruction and Development",
        ),
        _case(
            "a country's border troops",
            "[[Tajikistan’s border troops|said|two guards were hurt]].",
            "Border Troops of Tajikistan",
        ),
        _case(
            "a movement of the nineties",
            "[[UNITA|said|the garrison had fallen]]. [[The movement|denied|shelling the market]].",
            "National Union for the Total Independence of Angola",
            "National Union for the Total Independence of Angola",
        ),
    ],
)
def test_claimant_when_the_catalogue_holds_the_body(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Somalia. [[The Ministry of Defence in Hargeisa|denied|it]].", "Ministry of Defence of Somaliland"),
        ("Georgia. [[The foreign ministry in Tskhinvali|refused|it]].", "Ministry of Foreign Affairs of South Ossetia"),
        ("Moldova. [[The interior ministry in Tiraspol|protested|loudly]].", "Ministry of Interior of Transnistria"),
    ],
)
def test_ministry_when_it_sits_where_a_region_governs_itself(text: str, expected: str) -> None:
    again = f"{text} [[The ministry|blamed|others]]."
    assert claimants(again, DAY) == [expected, expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Somalia. [[Puntland|rejects|the constitution]].", "Government of Puntland"),
        ("Somalia. [[Hargeisa|said|it had not been told]].", "Government of Somaliland"),
        ("Georgia. [[South Ossetia|said|nobody was hurt]].", "Government of South Ossetia"),
        ("Poland watched. [[A Warsaw research collective|counted|forty posts]].", "unnamed Warsaw research collective"),
        ("[[Poland’s PKP|said|trains ran]].", "PKP"),
        ("The tanker burned. [[The Athens firm|said|the crew was safe]].", "Athens firm"),
    ],
)
def test_speaker_when_a_place_stands_for_it_or_before_it(text: str, expected: str) -> None:
    assert claimants(text, DAY) == [expected]
