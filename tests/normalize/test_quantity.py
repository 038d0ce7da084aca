from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.model import Qualifier, Quantity, QuantityReading
from tests.normalize.test_numeral import words_of
from tests.normalize.value_builders import quantities

PREFIX = {
    Qualifier.EXACT: "",
    Qualifier.ABOUT: "about ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.UP_TO: "up to ",
    Qualifier.FEWER_THAN: "fewer than ",
}


def shown(reading: QuantityReading) -> tuple[str, str, str]:
    """Words, category and value of a quantity, the value as "≥5", "≤5", "~5", "5–8" or "5"."""
    value = reading.value.value
    marks = {
        Qualifier.AT_LEAST: "≥",
        Qualifier.MORE_THAN: ">",
        Qualifier.UP_TO: "≤",
        Qualifier.FEWER_THAN: "<",
        Qualifier.ABOUT: "~",
    }
    if value.qualifier is Qualifier.RANGE:
        number = f"{value.low}–{value.high}"
    else:
        number = (
            f"{marks.get(value.qualifier, '')}{next(n for n in (value.best, value.low, value.high) if n is not None)}"
        )
    return reading.value.text, reading.category, number + (f" {value.unit}" if value.unit else "")


SENTENCES = [
    # Ukraine
    (
        "Ukraine",
        "The ministry said Russia had lost 1,410 tanks and about 32,000 men.",
        [("1,410 tanks", "tank", "1410"), ("about 32,000 men", "personnel", "~32000")],
    ),
    (
        "Ukraine",
        "It lost about 36,500 men, 1,600 tanks, 217 warplanes. , 187 helicopters and 65 special equipment units.",
        [
            ("about 36,500 men", "personnel", "~36500"),
            ("1,600 tanks", "tank", "1600"),
            ("217 warplanes", "fixed_wing_aircraft", "217"),
            ("187 helicopters", "helicopter", "187"),
            ("65 special equipment units", "special_equipment", "65"),
        ],
    ),
    (
        "Ukraine",
        "It lists 2,325 motor vehicles and fuel tankers, 51 units of special equipment and 95 anti-aircraft systems.",
        [
            ("2,325 motor vehicles and fuel tankers", "vehicle", "2325"),
            ("51 units of special equipment", "special_equipment", "51"),
            ("95 anti-aircraft systems", "air_defence", "95"),
        ],
    ),
    (
        "Ukraine",
        "Air defences shot down 30 of 36 drones.",
        [("30 of 36 drones", "uav", "30"), ("36 drones", "uav", "36")],
    ),
    (
        "Ukraine",
        "At least five people were killed and 18 wounded in Kramatorsk.",
        [("At least five people", "killed", "≥5"), ("18 wounded", "injured", "≥18")],
    ),
    (
        "Ukraine",
        "A strike on Kharkiv killed eight and injured 20.",
        [("killed eight", "killed", "8"), ("injured 20", "injured", "20")],
    ),
    (
        "Ukraine",
        "Poland will hand over 14 Leopard 2 tanks and 60 T-72 tanks.",
        [("14 Leopard 2 tanks", "tank", "14"), ("60 T-72 tanks", "tank", "60")],
    ),
    (
        "Ukraine",
        "The aid package is worth $2.5 billion and includes 18 HIMARS launchers.",
        [("$2.5 billion", "aid_value", "2500000000 USD"), ("18 HIMARS launchers", "mlrs", "18")],
    ),
    (
        "Ukraine",
        "France promised six Caesar howitzers in addition to the 12 already delivered.",
        [("six Caesar howitzers", "howitzer", "6"), ("the 12 already delivered", "howitzer", "12")],
    ),
    (
        "Ukraine",
        "Up to 60 per cent of the city is in ruins.",
        [("Up to 60 per cent of the city", "territory_share", "≤60 percent")],
    ),
    (
        "Ukraine",
        "Troops repelled 14 attacks near Bakhmut and advanced one and a half kilometres.",
        [("14 attacks", "attack_repelled", "14"), ("one and a half kilometres", "advance_km", "1.5 km")],
    ),
    ("Ukraine", "The two sides exchanged 50 prisoners of war.", [("50 prisoners", "prisoner", "50")]),
    (
        "Ukraine",
        "Russian forces fired between 20 and 30 S-300 missiles at Mykolaiv.",
        [("between 20 and 30 S-300 missiles", "missile", "20–30")],
    ),
    (
        "Ukraine",
        "The missile has a range of over 500 kilometres (310 miles).",
        [("over 500 kilometres (310 miles)", "weapon_range", ">500 km")],
    ),
    (
        "Ukraine",
        "The military carried out 62 airstrikes and more than 90 attacks from rocket launchers.",
        [("62 airstrikes", "strike", "62"), ("more than 90 attacks", "attack", ">90")],
    ),
    ("Ukraine", "A ship with 26,000 tonnes of corn left Odesa.", [("26,000 tonnes of corn", "grain", "26000 tonne")]),
    (
        "Ukraine",
        "No fewer than 1,200 civilians remain trapped under the plant.",
        [("No fewer than 1,200 civilians", "civilian_trapped", "≥1200")],
    ),
    (
        "Ukraine",
        "The governor urged 15,000 residents to evacuate.",
        [("15,000 residents", "civilian_to_evacuate", "15000")],
    ),
    ("Ukraine", "Some 300,000 reservists will be called up.", [("Some 300,000 reservists", "mobilised", "~300000")]),
    (
        "Ukraine",
        "Britain will train 10,000 Ukrainian soldiers every 120 days.",
        [("10,000 Ukrainian soldiers", "personnel_trained", "10000")],
    ),
    (
        "Ukraine",
        "Investigators exhumed 436 bodies from a mass grave in Izium.",
        [("436 bodies", "body_exhumed", "436")],
    ),
    (
        "Ukraine",
        "141 countries voted in favour of the resolution, seven voted against and 32 abstained.",
        [
            ("141 countries", "vote_for", "141"),
            ("seven voted against", "vote_against", "7"),
            ("32 abstained", "abstention", "32"),
        ],
    ),
    (
        "Ukraine",
        "Families of the dead will receive five million rubles in compensation.",
        [("five million rubles", "compensation", "5000000 RUB")],
    ),
    ("Ukraine", "The World Bank put the damage at $349bn.", [("$349bn", "economic_damage", "349000000000 USD")]),
    ("Ukraine", "A nitric acid tank burned; three fuel tanks were hit.", [("three fuel tanks", "vehicle", "3")]),
    ("Ukraine", "The 30 member nations of NATO agreed.", [("The 30 member nations", "member_state", "30")]),
    (
        "Ukraine",
        "Kyiv asked Turkey to stop three other Russian vessels which carried stolen grain.",
        [("three other Russian vessels", "vessel_suspect", "3")],
    ),
    (
        "Ukraine",
        "Five Russians drafted to fight as part of the mobilisation died after joining the army.",
        [("Five Russians", "killed", "5")],
    ),
    (
        "Ukraine",
        "The enemy carried out four missile and eighteen air strikes.",
        [("four missile", "strike", "4"), ("eighteen air strikes", "strike", "18")],
    ),
    (
        "Ukraine",
        "Russia holds roughly a fifth of Ukraine.",
        [("roughly a fifth of Ukraine", "territory_share", "~20 percent")],
    ),
    ("Ukraine", "Russia annexed four Ukrainian regions.", [("four Ukrainian regions", "region_annexed", "4")]),
    (
        "Ukraine",
        "Troops liberated 1,500 square kilometres and 20 settlements.",
        [("1,500 square kilometres", "area_km2", "1500 km2"), ("20 settlements", "town", "20")],
    ),
    ("Ukraine", "The security service thwarted two attacks.", [("two attacks", "attack_thwarted", "2")]),
    ("Ukraine", "Ukraine loses 100 to 200 soldiers a day.", [("100 to 200 soldiers", "personnel", "100–200 per day")]),
    ("Ukraine", "The number of injured stands at 24.", [("24", "injured", "24")]),
    # Gaza, Israel, Lebanon
    (
        "Gaza",
        "The health ministry said 18,412 people had been killed and 50,100 wounded.",
        [("18,412 people", "killed", "18412"), ("50,100 wounded", "injured", "50100")],
    ),
    (
        "Gaza",
        "An air strike killed 12 Palestinians, including five children.",
        [("12 Palestinians", "killed", "12"), ("five children", "killed", "5")],
    ),
    ("Gaza", "Hamas took about 240 hostages.", [("about 240 hostages", "prisoner", "~240")]),
    ("Gaza", "Some 1.9 million Gazans have been displaced.", [("Some 1.9 million Gazans", "displaced", "~1900000")]),
    ("Gaza", "Hezbollah fired around 40 rockets at northern Israel.", [("around 40 rockets", "missile", "~40")]),
    (
        "Gaza",
        "Two Israeli soldiers were killed and nine others were injured.",
        [("Two Israeli soldiers", "killed", "2"), ("nine others", "injured", "9")],
    ),
    (
        "Gaza",
        "The strike left at least two people dead and seven injured.",
        [("at least two people dead", "killed", "≥2"), ("seven injured", "injured", "≥7")],
    ),
    ("Gaza", "Dozens of bodies were recovered from the rubble.", [("Dozens of bodies", "body_exhumed", "≥12")]),
    # Sudan
    (
        "Sudan",
        "Shelling killed at least 31 people and injured hundreds in El Fasher.",
        [("at least 31 people", "killed", "≥31"), ("injured hundreds", "injured", "≥100")],
    ),
    (
        "Sudan",
        "More than 7 million people have fled their homes.",
        [("More than 7 million people", "displaced", ">7000000")],
    ),
    ("Sudan", "The army destroyed 20 vehicles.", [("20 vehicles", "vehicle", "20")]),
    ("Sudan", "Half a million refugees have crossed into Chad.", [("Half a million refugees", "displaced", "500000")]),
    ("Sudan", "As many as 150,000 people may have died.", [("As many as 150,000 people", "killed", "≤150000")]),
    # Yemen and the Red Sea
    (
        "Yemen",
        "US forces intercepted 18 drones, two cruise missiles and one ballistic missile.",
        [
            ("18 drones", "uav", "18"),
            ("two cruise missiles", "cruise_missile", "2"),
            ("one ballistic missile", "ballistic_missile", "1"),
        ],
    ),
    ("Yemen", "Three sailors died when a missile hit the ship.", [("Three sailors", "killed", "3")]),
    # Syria and Iraq
    (
        "Syria",
        "Jets dropped 13 barrel bombs on Idlib, killing nine civilians, six of them children.",
        [
            ("13 barrel bombs", "aerial_bomb", "13"),
            ("nine civilians", "killed", "9"),
            ("six of them children", "killed", "6"),
        ],
    ),
    (
        "Syria",
        "Near Raqqa, seven strikes destroyed 11 fighting positions and three vehicles.",
        [
            ("seven strikes", "strike", "7"),
            ("11 fighting positions", "other", "11"),
            ("three vehicles", "vehicle", "3"),
        ],
    ),
    (
        "Syria",
        "The group controls roughly 40% of the country.",
        [("roughly 40% of the country", "territory_share", "~40 percent")],
    ),
    (
        "Syria",
        "Thirty-one people, all but four of them civilians, lost their lives.",
        [("Thirty-one people", "killed", "31"), ("four of them civilians", "killed", "4")],
    ),
    (
        "Syria",
        "Hundreds of thousands of civilians were besieged.",
        [("Hundreds of thousands of civilians", "civilian_trapped", "≥100000")],
    ),
    (
        "Syria",
        "Coalition aircraft have flown 62,000 sorties and dropped 45,000 munitions.",
        [("62,000 sorties", "sortie", "62000"), ("45,000 munitions", "ammunition", "45000")],
    ),
    (
        "Syria",
        "Some 25 militants attacked with two suicide car bombs, killing 14 soldiers and wounding 31.",
        [
            ("Some 25 militants", "personnel", "~25"),
            ("two suicide car bombs", "other", "2"),
            ("14 soldiers", "killed", "14"),
            ("wounding 31", "injured", "31"),
        ],
    ),
    # DR Congo
    ("DR Congo", "M23 rebels killed 131 civilians.", [("131 civilians", "killed", "131")]),
    ("DR Congo", "Police arrested 27 protesters in Goma.", [("27 protesters", "arrested", "27")]),
    ("DR Congo", "The death toll rose to 45.", [("45", "killed", "45")]),
    # elsewhere
    (
        "Myanmar",
        "Rebels seized 30 howitzers and two armoured vehicles.",
        [("30 howitzers", "howitzer", "30"), ("two armoured vehicles", "armoured_vehicle", "2")],
    ),
    (
        "Armenia",
        "Over 100,000 ethnic Armenians fled Karabakh.",
        [("Over 100,000 ethnic Armenians", "displaced", ">100000")],
    ),
    ("Mali", "Gunmen killed between 40 and 50 soldiers.", [("between 40 and 50 soldiers", "killed", "40–50")]),
    (
        "Ethiopia",
        "Five aid workers were kidnapped and two were found dead.",
        [("Five aid workers", "prisoner", "5"), ("two", "killed", "2")],
    ),
    (
        "Ukraine",
        "Commanders put Russian losses there at 47,000 dead and wounded.",
        [("47,000 dead and wounded", "personnel", "47000")],
    ),
    # What lists of losses and of aid are worded with
    (
        "Ukraine",
        "Russia has lost 905 anti-aircraft warfare systems and 31 infantry fighting vehicles.",
        [
            ("905 anti-aircraft warfare systems", "air_defence", "905"),
            ("31 infantry fighting vehicles", "armoured_vehicle", "31"),
        ],
    ),
    (
        "Ukraine",
        "Russia had lost 7,911 (+12) tanks and 521,300 (+980 over the past day) military personnel.",
        [
            ("7,911 (+12) tanks", "tank", "7911"),
            ("+12", "tank", "12"),
            ("521,300 (+980 over the past day) military personnel", "personnel", "521300"),
            ("+980", "personnel", "980"),
        ],
    ),
    (
        "Ukraine",
        "Gunners hit two command posts and one ammunition depot.",
        [("two command posts", "other", "2")],
    ),
    (
        "Ukraine",
        "Estonia sent 900 rounds of 155mm artillery ammunition.",
        [("900 rounds of 155mm artillery ammunition", "ammunition", "900")],
    ),
    (
        "Ukraine",
        "Italy will supply five Panzerhaubitze 2000 and four more High Mobility Artillery Rocket Systems.",
        [
            ("five Panzerhaubitze 2000", "howitzer", "5"),
            ("four more High Mobility Artillery Rocket Systems", "mlrs", "4"),
        ],
    ),
    (
        "Ukraine",
        "They fired two Olkha missiles and Czech-made Vampire rockets at the base.",
        [("two Olkha missiles", "missile", "2")],
    ),
    (
        "Ukraine",
        "Three T-90M tanks and two BMP-2s burned; 17 boats and cutters sank.",
        [
            ("Three T-90M tanks", "tank", "3"),
            ("two BMP-2s", "armoured_vehicle", "2"),
            ("17 boats and cutters", "vessel", "17"),
        ],
    ),
    (
        "Ukraine",
        "The invaders attacked seven times and shelled the Kharkiv region 12 times.",
        [("seven times", "attack", "7"), ("12 times", "attack", "12")],
    ),
    (
        "Ukraine",
        "UAVs operational and tactical level - 219 (+4), special equipment - 33.",
        [
            ("UAVs operational and tactical level - 219", "uav", "219"),
            ("+4", "uav", "4"),
            ("special equipment - 33", "special_equipment", "33"),
        ],
    ),
    (
        "Ukraine",
        "More than 35% of it remains under Ukrainian control.",
        [("More than 35% of it", "territory_share", ">35 percent")],
    ),
    (
        "Ukraine",
        "The enemy lost one tank and 16 drones; gunners shot down four of six Shaheds.",
        [
            ("one tank", "tank", "1"),
            ("16 drones", "uav", "16"),
            ("four of six Shaheds", "uav", "4"),
            ("six Shaheds", "uav", "6"),
        ],
    ),
    ("Myanmar", "He said eleven junta bases had fallen.", [("eleven junta bases", "other", "11")]),
    (
        "Ukraine",
        "The delivery brings to 14 the number of HIMARS in service.",
        [("14 the number of HIMARS", "mlrs", "14")],
    ),
    (
        "Congo",
        "A military court sentenced 61 soldiers to death for desertion.",
        [("61 soldiers", "arrested", "61")],
    ),
    (
        "Ukraine",
        "Moscow says it killed or wounded 3,100 Ukrainian troops there.",
        [("3,100 Ukrainian troops", "personnel", "3100")],
    ),
]


