"""Parties found in text, looked up by name and day, and composed from institution and owner."""

from __future__ import annotations

import pickle
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attribune.catalog import Form, load_catalog

PARTIES = load_catalog().parties


def found(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """(words, form, ids) of every match, after checking that each span re-reads."""
    rows = []
    for match in PARTIES.find(text):
        assert match.span.of(text) == match.alias
        rows.append((match.alias, str(match.form), match.ids))
    return rows


COMPOSED = [
    ("Russian Defence Ministry", "ru-defence-ministry", "Ministry of Defence of the Russian Federation"),
    ("Ministry of Defense of Russia", "ru-defence-ministry", "Ministry of Defence of the Russian Federation"),
    (
        "Ministry of Defence of the Russian Federation",
        "ru-defence-ministry",
        "Ministry of Defence of the Russian Federation",
    ),
    ("UK Ministry of Defence", "gb-defence-ministry", "Ministry of Defence of the United Kingdom"),
    ("Israel's foreign ministry", "il-foreign-ministry", "Ministry of Foreign Affairs of Israel"),
    ("Sudanese armed forces", "sd-forces", "Sudanese Armed Forces"),
    ("French army", "fr-forces", "French Armed Forces"),
    ("Chadian army", "td-forces", "Chadian National Army"),
    ("Iraqi interior ministry", "iq-interior-ministry", "Ministry of Interior of Iraq"),
    ("health ministry in Gaza", "ps-gaza-health-ministry", "Gaza Ministry of Health"),
    ("Gaza's Hamas-run health ministry", "ps-gaza-health-ministry", "Gaza Ministry of Health"),
    ("Lebanon’s health ministry", "lb-health-ministry", "Ministry of Public Health of Lebanon"),
    ("Ukraine’s presidency", "ua-presidency", "Office of the President of Ukraine"),
    ("Russian officials", "ru-officials", "Russian officials"),
    ("Ukrainian authorities", "ua-authorities", "Ukrainian authorities"),
    ("Luhansk regional governor", "ua-luhansk-governor", "Governor of Luhansk Oblast"),
    ("Somaliland's foreign ministry", "so-somaliland-foreign-ministry", "Ministry of Foreign Affairs of Somaliland"),
    ("Abkhazia's de facto foreign minister", "ge-abkhazia-foreign-minister", "Minister of Foreign Affairs of Abkhazia"),
    ("the Taliban's interior ministry", "af-interior-ministry", "Ministry of Interior of Afghanistan"),
    ("health ministry run by the Houthis", "ye-houthi-health-ministry", "Ministry of Health (Houthi-run)"),
    ("health ministry in Hamas-run Gaza", "ps-gaza-health-ministry", "Gaza Ministry of Health"),
    ("governor of Lugansk region", "ua-luhansk-governor", "Governor of Luhansk Oblast"),
    ("head of the Kherson regional military administration", "ua-kherson-governor", "Governor of Kherson Oblast"),
    (
        "Press service of the Chelyabinsk region",
        "ru-chelyabinsk-press-service",
        "Press service of the Chelyabinsk Oblast government",
    ),
    ("Russian occupying forces", "ru-forces", "Armed Forces of the Russian Federation"),
    ("Kyiv's forces", "ua-forces", "Armed Forces of Ukraine"),
    ("UN human rights chief", "un-human-rights-chief", "United Nations High Commissioner for Human Rights"),
    ("US Department of Defense", "us-defence-ministry", "United States Department of Defense"),
    ("North Kivu governor", "cd-north-kivu-governor", "Governor of North Kivu"),
    ("Ethiopian prime minister", "et-prime-minister", "Prime Minister of Ethiopia"),
    ("Ukraine’s top commander", "ua-commander-in-chief", "Commander-in-Chief of the Armed Forces of Ukraine"),
    ("Ministry of Defence of the RF", "ru-defence-ministry", "Ministry of Defence of the Russian Federation"),
    ("Russian diplomacy", "ru-foreign-ministry", "Ministry of Foreign Affairs of the Russian Federation"),
    ("Israel's prime minister's office", "il-prime-minister-office", "Office of the Prime Minister of Israel"),
    (
        "Permanent Mission of Algeria to the United Nations",
        "dz-mission-un",
        "Permanent Mission of Algeria to the United Nations",
    ),
    (
        "Israel’s ambassador to the UN",
        "il-un-ambassador",
        "Permanent Representative of Israel to the United Nations",
    ),
    ("Iranian state television", "ir-state-television", "Iranian state television"),
    ("Russian military bloggers", "ru-military-bloggers", "Russian military bloggers"),
    ("Kharkiv regional military administration", "ua-kharkiv-administration", "Kharkiv Oblast Military Administration"),
    (
        "Russian-installed officials in Kherson",
        "ua-kherson-occupation-administration",
        "Russian-installed administration of Kherson Oblast",
    ),
    ("US officials", "us-officials", "US officials"),
]


@pytest.mark.parametrize(("words", "party_id", "name"), COMPOSED)
def test_find_composes_institution_and_owner(words: str, party_id: str, name: str) -> None:
    text = f"On Monday the {words.removeprefix('the ')} said nothing."
    assert (words, party_id) in {(alias, ids[0]) for alias, _, ids in found(text) if ids}
    party = PARTIES.get(party_id)
    assert party is not None
    assert party.name == name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The IDF said", [("IDF", "name", ("il-forces",))]),
        ("give us arms", []),
        ("the sam missile", []),
        ("Iran-backed fighters", [("Iran", "modifier", ("ir",)), ("fighters", "generic", ())]),
        ("Russian-held towns", [("Russian", "modifier", ("ru",))]),
        ("Moscow said", [("Moscow", "metonym", ("ru",))]),
        ("Kyiv denied it", [("Kyiv", "metonym", ("ua-government",))]),
        ("Zelensky said", [("Zelensky", "short", ("ua-zelenskyy",))]),
        ("the ministry of defence", [("ministry of defence", "generic", ())]),
        ("May rains fell in turkey farms", []),
        ("Analysts at the ISW said", [("ISW", "name", ("isw",))]),
        ("al-Qassam Brigades fighters", [("al-Qassam Brigades", "name", ("ps-qassam",)), ("fighters", "generic", ())]),
        ("Ministry of Defense of Russia/Newsflash", [
            ("Ministry of Defense of Russia", "composed", ("ru-defence-ministry",)),
            ("Newsflash", "name", ("newsflash",)),
        ]),
        ("US Army General", [("US Army", "name", ("us-army",))]),
    ],
)  # fmt: skip
def test_find_names_parties_by_form(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("words", "party_id", "name"),
    [
        ("embassy of Japan in Germany", "jp-embassy-at-de", "Embassy of Japan in Germany"),
        ("Japanese embassy in Berlin", "jp-embassy-at-de", "Embassy of Japan in Germany"),
        ("Ukrainian ambassador to the UK", "ua-ambassador-at-gb", "Ambassador of Ukraine to the United Kingdom"),
        ("EU delegation to Ethiopia", "eu-delegation-at-et", "Delegation of the European Union to Ethiopia"),
        ("embassy of Japan", "jp-embassy", "Embassy of Japan"),
    ],
)
def test_find_composes_an_embassy_with_its_host(words: str, party_id: str, name: str) -> None:
    assert (words, "composed", (party_id,)) in found(f"On Monday the {words} to everybody said nothing.")
    party = PARTIES.get(party_id)
    assert party is not None
    assert party.name == name


