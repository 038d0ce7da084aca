"""Speakers described first and named after."""

from __future__ import annotations

from datetime import date

import pytest

from tests.normalize.test_speaker import claimants

DAY = date(2024, 8, 5)
MONITOR = "Syrian Observatory for Human Rights"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "[[A monitoring group|said|twelve people were killed]]. The dead include four children.\n\n"
            "[[The Syrian Observatory for Human Rights|said|it hit a depot]].",
            [MONITOR, MONITOR],
            id="a monitor, then its name",
        ),
        pytest.param(
            "[[A war monitor|said|nine died]]. [[The monitor|added|that they were fighters]].\n\n"
            "[[The Syrian Observatory for Human Rights|said|nine died at dawn]].",
            [MONITOR] * 3,
            id="who went back to the description goes with it",
        ),
        pytest.param(
            "[[An ethnic armed group|declared|Lashio liberated]]. The Arakan Army released photographs of its men.",
            ["Arakan Army"],
            id="a group that the next sentence names",
        ),
        pytest.param(
            "Shelling kills 20 in Omdurman, [[doctors|say|20 died in a market]]\n\n"
            "[[The Sudan Doctors Network|said|20 people died when shells hit the market]].",
            ["Sudan Doctors Network"] * 2,
            id="a headline's doctors",
        ),
        pytest.param(
            "[[A war monitor|said|nine died]]. [[Hamas|said|its men had left the town]].",
            ["unnamed war monitor", "Hamas"],
            id="not a body that nobody calls so",
        ),
        pytest.param(
            "[[Amnesty International|said|nine died]]. [[Another rights group|said|ten]]. [[Oxfam|said|x]].",
            ["Amnesty International", "unnamed rights group", "Oxfam"],
            id="another is another",
        ),
        pytest.param(
            "[[Amnesty International|said|nine died]]. [[A rights group|said|ten]]. [[Amnesty International|said|x]].",
            ["Amnesty International", "unnamed rights group", "Amnesty International"],
            id="not a body that was named before",
        ),
    ],
)
def test_a_description_goes_to_the_name_after_it(text: str, expected: list[str]) -> None:
    assert claimants(text, DAY) == expected


def test_rebels_without_a_name_are_those_of_the_country_of_the_text() -> None:
    text = "Syria pressed its attack. [[Rebels|said|they held two blocks]]. [[They|accused|Damascus of lies]]."
    assert claimants(text, date(2016, 12, 10)) == ["Syrian armed opposition"] * 2


def test_who_adds_has_spoken_before() -> None:
    text = "[[The Russian Defence Ministry|said|so]]. The Russian army also struck a depot. [[They|added|it burned]]."
    assert claimants(text, DAY)[-1] == "Ministry of Defence of the Russian Federation"
