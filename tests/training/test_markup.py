"""The inline markup: what it says, and what it refuses."""

from __future__ import annotations

import pytest

from training.markup import Attributes, MarkupError, main, parse, problems

HEAD = "# id: one\n# conflict: none\n# outlet: Desk\n\n"


def words(dispatch, number, role):
    return [dispatch.text[start:end] for start, end in getattr(dispatch.spans[number], role)]


def test_parse_when_spans_nest():
    dispatch = parse(
        HEAD + "{S1:The agency} {C1:said} {T1:that {S2:he} {C2:claims} {T2:the bridge fell}}, twice.\n"
        '@1 claimant="Agency" style=indirect\n@2 claimant=null style=indirect stance=alleges'
    )
    assert dispatch.text == "The agency said that he claims the bridge fell, twice."
    assert words(dispatch, 1, "content") == ["that he claims the bridge fell"]
    assert words(dispatch, 2, "source") == ["he"]
    assert words(dispatch, 2, "content") == ["the bridge fell"]
    assert dispatch.attributes[2] == Attributes(None, "indirect", "alleges")
    assert not list(problems(dispatch))


def test_parse_when_an_attribution_runs_over_a_paragraph():
    dispatch = parse(
        HEAD + '{S1:He} {C1:said}: {T1:“One.}\n@1 claimant="O\'Neill" style=direct\n\n{T1:“Two.”} – he left'
    )
    assert dispatch.text == "He said: “One.\n\n“Two.” – he left"
    assert words(dispatch, 1, "content") == ["“One.", "“Two.”"]
    assert dispatch.attributes[1].claimant == "O'Neill"


def test_parse_when_attributes_repeat():
    dispatch = parse(
        HEAD + "{T1:Losses were heavy}, {C1:reports suggest}.\n"
        '@1 claimant=null style=indirect stance=null hedge="suggest" hedge="heavy" relay="A B" relay="C"'
        ' verification="not stated"'
    )
    assert dispatch.attributes[1] == Attributes(None, "indirect", None, ("suggest", "heavy"), ("A B", "C"))


def test_parse_when_another_name_is_right_too():
    dispatch = parse(
        HEAD + "{S1:City hall} {C1:said} {T1:so}\n"
        '@1 claimant="Dnipro City Council" also="Mayor of Dnipro" style=indirect'
    )
    assert dispatch.attributes[1].claimants == ("Dnipro City Council", "Mayor of Dnipro")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{S1:He said", "not closed"),
        ("He} said", "closes what nobody opened"),
        ("{He} said", "opens nothing"),
        ("{S1:} said", "is empty"),
        ("He said\n@1 style=direct", "needs one claimant"),
        ("He said\n@1 claimant=null style=odd", "no such style"),
        ("He said\n@1 claimant=null style=direct colour=red", "not an attribute"),
        ("He said\n@one claimant=null", "not an attribute line"),
        ("He said\n@1 claimant=null style=direct\n@1 claimant=null style=direct", "twice"),
        ('He said\n@1 claimant="x style=direct', "No closing quotation"),
    ],
)
def test_parse_raises_with_the_line_when_the_markup_is_broken(body, reason):
    with pytest.raises(MarkupError, match=rf"line \d+: .*{reason}"):
        parse(HEAD + body)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("{S1:He} {C1:said}\n@1 claimant=null style=direct", "no content"),
        ("{T1:So} it is", "no @ line"),
        ("{T1:So }it is\n@1 claimant=null style=direct", "white space"),
        ("{T1:S}o it is\n@1 claimant=null style=direct", "inside a word"),
        ("So it is\n@1 claimant=null style=direct", "no span"),
        ('{T1:So} it is\n@1 claimant=null style=direct hedge="it"', "hedge 'it'"),
    ],
)
def test_problems_names_what_breaks_a_rule(body, reason):
    assert any(reason in problem for problem in problems(parse(HEAD + body)))


def test_main_returns_1_when_a_file_has_a_problem(tmp_path, capsys):
    good, bad = tmp_path / "good.txt", tmp_path / "bad.txt"
    good.write_text(HEAD + "{T1:So}, {C1:he says}.\n@1 claimant=null style=indirect", encoding="utf-8")
    bad.write_text(HEAD + "{T1:So", encoding="utf-8")
    assert main(["check", str(good)]) == 0
    assert main(["check", str(good), str(bad)]) == 1
    assert "2 files, 1 attributions, 1 problems" in capsys.readouterr().out