@pytest.mark.parametrize("party_id", ["jp-police-at-de", "jp-embassy-at-xx", "ua-luhansk-embassy-at-de"])
def test_get_is_none_for_an_institution_that_is_sent_nowhere(party_id: str) -> None:
    assert PARTIES.get(party_id) is None


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("State Department", "United States Department of State"),
        ("Pentagon", "United States Department of Defense"),
        ("MONUSCO", "United Nations Organization Stabilization Mission in the Democratic Republic of the Congo"),
        ("UNIFIL", "United Nations Interim Force in Lebanon"),
        ("ISAF", "International Security Assistance Force"),
        ("White Helmets", "Syria Civil Defence"),
        ("Houthis", "Ansar Allah"),
        ("Houthi-run health ministry", "Ministry of Health (Houthi-run)"),
        ("Hamas-run health ministry", "Gaza Ministry of Health"),
        ("UNMIS", "United Nations Mission in the Sudan"),
        ("UNMISS", "United Nations Mission in South Sudan"),
    ],
)
def test_lookup_gives_the_official_name(name: str, canonical: str) -> None:
    assert [party.name for party in PARTIES.lookup(name)] == [canonical]


def test_find_marks_an_office_before_a_name_as_title() -> None:
    rows = found("Ukrainian President Volodymyr Zelenskyy and Defense Minister Oleksii Reznikov spoke.")
    assert rows == [
        ("Ukrainian President", "title", ("ua-president",)),
        ("Volodymyr Zelenskyy", "name", ("ua-zelenskyy",)),
        ("Defense Minister", "title", ()),
        ("Oleksii Reznikov", "name", ("ua-reznikov",)),
    ]


