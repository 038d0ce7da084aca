"""Who "the former", "the latter", "neither" and "one of the …" are, and who is told of only at second hand."""

from __future__ import annotations

from datetime import date

import pytest

from tests.normalize.test_speaker import claimants

DAY = date(2024, 5, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[Pavel Drobny, the town’s mayor|said|the bridge was mined]]. [[Frans Aalders, a Dutch envoy|said|it "
            "was not]]. [[The former|promised|photographs]]. [[The latter|asked|for a date]].",
            ["Pavel Drobny", "Frans Aalders", "Pavel Drobny", "Frans Aalders"],
            id="the former and the latter",
        ),
        pytest.param(
            "[[An elder|said|the lists had been agreed]]. [[A relative of one of the prisoners|said|she had heard that "
            "twice]]. [[This last|asked|for witnesses]].",
            ["unnamed elder", "unnamed relative of one of the prisoners", "unnamed relative of one of the prisoners"],
            id="this last",
        ),
        pytest.param(
            "[[Pavel Drobny, the town’s mayor|said|the bridge was mined]]. [[Frans Aalders, a Dutch envoy|said|it "
            "was not]]. [[Neither|would say|who had looked]].",
            ["Pavel Drobny", "Frans Aalders", "Pavel Drobny and Frans Aalders"],
            id="neither of two people",
        ),
    ],
)
def test_claimant_when_one_of_the_last_two_is_meant(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[[One of the thirty-three members of the committee|said|that none of it happened]].",
            "unnamed member of the committee",
        ),
        ("[[one of its officers, who crossed on foot|said|that none of it happened]].", "unnamed officer"),
        ("[[Several of the women of the camp|said|that none of it happened]].", "unnamed women of the camp"),
        (
            "[[The head of that village’s association in Goma|said|that none of it happened]].",
            "unnamed head of that village’s association in Goma",
        ),
        ("[[A coalition to which they belong|said|that none of it happened]].", "unnamed coalition"),
        ("[[“informed sources” in Aden|said|that none of it happened]].", "unnamed informed sources in Aden"),
    ],
)
def test_name_when_nobody_is_named(text: str, expected: str) -> None:
    assert claimants(text, DAY) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[A farmer and his son|said|the mine was old]]. [[They|had reported|it twice]].",
            ["unnamed farmer and his son"] * 2,
            id="two strangers are they",
        ),
        pytest.param(
            "[[Its spokesman, Yasser al-Farhan|said|the lists were complete]]. [[Farhan|added|that they were secret]].",
            ["Yasser al-Farhan"] * 2,
            id="a surname without its article",
        ),
        pytest.param(
            "[[The governor of Nineveh, Atheel al-Nujaifi|said|the town would hold]]. It fell in June.\n\nHe lives in "
            "Erbil now. [[The former governor|said|nobody had answered]].",
            ["Atheel al-Nujaifi"] * 2,
            id="an office that the text alone gives",
        ),
    ],
)
def test_claimant_when_a_person_comes_back(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[The prosecutor|opposed|any delay]]. [[The judge|granted|ten days]]. [[She|said|it was enough]].",
            ["unnamed prosecutor", "unnamed judge", "unnamed judge"],
            id="two callings are two strangers",
        ),
        pytest.param(
            "Marek Horba drove the last bus out of the suburb. [[The regional governor|said|3,200 people had left]]. "
            "[[The driver|thinks|that it was fewer]].",
            ["unnamed regional governor", "Marek Horba"],
            id="what the narration has somebody do",
        ),
        pytest.param(
            "[[Brigadier General Haider Fadhil|said|the river was near]]. [[A young fighter|said|the road was cut]]. "
            "[[The brigadier|declined to discuss|the road]].",
            ["Haider Fadhil", "unnamed young fighter", "Haider Fadhil"],
            id="half of a rank",
        ),
        pytest.param(
            "[[The group’s spokesman|called|it a slander]]. [[Major Tibor Halasz|told us|to come and see]].",
            ["Tibor Halasz"] * 2,
            id="a rank and name behind the description",
        ),
        pytest.param(
            "[[Jan Mehdi, the owner|said|an officer had refused]]. [[The officer|answered|that there was no time]].",
            ["Jan Mehdi", "unnamed officer"],
            id="who speaks behind a name is not its bearer",
        ),
        pytest.param(
            "[[NATO Secretary General Mark Rutte|said|the cable was cut]]. [[The officer on the quay|waved|us away]].",
            ["Mark Rutte", "unnamed officer on the quay"],
            id="a secretary general is no officer",
        ),
        pytest.param(
            "[[Ukraine’s foreign minister, Dmytro Kuleba,|said|so]]. [[The energy minister|said|power was lost]].",
            ["Dmytro Kuleba", "Herman Halushchenko"],
            id="another minister",
        ),
        pytest.param(
            "Prime Minister Albin Kurti was there. Kosovo mourned. [[The interior minister|showed|the arms]].",
            ["Minister of Interior of Kosovo"],
            id="a prime minister is not the minister",
        ),
        pytest.param(
            "[[Mary Reyes, the leader of the Harbour List,|said|no]]. [[The leader of the Unity Front|said|yes]].",
            ["Mary Reyes", "unnamed leader of the Unity Front"],
            id="the leader of others",
        ),
        pytest.param(
            "Some 20 sailors stood on the quay. [[They|said|nobody had asked them]].",
            ["unnamed sailors"],
            id="how many they are is no part of the name",
        ),
        pytest.param(
            "[[The minister of justice, Pavel Horak,|said|no]]. [[The justice minister|added|yes]].",
            ["Pavel Horak"] * 2,
            id="the same minister in other words",
        ),
        pytest.param(
            "[[Her neighbour, a former technician of the airfield|said|the sirens came late]].",
            ["unnamed neighbour, a former technician of the airfield"],
            id="what a stranger is besides",
        ),
        pytest.param(
            "We asked Captain Serhii Maliar, press officer of a brigade, what is left. The sky was grey that day. "
            "[[Maliar|said|nothing was]].",
            ["Serhii Maliar"],
            id="a surname that somebody in the catalogue bears too",
        ),
    ],
)
def test_claimant_when_two_could_be_meant(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected
