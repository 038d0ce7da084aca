"""Places in sentences of our own: which names are places, which places they are, and how finely they fix where."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attribune.catalog import load_catalog
from attribune.model import Document, Mentions, PlaceReading, Reference, Span, document_id, text_hash
from attribune.normalize.place import find_places, first_mentions


def read(text: str) -> tuple[PlaceReading, ...]:
    """The places of a bare text, every span checked against it."""
    doc = Document(document_id(text), text, text_hash(text))
    sentences = tuple(Span(m.start(), m.end()) for m in re.finditer(r"\S[^.!?\n]*[.!?]?", text))
    paragraphs = tuple(Span(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text))
    found = find_places(doc, Mentions(paragraphs, sentences, (), (), (), ()), load_catalog())
    for reading in found:
        assert doc.text[reading.value.span.start : reading.value.span.end] == reading.value.text
    return found


def named(text: str) -> list[tuple[str, str, str | None]]:
    """(words, canonical name, country) of every place of a text."""
    return [(r.value.text, r.value.value.name, r.value.value.country) for r in read(text)]


def place(text: str, words: str) -> Reference:
    """What the first mention with these words stands for."""
    return next(reading.value.value for reading in read(text) if reading.value.text == words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Ukraine
        (
            "Russian troops had taken control of Urozhaine in the Donetsk region.",
            [("Urozhaine", "Urozhaine"), ("Donetsk region", "Donetsk Oblast")],
        ),
        (
            "The rebels have seized Nyabibwe, a mining town north of Bukavu.",
            [("Nyabibwe", "Nyabibwe"), ("Bukavu", "Bukavu")],
        ),
        (
            "Shells fell on Sloviansk, Donetsk region.",
            [("Sloviansk", "Sloviansk"), ("Donetsk region", "Donetsk Oblast")],
        ),
        ("The occupied region of Zaporizhzhia was quiet.", [("Zaporizhzhia", "Zaporizhzhia Oblast")]),
        (
            "Fighting went on in the regions of Donetsk and Lugansk.",
            [("Donetsk", "Donetsk Oblast"), ("Lugansk", "Luhansk Oblast")],
        ),
        (
            "Drones crossed the Sumy and Chernihiv regions.",
            [("Sumy", "Sumy Oblast"), ("Chernihiv", "Chernihiv Oblast")],
        ),
        ("Kharkov region was shelled, Ukraine said.", [("Kharkov region", "Kharkiv Oblast"), ("Ukraine", "Ukraine")]),
        ("Luhansk regional governor Ivan Petrenko spoke.", [("Luhansk", "Luhansk Oblast")]),
        ("Kursk’s acting governor spoke.", [("Kursk", "Kursk Oblast")]),
        ("The governor of Kherson left the city of Kherson.", [("Kherson", "Kherson Oblast"), ("Kherson", "Kherson")]),
        ("The mayor of Nikolaev spoke after Kyiv did.", [("Nikolaev", "Mykolaiv"), ("Kyiv", "Kyiv")]),
        ("KYIV, Ukraine (AP) — Sirens sounded.", [("KYIV", "Kyiv"), ("Ukraine", "Ukraine")]),
        (
            "A blast shook the Zaporizhzhya nuclear power plant.",
            [("Zaporizhzhya nuclear power plant", "Zaporizhzhia Nuclear Power Plant")],
        ),
        ("The London-supplied missiles reached Odessa.", [("London", "London"), ("Odessa", "Odesa")]),
        ("The plant lies in western Siberia.", [("western Siberia", "Western Siberia")]),
        ("Combat is raging over the Donbass.", [("Donbass", "Donbas")]),
        # Syria and Iraq
        (
            "Barrel bombs hit Saraqib in Idlib province.",
            [("Saraqib", "Saraqib"), ("Idlib province", "Idlib Governorate")],
        ),
        ("Syrian jets struck Deir al-Zour.", [("Deir al-Zour", "Deir ez-Zor")]),
        (
            "The convoy left Al-Qaim in Anbar province, Iraq.",
            [("Al-Qaim", "Al-Qaim"), ("Anbar province", "Anbar Governorate"), ("Iraq", "Iraq")],
        ),
        ("Peshmerga retook Sinjar from the north of Mosul.", [("Sinjar", "Sinjar"), ("Mosul", "Mosul")]),
        # Gaza, Israel, Lebanon
        ("Tanks rolled into Khan Yunis in Gaza.", [("Khan Yunis", "Khan Younis"), ("Gaza", "Gaza Strip")]),
        (
            "Israel struck targets in southern Lebanon.",
            [("Israel", "Israel"), ("southern Lebanon", "southern Lebanon")],
        ),
        ("Aid waits at the Rafah crossing.", [("Rafah crossing", "Rafah Crossing")]),
        # Sudan, DR Congo, Yemen, Sahel, Karabakh, Myanmar
        ("The RSF shelled El-Fasher, North Darfur.", [("El-Fasher", "El Fasher"), ("North Darfur", "North Darfur")]),
        ("Rebels took Bunagana in North Kivu.", [("Bunagana", "Bunagana"), ("North Kivu", "North Kivu")]),
        (
            "A tanker was hit in the Red Sea off Hodeida, Yemen.",
            [("Red Sea", "Red Sea"), ("Hodeida", "Hodeidah"), ("Yemen", "Yemen")],
        ),
        ("The army left Kidal in northern Mali.", [("Kidal", "Kidal"), ("northern Mali", "northern Mali")]),
        ("Trenches were shelled near Stepanakert.", [("Stepanakert", "Stepanakert")]),
        ("The garrison of Lashio, Shan State, gave up.", [("Lashio", "Lashio"), ("Shan State", "Shan State")]),
        # general news
        ("Voters in Toledo, Ohio, lined up.", [("Toledo", "Toledo"), ("Ohio", "Ohio")]),
        ("He lives in Lexington, Ky., with his wife.", [("Lexington", "Lexington"), ("Ky.", "Kentucky")]),
        (
            "The fair opened in Hilton Head, South Carolina.",
            [("Hilton Head", "Hilton Head"), ("South Carolina", "South Carolina")],
        ),
    ],
)
def test_find_places_names_the_places_of_a_sentence(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(words, name) for words, name, _ in named(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Ukrainian troops met Russian-held positions.",
        "Mr Lincoln thanked Madison Warren.",
        "She reads the Washington Post and the Moscow Times.",
        "Boston University and Houston Rockets fans agreed.",
        "In May and August nothing happened.",
        "Reading is nice, and most of it is free.",
        "A spokesman for the Bank of England declined to comment.",
        "They fired Javelin and Grad systems.",
        "The destroyer Bainbridge sailed on.",
        "US officials and the UK government agreed.",
        "Orange juice and turkey were served.",
        "Paris Hilton sang with Jordan Peterson.",
        "According to Telegram and Reuters, nobody was hurt.",
        "NATO, the EU and the UN were told.",
        "Hurricane Florence weakened.",
        "Elizabeth Warren spoke; Warren said she would go on.",
        "Voters backed Mrs. Clinton in droves, and Bernie Sanders in fewer numbers.",
        "Johnson & Johnson and the University of Maryland agreed.",
        "He praised Leon E. Panetta and Time magazine.",
    ],
)
def test_find_places_finds_none_in_names_of_people_bodies_and_things(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    ("text", "words", "country", "region"),
    [
        (
            "The factory in Paris, Texas, closed. Workers in Dallas and Houston protested.",
            "Paris",
            "US",
            (33.66, -95.55),
        ),
        ("The talks in Paris ended. France was pleased.", "Paris", "FR", (48.85, 2.35)),
        ("He returned to Tripoli. Libya was at war and Benghazi fell.", "Tripoli", "LY", (32.88, 13.19)),
        ("He returned to Tripoli. Lebanon was calm and Beirut slept.", "Tripoli", "LB", (34.44, 35.85)),
        ("Ukraine shelled Donetsk.", "Donetsk", "UA", (48.0, 37.8)),
        ("The village of Yampil near Lyman was retaken by Ukraine.", "Yampil", "UA", (48.94, 37.96)),
        ("Polls opened in Alabama, Georgia and Tennessee.", "Georgia", "US", (32.5, -83.3)),
        ("Turmoil in Paris, Ukraine, Libya and Syria overshadowed it.", "Paris", "FR", (48.85, 2.35)),
        ("Georgia and its capital Tbilisi fear Russia.", "Georgia", "GE", (42.0, 43.5)),
    ],
)
def test_find_places_chooses_between_namesakes_by_context(
    text: str, words: str, country: str, region: tuple[float, float]
) -> None:
    reference = place(text, words)
    assert reference.country == country
    assert reference.lat == pytest.approx(region[0], abs=1.0)
    assert reference.lon == pytest.approx(region[1], abs=1.0)


@pytest.mark.parametrize(
    ("text", "words", "precision"),
    [
        ("Shells hit Bakhmut, Ukraine.", "Bakhmut", 1),
        ("Shells fell near Bakhmut, Ukraine.", "Bakhmut", 2),
        ("Shells fell in Kharkiv region.", "Kharkiv region", 4),
        ("War returned to the Sahel.", "Sahel", 5),
        ("War returned to Sudan.", "Sudan", 6),
        ("A ship sank in the Black Sea.", "Black Sea", 7),
    ],
)
def test_find_places_says_how_finely_a_place_is_fixed(text: str, words: str, precision: int) -> None:
    reference = place(text, words)
    assert reference.where_precision == precision
    assert reference.radius_km is not None


def test_find_places_reads_a_letter_wrong_where_the_context_supports_it() -> None:
    assert place("Ukraine said the town of Lysychanks in Luhansk region had fallen.", "Lysychanks").name == "Lysychansk"


def test_find_places_keeps_an_unknown_village_without_inventing_a_point() -> None:
    reference = place("Sudan mourns: the village of Abu Qutumbura burned.", "Abu Qutumbura")
    assert (reference.id, reference.country, reference.lat) == (None, "SD", None)


def test_find_places_puts_an_unknown_village_roughly_where_its_neighbours_are() -> None:
    text = "Troops entered the villages of Zelenopolske Druhe and Robotyne in Ukraine."
    reference = place(text, "Zelenopolske Druhe")
    assert reference.id is None
    assert reference.radius_km == 30.0
    assert reference.lat == pytest.approx(47.4, abs=0.2)


def test_find_places_keeps_candidates_where_a_name_stays_ambiguous() -> None:
    reference = place("A barn burned down in Springfield on Friday.", "Springfield")
    assert reference.candidates[0] == reference.id
    assert len(reference.candidates) > 1


def test_find_places_reads_nothing_from_boilerplate_or_empty_text() -> None:
    assert read("") == ()


def test_first_mentions_gives_each_place_once() -> None:
    found = first_mentions(read("Kyiv waits. In Kiev, shops are open. Kyiv sleeps."))
    assert [reading.value.text for reading in found] == ["Kyiv"]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("Kyiv Gaz,.-'’()\n\tof in the région US Ab1»“"), max_size=120))
def test_find_places_never_fails_and_its_spans_always_read_back(text: str) -> None:
    for reading in read(text):
        assert reading.value.text


@pytest.mark.parametrize(
    ("text", "words", "name", "kind"),
    [
        ("A fire broke out in Plattsburgh, New York, on Monday.", "New York", "New York", "region"),
        ("A fire broke out in Athens, Georgia, on Monday.", "Georgia", "Georgia", "region"),
        ("A fire broke out in Rustavi, Georgia, on Monday.", "Georgia", "Georgia", "country"),
        ("The state of Israel was founded in 1948.", "Israel", "Israel", "country"),
        ("Talks in Windsor, Ont., failed.", "Ont.", "Ontario", "region"),
    ],
)
def test_find_places_tells_what_holds_a_town(text: str, words: str, name: str, kind: str) -> None:
    found = place(text, words)
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    ("text", "words", "lat"),
    [
        # The other towns of the text say in which state the namesake is.
        ("Hikers from Gorham, N.H., and Berlin, N.H., met in Nashua and walked to Conway.", "Conway", 43.98),
        (
            "The storm hit Conway after it had crossed Little Rock, Jonesboro and Pine Bluff in Arkansas.",
            "Conway",
            35.09,
        ),
    ],
)
def test_find_places_prefers_the_namesake_in_the_region_of_the_other_towns(text: str, words: str, lat: float) -> None:
    assert place(text, words).lat == pytest.approx(lat, abs=0.1)


@pytest.mark.parametrize(
    "text",
    [
        "Troy residents will pay more for water.",
        "A Paris man was arrested on Tuesday.",
        "Thieves broke into a church in Florence, the Rev. Paul Florence said.",
    ],
)
def test_find_places_knows_a_town_by_its_people_or_by_what_is_in_it(text: str) -> None:
    assert [name for _, name, _ in named(text)] in (["Troy"], ["Paris"], ["Florence"])


@pytest.mark.parametrize(
    "text",
    [
        "Voters lost confidence in Johnson, aides to Boris Johnson said.",
        "Sawmills in Oregon have laid off 600 people, and Oregon pays.",
    ],
)
def test_find_places_takes_no_trusted_person_and_no_opening_plural_for_a_town(text: str) -> None:
    assert not {"Johnson", "Sawmills"} & {words for words, _, _ in named(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MARION — Two men were charged.", ["Marion"]),
        ("ST. JOHN'S, N.L. — A trawler sank.", ["St. John's", "Newfoundland and Labrador"]),
        ("Florida State beat the Wolverines 31-10.", []),
        ("The Florida Department of Health warned of ticks.", []),
        ("Villages in Isabela province were cleared, Manila said.", ["Isabela", "Manila"]),
        ("Bozeman has grown faster than any town in Montana.", ["Bozeman", "Montana"]),
        ("Storms crossed the Upper Peninsula and Lake Huron.", ["Upper Peninsula", "Lake Huron"]),
    ],
)
def test_find_places_reads_datelines_states_and_provinces_of_general_news(text: str, expected: list[str]) -> None:
    assert [reading.value.value.name for reading in read(text)] == expected


def test_a_state_of_the_us_is_not_the_bulgarian_town_of_its_name() -> None:
    found = place("Commissioners in Bozeman and Livingston said Montana would pay.", "Montana")
    assert (found.country, found.kind) == ("US", "region")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kyiv is the capital of Ukraine.", ["Kyiv", "Ukraine"]),
        ("Las Vegas, the gambling capital of America, slept.", ["Las Vegas", "United States"]),
        ("China, Japan, and South Korea are key partners.", ["China", "Japan", "South Korea"]),
        ("Lebanon, Ohio, was quiet.", ["Lebanon", "Ohio"]),
        ("Iowa, Nevada, Ohio and Maine will vote.", ["Iowa", "Nevada", "Ohio", "Maine"]),
        ("Sanders officials and Clinton voters met in Burlington, Vermont.", ["Burlington", "Vermont"]),
        ("Eleven directors will come from Allergan, a firm in Michigan.", ["Michigan"]),
    ],
)
def test_find_places_reads_capitals_lists_of_countries_and_people_as_such(text: str, expected: list[str]) -> None:
    assert [reading.value.value.name for reading in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("He lives on the South Side of Chicago.", "Side"),
        ("He went to the Naval Academy at Annapolis, Md., in 1990.", "Naval Academy"),
        ("Mitt Romney spoke first. He had to respond to Romney's critics.", "Romney"),
    ],
)
def test_find_places_takes_no_side_academy_or_politician_for_a_town(text: str, absent: str) -> None:
    assert absent not in {words for words, _, _ in named(text)}
