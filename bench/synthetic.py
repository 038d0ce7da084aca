"""Make synthetic dispatches, for measuring how the pipeline grows with the number of documents.

    python -m bench.synthetic 20000 > articles.jsonl

Each is put together from sentences of our own with places, parties and figures drawn by number: the same number gives
the same article. One in ten is a copy of an earlier one under another outlet, as news is.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Iterator

__all__ = ["articles", "main"]

PLACES = "Lysychansk Kherson Sloviansk Bakhmut Kupiansk Izium Mykolaiv Orikhiv Avdiivka Marinka".split()
SPEAKERS = (
    "The General Staff of the Armed Forces of Ukraine",
    "The Russian Defence Ministry",
    "Luhansk governor Serhiy Haidai",
    "A spokesman for the regional administration",
    "The mayor of {place}",
)
SENTENCES = (
    "{speaker} said on {day} that {n} artillery systems had been destroyed near {place}.",
    "{speaker} claimed that its forces had repelled {few} attacks in the direction of {place}.",
    "At least {few} civilians were wounded when a missile struck an apartment block in {place}, {speaker} said.",
    "“We hold every position around {place},” {speaker} added, without giving details.",
    "{speaker} denied that {place} had been taken and called the reports false.",
    "The claim could not be independently verified.",
    "According to {speaker}, more than {n} rockets were launched at {place} overnight, of which {few} were shot down.",
    "Residents of {place} reported explosions shortly before dawn.",
    "{speaker} alleged that a depot with {n} tonnes of ammunition was hit by Iskander missiles.",
    "Evacuation from {place} will continue on {day}, {speaker} promised.",
)
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def articles(count: int, *, sentences: int = 14) -> Iterator[dict[str, str]]:
    """Records of JSON Lines."""
    for number in range(count):
        copied = number % 10 == 9
        draw = random.Random(number - 5 if copied else number)
        place = draw.choice(PLACES)
        text = [
            draw.choice(SENTENCES).format(
                speaker=draw.choice(SPEAKERS).format(place=place),
                place=draw.choice([place, draw.choice(PLACES)]),
                day=draw.choice(DAYS),
                n=draw.randint(20, 90_000),
                few=draw.randint(2, 19),
            )
            for _ in range(sentences)
        ]
        yield {
            "title": f"Fighting around {place} goes on, report {number - 5 if copied else number}",
            "text": "\n\n".join(text),
            "published": f"2022-{1 + number // 28 % 12:02}-{1 + number % 28:02}T{number % 24:02}:00:00+00:00",
            "outlet": "Second Example News" if copied else "First Example News",
            "url": f"https://news.example/{number}",
        }


def main() -> int:
    """Write the articles to standard output, one a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int, help="how many articles")
    parser.add_argument("--sentences", type=int, default=14, help="of each article")
    options = parser.parse_args()
    for record in articles(options.count, sentences=options.sentences):
        sys.stdout.write(json.dumps(record, ensure_ascii=False) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
