"""The gazetteer: lookups, kinds, names, size and speed of loading."""

from __future__ import annotations

import pickle

import pytest

from attribune.catalog.gazetteer import DATA, Gazetteer, load_gazetteer
from attribune.errors import FatalError


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "kind", "canonical"),
    [
        ("Kiev", "UA", "settlement", "Kyiv"),
        ("Severodonetsk", "UA", "settlement", "Sievierodonetsk"),
        ("Artemivsk", "UA", "settlement", "Bakhmut"),
        ("Nikolaev", "UA", "settlement", "Mykolaiv"),
        ("Lugansk Oblast", "UA", "region", "Luhansk Oblast"),
        ("Donbass", "UA", "area", "Donbas"),
        ("Crimea", "UA", "region", "Crimea"),
        ("Deir al-Zour", "SY", "settlement", "Deir ez-Zor"),
        ("Anbar province", "IQ", "region", "Anbar Governorate"),
        ("Sana’a", "YE", "settlement", "Sanaa"),
        ("El Geneina", "SD", "settlement", "Geneina"),
        ("North Kivu", "CD", "region", "North Kivu"),
        ("Khan Yunis", "PS", "settlement", "Khan Younis"),
        ("Shushi", "AZ", "settlement", "Shusha"),
        ("DR Congo", "CD", "country", "Democratic Republic of the Congo"),
        ("Zaporizhzhia nuclear power plant", "UA", "site", "Zaporizhzhia Nuclear Power Plant"),
        ("Travis County", "US", "region", "Travis County"),
    ],
)
def test_lookup_finds_a_place_by_its_other_names(
    gazetteer: Gazetteer, name: str, country: str, kind: str, canonical: str
) -> None:
    found = gazetteer.lookup(name, country)
    assert canonical in {place.name for place in found if place.kind == kind}


def test_lookup_keeps_namesakes_apart(gazetteer: Gazetteer) -> None:
    springfields = gazetteer.lookup("Springfield", "US")
    assert len({place.admin1 for place in springfields}) > 10
    assert all(place.country == "US" for place in springfields)


@pytest.mark.parametrize("name", ["", "Qwertyuiop", "Ministry of Defence"])
def test_lookup_is_empty_where_nothing_is_called_so(gazetteer: Gazetteer, name: str) -> None:
    assert gazetteer.lookup(name) == ()


@pytest.mark.parametrize(
    ("typo", "right"), [("Bakhmutt", "Bakhmut"), ("Lysichansk", "Lysychansk"), ("Avdivka", "Avdiivka")]
)
def test_misspelled_finds_a_name_one_letter_off(gazetteer: Gazetteer, typo: str, right: str) -> None:
    assert right in {place.name for place in gazetteer.misspelled(typo, "UA")}


def test_misspelled_leaves_short_names_alone(gazetteer: Gazetteer) -> None:
    assert gazetteer.misspelled("Simy", "UA") == ()


def test_respelled_finds_another_romanisation(gazetteer: Gazetteer) -> None:
    assert {hit.place.country for hit in gazetteer.respelled("Kafr Zeyta", "SY")} == {"SY"}


@pytest.mark.parametrize(
    ("word", "code"), [("Ukrainian", "UA"), ("Syrians", "SY"), ("South Sudanese", "SS"), ("Kyiv", None)]
)
def test_adjective_gives_the_country(gazetteer: Gazetteer, word: str, code: str | None) -> None:
    assert gazetteer.adjective(word) == code


def test_country_has_a_centre_and_a_radius(gazetteer: Gazetteer) -> None:
    ukraine = gazetteer.country("UA")
    assert ukraine is not None
    assert (ukraine.name, ukraine.kind) == ("Ukraine", "country")
    assert ukraine.radius_km > 300


def test_aliases_are_the_keys_that_find_the_place(gazetteer: Gazetteer) -> None:
    bakhmut = gazetteer.lookup("Bakhmut", "UA")[0]
    assert {"bakhmut", "artemivsk"} <= set(gazetteer.aliases(bakhmut))


def test_gazetteer_travels_to_a_worker(gazetteer: Gazetteer) -> None:
    copy = pickle.loads(pickle.dumps(gazetteer))
    assert copy.lookup("Goma", "CD") == gazetteer.lookup("Goma", "CD")


def test_gazetteer_data_stays_small() -> None:
    assert sum(path.stat().st_size for path in DATA.iterdir()) < 20_000_000


def test_gazetteer_without_data_says_what_to_do(tmp_path: object) -> None:
    with pytest.raises(FatalError, match="make catalog"):
        Gazetteer(tmp_path)  # type: ignore[arg-type]
