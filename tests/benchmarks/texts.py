"""The texts that the benchmarks read: the documents of tests/gold, and news of any length made of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from tests.gold.score import Annotation, read_gold

GOLD = Path(__file__).resolve().parents[1] / "gold"
ONSETS = "b br c ch d dr f g gr h j k l m n p r s st t tr v w z".split()
VOWELS = "a e i o u ai ea ou".split()
CODAS = "l ll n nd r rt s sk th wick man son".split()


@dataclass(frozen=True)
class GoldDocument:
    """A document and what one person found in it."""

    name: str
    group: str  # "the seed article", "articles" or "heldout"
    text: str
    claims: list[Annotation]


def gold_documents() -> Iterator[GoldDocument]:
    """Every document of tests/gold with each annotator's claims."""
    seed = (GOLD / "greenland.txt").read_text(encoding="utf8")
    for annotator in ("A", "B"):
        yield GoldDocument(
            f"greenland, {annotator}", "the seed article", seed, read_gold(GOLD / annotator / "greenland.jsonl")
        )
    for group in ("articles", "heldout"):
        for path in sorted((GOLD / group).glob("*.txt")):
            text = path.read_text(encoding="utf8")
            yield GoldDocument(path.stem, group, text, read_gold(path.with_suffix(".jsonl"), text))


def news(characters: int, seed: int = 1) -> str:
    """So many characters of running news (a few less: the last word is whole). Each round takes the gold documents in
    another order and gives the people in them other surnames, so that the names never end."""
    random = Random(seed)
    documents = {document.text: surnames(document.claims) for document in gold_documents()}
    parts: list[str] = []
    length = 0
    while length < characters:
        for text in random.sample(list(documents), len(documents)):
            for name in sorted(documents[text]):
                text = re.sub(rf"\b{re.escape(name)}\b", surname(random), text)
            parts.append(text.strip() + "\n")
            length += len(parts[-1])
    return "".join(parts)[:characters].rpartition(" ")[0] + "\n"


def surnames(claims: list[Annotation]) -> set[str]:
    """The last words of the speakers who have a first name and a last name."""
    names = {claim.speaker for claim in claims if claim.speaker}
    return {name.split()[-1] for name in names if re.fullmatch(r"(?:[A-Z][a-zé’-]+ ){1,2}[A-Z][a-zé’-]+", name)}


def surname(random: Random) -> str:
    """A coined surname of one to three syllables."""
    syllables = [random.choice(ONSETS) + random.choice(VOWELS) for _ in range(random.randint(1, 3))]
    return "".join([*syllables, random.choice(CODAS)]).capitalize()