@pytest.mark.parametrize(
    ("office", "day", "holder"),
    [
        ("Governor of Luhansk Oblast", date(2022, 7, 6), "Serhii Haidai"),
        ("Luhansk governor", date(2023, 6, 1), "Artem Lysohor"),
        ("Ukrainian defence minister", date(2022, 10, 12), "Oleksii Reznikov"),
        ("Ukraine's defence minister", date(2024, 1, 1), "Rustem Umerov"),
        ("US president", date(2022, 6, 1), "Joe Biden"),
        ("President of the United States", date(2025, 6, 1), "Donald Trump"),
        ("NATO Secretary General", date(2022, 10, 12), "Jens Stoltenberg"),
        ("British prime minister", date(2022, 10, 1), "Liz Truss"),
        ("mayor of Mykolayiv", date(2022, 10, 13), "Oleksandr Sienkevych"),
    ],
)
def test_lookup_gives_the_holder_of_the_day_first(office: str, day: date, holder: str) -> None:
    parties = PARTIES.lookup(office, day)
    assert parties[0].name == holder
    assert parties[1].kind == "office"


def test_lookup_knows_no_party_for_an_ordinary_word() -> None:
    assert PARTIES.lookup("yesterday") == ()
    assert PARTIES.lookup("") == ()


def test_holder_is_none_before_the_first_term() -> None:
    assert PARTIES.holder("ua-luhansk-governor", date(1995, 1, 1)) is None


@pytest.mark.parametrize(
    ("code", "name"),
    [("RU", "Russian Federation"), ("UA", "Government of Ukraine"), ("LV", "Government of Latvia"), ("NATO", "NATO")],
)
def test_voice_is_who_speaks_for_a_country(code: str, name: str) -> None:
    party = PARTIES.voice(code)
    assert party is not None
    assert party.name == name


def test_every_country_has_its_institutions() -> None:
    for code in PARTIES.countries:
        for institution in ("defence-ministry", "forces", "president", "officials"):
            party = PARTIES.institution(code, institution)
            assert party is not None, (code, institution)
            assert party.country == code


def test_reference_carries_id_name_kind_and_country() -> None:
    party = PARTIES.get("ua-haidai")
    assert party is not None
    reference = PARTIES.reference(party)
    assert (reference.id, reference.name, reference.kind, reference.country) == (
        "ua-haidai",
        "Serhii Haidai",
        "person",
        "UA",
    )


def test_get_is_none_for_an_unknown_id() -> None:
    assert PARTIES.get("xx-nothing") is None
    assert PARTIES.get("ua-luhansk-embassy") is None


def test_catalog_travels_as_a_reference() -> None:
    catalog = load_catalog()
    assert pickle.loads(pickle.dumps(catalog)) is catalog


def test_find_reads_a_long_live_blog() -> None:
    text = "Ukrainian forces repelled attacks near Bakhmut, the General Staff said on Monday. " * 900
    assert len(PARTIES.find(text)) == 1800


@given(st.text())
def test_find_re_reads_and_never_overlaps_on_any_text(text: str) -> None:
    last = 0
    for match in PARTIES.find(text):
        assert match.span.of(text) == match.alias
        assert match.span.start >= last
        assert match.form is Form.GENERIC or match.form is Form.TITLE or match.ids
        last = match.span.end
