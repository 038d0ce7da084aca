"""Our scorer and the project's scorer for real articles give the same counts; skipped where the articles are absent."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from attribune.export import to_extraction
from attribune.ingest import read
from attribune.model import Document, Reading, Span
from attribune.pipeline import default_stages
from tests.eval.items import (
    GoldAttribution,
    GoldDocument,
    GoldEquipment,
    GoldEvent,
    GoldMedia,
    GoldPlace,
    GoldQuantity,
    GoldTime,
)
from tests.eval.measure import score
from tests.eval.report import reading_of

SHARED = Path(__file__).parents[3] / "shared"
pytestmark = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(), reason="the real articles are not beside the repository"
)


def span(triple: list[Any] | None) -> Span | None:
    return None if triple is None else Span(triple[0], triple[1])


def some(triple: list[Any]) -> Span:
    return Span(triple[0], triple[1])


def gold_of(raw: Mapping[str, Any], document: Document) -> GoldDocument:
    """A gold file of the articles as one of ours."""
    facts = raw["doc"]
    return GoldDocument(
        name=raw["file"],
        document=document,
        title=facts["title"],
        published=facts["published"],
        publisher=facts["publisher"],
        origins=(facts["origin"], *facts.get("origin_accept", ())),
        boilerplate=tuple(map(some, facts["boilerplate"])),
        attributions=tuple(
            GoldAttribution(
                tuple(map(some, a["content"])), span(a["source"]), a["source_canonical"], a["party"], span(a["cue"]),
                a["kind"], a["stance"], tuple(map(some, a["hedge"])), a["relayed_by"], a["verification"],
                tuple(a.get("also_accept", ())), a.get("nested", False), a.get("optional", False),
            )
            for a in raw["attributions"]
        ),
        quantities=tuple(
            GoldQuantity(
                some(q["span"]), q["category"], q["value"], q.get("value_max"), q["modifier"], q["unit"],
                q["subject_party"], q["claimant"], q["period_start"], q["period_end"], q["cumulative"],
                q.get("vague", False), tuple(q.get("also_accept_category", ())), q.get("optional", False),
            )
            for q in raw["tallies"]
        ),
        events=tuple(
            GoldEvent(
                some(e["trigger"]), tuple(map(some, e.get("mentions", ()))), e["type"], e["actor"], e["target"],
                e["place"], e["date"], e.get("world_date"), e["status"], e["claimant"], e.get("optional", False),
            )
            for e in raw["events"]
        ),
        places=tuple(
            GoldPlace(
                some(p["span"]), p["canonical"], p["country"], p["kind"], p["lat"], p["lon"],
                p.get("optional", False) or p.get("alias", False),
            )
            for p in raw["places"]
        ),
        times=tuple(
            GoldTime(
                some(t["span"]), t["value"], t.get("world_value"), t["basis"], t.get("vague", False),
                t.get("optional", False),
            )
            for t in raw["dates"]
        ),
        equipment=tuple(
            GoldEquipment(some(q["span"]), q["canonical"], (q["class"],), q["operator"], q.get("optional", False))
            for q in raw["equipment"]
        ),
        media=tuple(
            GoldMedia(some(m["caption"]), span(m["credit"]), tuple(m["credited_to"]), m.get("repeat", False))
            for m in raw["media"]
        ),
    )  # fmt: skip


def theirs(pairs: list[tuple[GoldDocument, Reading]], folder: Path) -> dict[str, Any]:
    """The pooled figures of the project's scorer for the same readings."""
    predictions = folder / "predictions.jsonl"
    lines = [json.dumps(to_extraction(gold.document, reading)) for gold, reading in pairs]
    predictions.write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, str(SHARED / "measure" / "score_gold.py"), "--json", "--gold", str(SHARED / "gold")]
    command += ["--texts", str(SHARED / "seeds"), "--predictions", str(predictions)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    pooled: dict[str, Any] = json.loads(done.stdout)["pooled"]
    return pooled


def test_counts_are_those_of_the_scorer_for_articles(tmp_path: Path) -> None:
    stages = default_stages()
    pairs = []
    for item in read(str(SHARED / "seeds")):
        assert isinstance(item, Document)
        raw = json.loads((SHARED / "gold" / f"{Path(str(item.source)).stem}.json").read_text(encoding="utf-8"))
        pairs.append((gold_of(raw, item), reading_of(item, stages)))
    pooled = theirs(pairs, tmp_path)
    for name, counts in score(pairs).items():
        if name == "document":
            continue
        other = pooled[name]
        unit = next(key for key in other if key not in {"gold", "predicted", "neutral", "headline", "given_match"})
        assert (counts.gold, counts.predicted) == (other["gold"], other["predicted"]), name
        assert counts.found == other[unit]["right"], name
        # Names are compared by lists of our own here, so single names may come out differently.
        assert abs(counts.right - other["headline"]["right"]) <= 1, name
