"""Officers without a name: by their post in a body, by their place of work, by whom they serve."""

from __future__ import annotations

import pytest

from tests.normalize.test_speaker import claimants


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "[[Amnesty International|said|it was unlawful]]. [[Its deputy regional director|urged|an inquiry]].",
            ["Amnesty International", "Deputy regional director of Amnesty International"],
        ),
        (
            "[[The Lebanese Red Cross|said|two medics died]]. [[Its president|demanded|protection]].",
            ["Lebanese Red Cross", "President of the Lebanese Red Cross"],
        ),
        (
            "[[Médecins Sans Frontières|said|it treated 50]]. [[Its head of mission in Sudan|said|no beds]].",
            ["Médecins Sans Frontières", "Head of mission of Médecins Sans Frontières"],
        ),
        (
            "[[The farmers’ association of Jenin|said|the press was lost]]. [[Its chairman|wants|compensation]].",
            ["unnamed farmers’ association of Jenin", "Chairman of the farmers’ association of Jenin"],
        ),
        (
            "[[The Norwegian Refugee Council|said|it had left]]. [[Its spokesman|spoke|of shame]].",
            ["Norwegian Refugee Council", "Norwegian Refugee Council"],
        ),
        (
            "[[Amnesty International|said|it was unlawful]]. [[Its researchers|urged|an inquiry]].",
            ["Amnesty International", "Amnesty International"],
        ),
    ],
)
def test_post_when_a_body_has_it(text: str, expected: list[str]) -> None:
    assert claimants(text) == expected


def test_post_when_the_text_names_its_holder() -> None:
    text = (
        "[[The Norwegian Refugee Council|said|it had left]]. [[Jan Egeland, secretary general of the Norwegian Refugee "
        "Council,|spoke|of shame]]. [[The council’s secretary general|urged|a truce]]."
    )
    assert claimants(text)[1:] == ["Jan Egeland", "Jan Egeland"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A shell hit Mercy Hospital at dawn. [[The hospital’s director|said|four were hurt]].", "Mercy Hospital"),
        ("Fighters looted the University of Gezira. [[The university’s rector|said|no]].", "the University of Gezira"),
        (
            "They shelled the general hospital of Sool. [[The hospital’s director|said|so]].",
            "the general hospital of Sool",
        ),
    ],
)
def test_post_when_the_text_names_the_place(text: str, expected: str) -> None:
    assert claimants(text)[0] in {f"Director of {expected}", f"Rector of {expected}"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bosco Ntaganda was convicted. [[His counsel|announced|an appeal]].", "Counsel of Bosco Ntaganda"),
        ("Joseph Kabila was sentenced. [[His lawyers|called|it political]].", "Lawyers of Joseph Kabila"),
        ("Kharkiv Mayor Ihor Terekhov came. [[His office|raised|the toll]].", "Office of the Mayor of Kharkiv"),
    ],
)
def test_post_when_it_serves_a_person(text: str, expected: str) -> None:
    assert claimants(text) == [expected]


def test_description_when_that_stands_behind_of() -> None:
    text = "[[The head of that community’s association in Goma|said|146 had died]]."
    assert claimants(text) == ["unnamed head of that community’s association in Goma"]
