"""Captions with their credit lines, in the forms that outlets print them, and who is credited."""

from __future__ import annotations

import pytest

from attribune.catalog import load_catalog
from attribune.extract.media import media
from attribune.ingest.document import Metadata, make_document
from attribune.model import Document, Mentions
from attribune.normalize.media import find_media

HEAD = (
    "Russia shells Odesa port as grain talks stall\n\nThe army said on Monday that the port was shelled again and "
    "three people died.\n\n"
)
TAIL = "\n\nOfficials said that the talks would go on in Istanbul next week, and no date was given."

CREDITED = [
    (
        "Rescuers work at a damaged building in Kharkiv, Ukraine, Monday, May 8, 2023. (AP Photo/Evgeniy Maloletka)",
        ["Associated Press", "Evgeniy Maloletka"],
    ),
    (
        "A woman walks past a destroyed house in Bakhmut. Photo: Oleksandr Ratushniak/Reuters",
        ["Oleksandr Ratushniak", "Reuters"],
    ),
    (
        "Smoke rises over the port of Hodeidah after an air strike. Photograph: Khaled Abdullah/Reuters",
        ["Khaled Abdullah", "Reuters"],
    ),
    (
        "Smoke rises over the port of Hodeidah after an air strike [Khaled Abdullah/Reuters]",
        ["Khaled Abdullah", "Reuters"],
    ),
    ("Palestinians inspect a house in Rafah, March 3, 2024 [Mohammed Salem/Reuters]", ["Mohammed Salem", "Reuters"]),
    (
        "A tank burns near the road.\nMinistry of Defense of Russia/Newsflash",
        ["Ministry of Defence of the Russian Federation", "Newsflash"],
    ),
    ("Servicemen fire a howitzer at the front line. REUTERS/Gleb Garanich", ["Reuters", "Gleb Garanich"]),
    (
        "Servicemen fire a howitzer at the front line. Press Service of the 93rd Brigade/Handout via REUTERS",
        ["Press Service of the 93rd Brigade", "Reuters"],
    ),
    ("A screengrab from a video shows a strike on a bridge. (Screengrab/Telegram)", ["Telegram"]),
    (
        "A drone view of the ruined theatre. Ukrainian Ministry of Defence/Handout via Reuters",
        ["Ministry of Defence of Ukraine", "Reuters"],
    ),
    (
        "A still from footage released by the brigade. Courtesy of the 47th Brigade",
        ["47th Separate Mechanized Brigade"],
    ),
    (
        "Volunteers load aid in Tawila. (Photo by Marwan Ali/AFP via Getty Images)",
        ["Marwan Ali", "Agence France-Presse", "Getty Images"],
    ),
    (
        "Volunteers load aid in Tawila. Marwan Ali/AFP via Getty Images",
        ["Marwan Ali", "Agence France-Presse", "Getty Images"],
    ),
    ("Volunteers load aid in Tawila. Photo by Marwan Ali/AFP", ["Marwan Ali", "Agence France-Presse"]),
    ("Fighters of the M23 in Goma. © Arlette Bashizi/Reuters", ["Arlette Bashizi", "Reuters"]),
    ("Fighters of the M23 in Goma. © AFP", ["Agence France-Presse"]),
    ("Fighters of the M23 in Goma. Image: Arlette Bashizi/REUTERS", ["Arlette Bashizi", "Reuters"]),
    ("A crater in the yard of a school in Zaporizhzhia. Image source, Getty Images", ["Getty Images"]),
    ("A crater in the yard of a school in Zaporizhzhia.\nGetty Images", ["Getty Images"]),
    ("A crater in the yard of a school in Zaporizhzhia.\nGETTY IMAGES", ["Getty Images"]),
    (
        "A crater in the yard of a school in Zaporizhzhia.\nPhoto: State Emergency Service of Ukraine",
        ["State Emergency Service of Ukraine"],
    ),
    (
        "A crater in the yard of a school in Zaporizhzhia. Photo credit: State Emergency Service of Ukraine",
        ["State Emergency Service of Ukraine"],
    ),
    ("A crater in the yard of a school (via Telegram)", ["Telegram"]),
    ("A soldier fires a mortar near Avdiivka. Libkos/AP", ["Libkos", "Associated Press"]),
    ("A soldier fires a mortar near Avdiivka. (Libkos/AP)", ["Libkos", "Associated Press"]),
    (
        "A soldier fires a mortar near Avdiivka. EPA-EFE/OLEG PETRASYUK",
        ["European Pressphoto Agency", "OLEG PETRASYUK"],
    ),
    (
        "A soldier fires a mortar near Avdiivka. Source: General Staff of the Armed Forces of Ukraine/Facebook",
        ["General Staff of the Armed Forces of Ukraine", "Facebook"],
    ),
    (
        "A soldier fires a mortar near Avdiivka. (Russian Defense Ministry Press Service via AP)",
        ["Ministry of Defence of the Russian Federation", "Associated Press"],
    ),
    (
        "In this photo taken from video released by the Russian Defense Ministry Press Service on "
        "Friday, a rocket launcher fires. (Russian Defense Ministry Press Service via AP)",
        ["Ministry of Defence of the Russian Federation", "Associated Press"],
    ),
    ("Aid trucks wait at the crossing. Anadolu via Getty Images", ["Anadolu Agency", "Getty Images"]),
    ("Aid trucks wait at the crossing. (Xinhua)", ["Xinhua News Agency"]),
    ("Aid trucks wait at the crossing. (Xinhua/Rizek Abdeljawad)", ["Xinhua News Agency", "Rizek Abdeljawad"]),
    ("Aid trucks wait at the crossing. AFP", ["Agence France-Presse"]),
    (
        "FILE PHOTO: Aid trucks wait at the crossing. REUTERS/Mohamed Abd El Ghany/File Photo",
        ["Reuters", "Mohamed Abd El Ghany"],
    ),
    (
        "FILE - Aid trucks wait at the crossing, Jan. 3, 2024. (AP Photo/Hatem Ali, File)",
        ["Associated Press", "Hatem Ali"],
    ),
    (
        "A satellite image shows craters at the airfield. Maxar Technologies/Handout via REUTERS",
        ["Maxar Technologies", "Reuters"],
    ),
    (
        "A satellite image shows craters at the airfield. (Satellite image ©2024 Maxar Technologies via AP)",
        ["Maxar Technologies", "Associated Press"],
    ),
    ("A satellite image shows craters at the airfield. Planet Labs PBC/AP", ["Planet Labs", "Associated Press"]),
    ("A Houthi fighter on the deck of the ship. Houthi Military Media/Handout", ["Houthi Military Media"]),
    ("The destroyed column. @frontline_notes/Telegram", ["@frontline_notes", "Telegram"]),
    ("The destroyed column. Image Credit: X/@frontline_notes", ["X", "@frontline_notes"]),
]
PROSE = [
    "The army fired 40 rockets. (See also page 4.)",
    "He said it was over. Moscow disagreed.",
    "The range is 500 km (310 miles).",
    "The agreement was signed in Doha. Qatar/US relations improved.",
    "It was the first visit since 2011 (Reuters reported last week).",
    "The group controls the town of Kidal (in the north).",
    "He spoke to Al Jazeera in Doha. AFP could not reach him.",
]


def credited(line: str) -> list[tuple[str, str | None, list[str]]]:
    """Caption, credit and the names of a line that stands in an article."""
    doc = make_document(HEAD + line + TAIL, "article", Metadata(published="2024-03-03", language="en"))
    assert isinstance(doc, Document)
    found = find_media(doc, Mentions((), (), (), (), media(doc), ()), load_catalog())
    return [
        (
            one.caption.of(doc.text),
            one.credit.of(doc.text) if one.credit is not None else None,
            [reference.name for reference in one.credited_to],
        )
        for one in found
    ]


@pytest.mark.parametrize(("line", "names"), CREDITED)
def test_credit_of_each_form(line: str, names: list[str]) -> None:
    ((caption, credit, found),) = credited(line)
    assert credit is not None
    assert line.startswith(caption)
    assert line.endswith(credit)
    assert found == names


@pytest.mark.parametrize("line", PROSE)
def test_no_credit_where_a_sentence_names_an_agency_or_ends_in_brackets(line: str) -> None:
    assert credited(line) == []
