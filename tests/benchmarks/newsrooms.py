"""Databases of a given number of edges, as a busy desk has them after years: loaded by COPY, checked by ANALYZE.

A few documents are copied and linked to by thousands, most by none; most documents have few edges upstream; copies of
copies end after six steps. Triggers and foreign keys are off while loading, so there is no history, and the rows are
made so that both would let them pass; check constraints, generated columns and indexes are at work.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

LONGEST = 6  # copies of copies
AGENCIES, OUTLETS, HOUSES = 40, 2_000, 100
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)
CONTEXT = 32
FILLER = "The council heard the report on Monday and will come back to it before the end of the month. " * 4
TABLES = "sources_source sources_document sources_snapshot sources_citation sources_relationship claims_claim"
TABLES += " claims_appearance claims_claimorigins"


def key(table: int, number: int) -> UUID:
    """As UUIDv7 has them, in the order in which rows are made."""
    return UUID(int=(number << 80) | (7 << 76) | (table << 64) | (2 << 62) | number)


@dataclass
class Article:
    """A document with one snapshot. words: which sentences stand in it; depth: over how many copies it came."""

    outlet: int
    words: tuple[int, ...]
    claims: list[int] = field(default_factory=list)
    depth: int = 0


@dataclass
class Newsrooms:
    """Rows by table, made article by article until there are so many edges."""

    edges: int
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    articles: list[Article] = field(default_factory=list)
    rows: dict[str, list[tuple[Any, ...]]] = field(default_factory=dict)
    speakers: dict[int, UUID | None] = field(default_factory=dict)  # by sentence; none: the article's own word
    hidden: set[int] = field(default_factory=set)  # sentences whose speaker has no name
    people: set[int] = field(default_factory=set)
    stands: dict[int, int] = field(default_factory=dict)  # in how many places a claim stands
    cited: int = 0

    def batches(self, size: int = 20_000) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
        """All rows, some at a time."""
        self.rows = {table: [] for table in TABLES.split()[:-1]}
        self._sources()
        for number in count():
            self._article(number)
            if self.cited >= self.edges or number % size == size - 1:
                yield self.rows
                self.rows = {table: [] for table in self.rows}
            if self.cited >= self.edges:
                return

    def _sources(self) -> None:
        for kind, table, many in (("agency", 10, AGENCIES), ("outlet", 11, OUTLETS), ("organisation", 12, HOUSES)):
            for number in range(many):
                self._source(key(table, number), f"{kind.capitalize()} {number}", kind)
        for number in range(OUTLETS):
            self._related(key(11, number), "owned_by", key(12, number % HOUSES))
        for number in range(HOUSES // 2, HOUSES):
            self._related(key(12, number), "part_of", key(12, number - HOUSES // 2))

    def _source(self, source: UUID, name: str, kind: str, described_in: UUID | None = None) -> None:
        self.rows["sources_source"].append((source, BEGIN, name, kind, "{}", "{}", "", "", described_in))

    def _related(self, subject: UUID, kind: str, other: UUID) -> None:
        relationship = key(13, len(self.rows["sources_relationship"]))
        self.rows["sources_relationship"].append((relationship, BEGIN, subject, kind, other, "", False, AGENT))

    def _skewed(self, most: int) -> int:
        """Of so many things one, the first far more often than the last."""
        return int(most * self.chance.random() ** 3)

    def _article(self, number: int) -> None:
        """One more document, and where it comes from."""
        chance = self.chance
        original = self._skewed(number) if number > 100 and chance.random() < 0.3 else None
        if original is not None and self.articles[original].depth >= LONGEST:
            original = None
        if original is None:
            first = 3 * number
            article = Article(self._skewed(OUTLETS), tuple(range(first, first + chance.randint(1, 3))))
        else:
            of = self.articles[original]
            article = Article(self._skewed(OUTLETS), of.words, depth=of.depth + 1)
        self.articles.append(article)
        text = self._text(number, article)
        self._document(number, article, text)
        if original is not None:
            self._cite(number, "copy", document=key(1, original), markup="similarity", confidence=0.95)
            if chance.random() < 0.001:  # each from the other
                self._cite(original, "copy", document=key(1, number), markup="similarity", confidence=0.95)
        if chance.random() < 0.25:
            self._cite(number, "credit", source=key(10, self._skewed(AGENCIES)), markup="byline")
        for word, claim in self._claims(number, original):
            self._place(number, word, claim, text)

    def _text(self, number: int, article: Article) -> str:
        return f"Article {number}. {' '.join(map(sentence, article.words))} {FILLER}{number}"

    def _document(self, number: int, article: Article, text: str) -> None:
        url, digest = f"https://outlet{article.outlet}.example/{number}", hashlib.sha256(text.encode()).hexdigest()
        when = BEGIN + timedelta(seconds=number)
        day = date(2020, 1, 1) + timedelta(days=number % 2000)
        document = (
            key(1, number),
            when,
            url,
            "article",
            f"Article {number}",
            key(11, article.outlet),
            "",
            day,
            url,
            "en",
        )
        self.rows["sources_document"].append(document)
        snapshot = (
            key(2, number),
            when,
            key(1, number),
            text,
            digest,
            digest,
            len(text.encode()),
            "text/plain",
            url,
            when,
        )
        self.rows["sources_snapshot"].append((*snapshot, AGENT))

    def _cite(
        self,
        number: int,
        channel: str,
        *,
        source: UUID | None = None,
        document: UUID | None = None,
        url: str = "",
        markup: str = "",
        confidence: float = 0.9,
        at: tuple[int, str, str, str] | None = None,
    ) -> UUID:
        """An edge of an article; at: where its words begin, the words, and what stands around them."""
        citation = key(3, self.cited)
        self.cited += 1
        start, exact, prefix, suffix = at or (None, "", "", "")
        end = None if start is None else start + len(exact)
        words = (start, end, exact, prefix, suffix, markup, "")
        row = (
            citation,
            BEGIN,
            key(2, number),
            source,
            document,
            url,
            channel,
            *words,
            confidence,
            "proposed",
            1,
            AGENT,
        )
        self.rows["sources_citation"].append(row)
        return citation

    def _claims(self, number: int, original: int | None) -> Iterator[tuple[int, int]]:
        """The sentences and the claims that stand in them: mostly new, some known from what was copied."""
        article = self.articles[number]
        for place, word in enumerate(article.words):
            known = None if original is None else self.articles[original].claims[place]
            if known is None or self.stands[known] >= 30 or self.chance.random() < 0.7:
                known = 4 * number + place
                self._claim(known, word)
            self.stands[known] = self.stands.get(known, 0) + 1
            article.claims.append(known)
            yield word, known

    def _claim(self, claim: int, word: int) -> None:
        when = BEGIN + timedelta(seconds=claim)
        worth = round(self.chance.random(), 3)
        row = (key(4, claim), when, sentence(word), "fact", True, worth, "[]", "[]", "[]", False, False)
        self.rows["claims_claim"].append((*row, "new", "record", "", 2, 1))

    def _place(self, number: int, word: int, claim: int, text: str) -> None:
        exact = sentence(word)
        start = text.index(exact)
        at = (start, exact, text[max(0, start - CONTEXT) : start], text[start + len(exact) :][:CONTEXT])
        speaker, chance, channel = self._speaker(number, word), self.chance, None
        if chance.random() < 0.2:
            source = key(11, self._skewed(OUTLETS))
            channel = self._cite(number, "interview", source=source, at=anchored(text, start, exact.split()[1]))
        if number and chance.random() < 0.5:
            self._link(number, anchored(text, start, exact.split()[-1]))
        place = key(5, 4 * number + claim % 4)
        said = (place, BEGIN, key(4, claim), key(2, number), speaker, "said" if speaker else "", "", channel, False)
        self.rows["claims_appearance"].append((*said, start, start + len(exact), *at[1:], AGENT))

    def _link(self, number: int, at: tuple[int, str, str, str]) -> None:
        to = self._skewed(number)
        if self.chance.random() < 0.8:
            self._cite(number, "link", document=key(1, to), at=at)
        else:
            self._cite(number, "link", url=f"https://elsewhere.example/{to}", at=at)

    def _speaker(self, number: int, word: int) -> UUID | None:
        """A person, known by many sentences or by few; nobody; somebody whom only this article knows."""
        if word not in self.speakers:
            kind = self.chance.random()
            self.speakers[word] = self._person(self._skewed(word // 6 + 1)) if kind < 0.5 else None
            if kind > 0.9:
                self.hidden.add(word)
        if word in self.hidden:
            mine = key(16, 4 * number + word % 3)
            self._source(mine, f"an official {word}", "anonymous", key(1, number))
            return mine
        return self.speakers[word]

    def _person(self, number: int) -> UUID:
        person = key(14, number)
        if number not in self.people:
            self.people.add(number)
            self._source(person, f"Person {number}", "person")
        return person


AGENT = key(9, 1)


def sentence(word: int) -> str:
    """The words of a claim."""
    return f"Ministry {word % 97} will open {word} schools before winter, whatever it costs district {word % 13}."


def anchored(text: str, start: int, words: str) -> tuple[int, str, str, str]:
    """Where some words stand from `start` on, and what stands around them."""
    at = text.index(words, start)
    end = at + len(words)
    return at, words, text[max(0, at - CONTEXT) : at], text[end : end + CONTEXT]


COLUMNS = {
    "sources_source": "id created_at name kind aliases domains description url described_in_id",
    "sources_document": "id created_at identifier kind title publisher_id author published url language",
    "sources_snapshot": "id created_at document_id text text_sha256 captured_sha256 byte_size media_type origin"
    " captured_at software_id",
    "sources_citation": "id created_at snapshot_id source_id document_id url channel start end exact prefix suffix"
    " markup note confidence standing revision software_id",
    "sources_relationship": "id created_at subject_id kind object_id note retired software_id",
    "claims_claim": "id created_at text kind checkable checkworthiness reasons quantities dates negated hedged state"
    " act state_reason assessors revision",
    "claims_appearance": "id created_at claim_id snapshot_id speaker_id cue channel citation_id retired start end"
    " exact prefix suffix software_id",
}


def load(edges: int) -> None:
    """Put a database of so many edges in the place of what is there."""
    from django.db import connection

    from sources.models import SoftwareAgent

    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(TABLES.split())} CASCADE")
        cursor.execute("SET session_replication_role = replica")
        SoftwareAgent.objects.get_or_create(id=AGENT, name="factcheck-benchmark", version="1")
        for rows in Newsrooms(edges).batches():
            for table, some in rows.items():
                _copy(cursor, table, some)
        cursor.execute("INSERT INTO claims_claimorigins (claim_id) SELECT id FROM claims_claim")
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{column}"' for column in COLUMNS[table].split())
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
