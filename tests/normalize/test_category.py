from __future__ import annotations

import pytest

from attribune.catalog import load_catalog
from attribune.normalize.category import OTHER, PEOPLE, category_words
from attribune.normalize.quantity_token import Kind, tokenize
from attribune.normalize.quantity_words import quantity_words, singular


def parts(phrase: str) -> tuple[str, ...]:
    """A noun phrase as the grammar hands it over: no hyphens, the head in the singular."""
    lexicon = quantity_words()
    words = [token.lower for token in tokenize(phrase) if token.kind is not Kind.MARK]
    return (*(lexicon.spelling.get(word, word) for word in words[:-1]), singular(words[-1], lexicon))


@pytest.mark.parametrize(
    ("phrase", "slug"),
    [
        ("tanks", "tank"),
        ("Abrams tanks", "tank"),
        ("nitric acid tank", OTHER),
        ("fuel tanks", "vehicle"),
        ("armored fighting vehicles", "armoured_vehicle"),
        ("armoured personnel carriers", "armoured_vehicle"),
        ("APVs", "armoured_vehicle"),
        ("motor vehicles", "vehicle"),
        ("artillery systems", "artillery"),
        ("Caesar guns", "howitzer"),
        ("multiple launch rocket systems", "mlrs"),
        ("HIMARS launchers", "mlrs"),
        ("air defense systems", "air_defence"),
        ("Patriot batteries", "air_defence"),
        ("warplanes", "fixed_wing_aircraft"),
        ("unmanned aerial vehicles", "uav"),
        ("Shahed drones", "uav"),
        ("cruise missiles", "cruise_missile"),
        ("ballistic missiles", "ballistic_missile"),
        ("AMRAAM missiles", "missile"),
        ("guided aerial bombs", "aerial_bomb"),
        ("warships", "vessel"),
        ("artillery shells", "ammunition"),
        ("special equipment units", "special_equipment"),
        ("air strikes", "strike"),
        ("rocket attacks", "attack"),
        ("settlements", "town"),
        ("mass graves", "mass_grave"),
        ("prisoners of war", "prisoner"),
        ("service members", PEOPLE),
        ("police officers", PEOPLE),
        ("children", PEOPLE),
        ("pomegranates", None),
    ],
)
def test_noun_slug_when_the_noun_decides(phrase: str, slug: str | None) -> None:
    words = parts(phrase) if " of " not in phrase else ("prisoner", "of", "war")
    assert category_words().noun_slug(words) == slug


def test_lexicon_when_read_uses_only_slugs_of_the_closed_list() -> None:
    known = {category.slug for category in load_catalog().categories.rows} | {OTHER}
    lexicon = category_words()
    used = {*lexicon.nouns.values(), *lexicon.after.table.values(), *lexicon.before.table.values(), *lexicon.money}
    assert used - known == set()