@pytest.mark.parametrize(("where", "sentence", "expected"), SENTENCES, ids=[row[1][:40] for row in SENTENCES])
def test_find_quantities_when_a_report_counts(where: str, sentence: str, expected: list[tuple[str, str, str]]) -> None:
    assert [shown(reading) for reading in quantities(f"The war in {where} goes on.\n\n{sentence}")] == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "A 35-year-old man from the 93rd Brigade fired a 155-mm gun.",
        "The T-72, the S-300, the Su-35, the 9K720 and the F-16 were shown.",
        "The Security Council passed Resolution 2231 under Chapter 7.",
        "The talks lasted three hours and resumed five days later.",
        "He was one of the founders, and no one denied it.",
        "Call +380 44 255 1234 or write to room 12.",
        "The team won 2-1 on 6 July 2022 at 15:40.",
        "It was the second strike in as many days.",
        "The two leaders met at the G7 summit.",
        "Gas stopped flowing through Nord Stream 2 in 2022.",
        "The village lies on Highway 6, near School No. 12.",
        "Several people were hurt.",
        "Anna, 53, lived in a town of 4,500 people.",
        "Four in five of them live in the provinces.",
        "They took control over two of the buildings and the western half of the city.",
        "The photo was viewed four million times.",
        "15:40 The mayor spoke.\n\n16.20 The governor spoke.",
        "A five-storey building burned.",
    ],
)
def test_find_quantities_when_numbers_count_nothing(sentence: str) -> None:
    assert quantities(sentence, "2022-07-07") == ()


def test_find_quantities_when_a_phrase_ends_at_a_line_break() -> None:
    found = quantities("There were 20\n\nTanks were seen, and 30 tanks burned.")
    assert [reading.value.text for reading in found] == ["30 tanks"]


@given(st.integers(2, 999_999), st.sampled_from(sorted(PREFIX)), st.booleans())
def test_find_quantities_reads_back_any_number_of_tanks(number: int, qualifier: Qualifier, in_words: bool) -> None:
    written = words_of(number) if in_words else f"{number:,}"
    (reading,) = quantities(f"The army lost {PREFIX[qualifier]}{written} tanks.")
    value = reading.value.value
    bound = {
        Qualifier.AT_LEAST: "low",
        Qualifier.MORE_THAN: "low",
        Qualifier.UP_TO: "high",
        Qualifier.FEWER_THAN: "high",
    }
    expected: dict[str, int | None] = {"low": None, "best": None, "high": None}
    expected[bound.get(qualifier, "best")] = number
    assert value == Quantity(expected["low"], expected["best"], expected["high"], qualifier)


@given(st.integers(2, 10_000), st.integers(1, 10_000))
def test_find_quantities_reads_back_any_range(low: int, more: int) -> None:
    for written in (
        f"between {low:,} and {low + more:,}",
        f"{low}-{low + more}",
        f"{words_of(low)} to {words_of(low + more)}",
    ):
        (reading,) = quantities(f"The army lost {written} tanks.")
        assert (reading.value.value.low, reading.value.value.high) == (low, low + more)


ALPHABET = st.sampled_from(
    [
        *"0123456789.,-–—‒ \n\n%$€(+)abcdeT’'“”:;½",
        *(" killed ", " tanks", " of ", " people", " and ", " since ", " March ", " to "),
    ]
)


@settings(max_examples=300)
@given(st.one_of(st.text(max_size=300), st.lists(ALPHABET, max_size=60).map("".join)))
def test_find_quantities_never_crashes_and_spans_reread(text: str) -> None:
    for reading in quantities(text, "2023-03-15"):
        assert reading.value.span.of(text) == reading.value.text
