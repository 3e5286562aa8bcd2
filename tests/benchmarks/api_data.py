"""A public archive of so many claims, as a house might have it after years: loaded by COPY.

A few people say much, most say little (Zipf), and so it is with subjects: some words stand in every tenth claim, some
in a few dozen. Twenty claims to a document; each has a published verdict, one in twenty a corrected one, one in a
hundred a retracted one. Triggers are off while loading; what they would have written is written by their own SQL, and
looked at afterwards.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

BEGIN = datetime(2019, 1, 1, tzinfo=UTC)
PER_DOCUMENT = 20
PEOPLE, OUTLETS, TOWNS = 20_000, 200, 20_000
AGENT, EVIDENCE_EVERY = "factcheck-benchmark", 3
BATCH = 2_000  # documents
KINDS = ("fact", "quantity", "prediction", "opinion", "background")
RATINGS = ("True", "Mostly true", "Half true", "Mostly false", "False", "Misleading", "Missing context")
RETRACTED, CORRECTED = 100, 20  # one verdict in so many


TOPICS = (
    "tariffs|border security|housing|inflation|hospital waiting lists|school places|immigration|fishing rights"
    "|rail fares|energy prices|the defence budget|carbon emissions|food banks|minimum wages|pension reform"
    "|rural broadband|flood defences|prison places|child poverty|foreign aid|sugar taxes|vaccine supplies"
    "|police numbers|water quality|apprenticeships|steel imports|bus routes|court backlogs|nuclear waste"
    "|university fees|grain exports|timber quotas|ferry subsidies|air pollution|street crime|tax evasion"
    "|wind farms|dairy subsidies|tourist numbers|asylum claims"
).split("|")
PLACES = (
    "Greenland|Denmark|Ireland|Norway|Canada|Iceland|Finland|Sweden|France|Germany|Spain|Portugal|Italy|Poland"
    "|Estonia|Latvia|Scotland|Wales|Austria|Hungary|Greece|Malta|Cyprus|Croatia|Slovenia|Belgium"
).split("|")
BODIES = (
    "the ministry|the council|the central bank|the audit office|parliament|the regulator|the health service"
    "|the statistics office|the army|the treasury|the high court|the trade union|the city|the committee"
).split("|")
VERBS = (
    "has cut|has raised|will double|never reviewed|has hidden|spent nothing on|pays for|has halved|blocked|promised"
).split("|")
ENDS = (
    "since the election|before the summer|in the last three years|without a vote|despite a court order"
    "|against the advice of its own experts|after the flood|on a single day|year after year|for the first time"
).split("|")
ASPECTS = (
    "funding|figures|targets|reform|staffing|the backlog in|the cost of|public trust in|the rules on|spending on"
).split("|")
SYLLABLES = (
    "bal kil dun mor lis ard clon tul inver aber pen tre ros bally knock carrick glen strath nor sund hal bro ek vik"
).split()
GIVEN = (
    "Anna Lars Mette Aoife Sean Kaja Petteri Ingrid Olga Bruno Marta Tomas Elin Niamh Oscar Freya Hugo Clara Ivan Sara"
).split()


def key(table: int, number: int) -> UUID:
    """As UUIDv7 has them, in the order in which rows are made."""
    return UUID(int=(number << 80) | (7 << 76) | (table << 64) | (2 << 62) | number)


def zipf(chance: random.Random, most: int) -> int:
    """Of so many things one: the n-th about half as often as the n/2-th."""
    return int(most ** chance.random()) - 1


def town(number: int) -> str:
    """A place that few claims are about."""
    parts = SYLLABLES
    first, rest = number % len(parts), number // len(parts)
    second, third = rest % len(parts), rest // len(parts)
    return f"{parts[first].capitalize()}{parts[second]}{parts[third % len(parts)]}"


def person(number: int) -> str:
    """Everybody has a name of their own."""
    return f"{GIVEN[number % len(GIVEN)]} {town(number)[:-1]}sen {number}" if number else "Mette Frederiksen"


@dataclass
class Archive:
    """Rows by table, some documents at a time."""

    claims: int
    ratings: dict[str, UUID]
    people: tuple[int, int]  # who writes verdicts, and who approves them
    software: UUID
    chance: random.Random = field(default_factory=lambda: random.Random(11))

    def sources(self) -> Iterator[tuple[Any, ...]]:
        """People and outlets."""
        for number in range(PEOPLE):
            alias = f'{{"{person(number)[0]}. {person(number).split(" ", 1)[1]}"}}'
            yield key(14, number), BEGIN, person(number), "person", alias, "{}", "", ""
        for number in range(OUTLETS):
            domain = f"{{outlet{number}.example}}"
            yield key(11, number), BEGIN, f"The {town(7 * number)} Courier", "outlet", "{}", domain, "", ""

    def batches(self) -> Iterator[dict[str, list[tuple[Any, ...]]]]:
        """All other rows."""
        documents = -(-self.claims // PER_DOCUMENT)
        for first in range(0, documents, BATCH):
            rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in COLUMNS if table != "sources_source"}
            for number in range(first, min(first + BATCH, documents)):
                self._document(rows, number)
            yield rows

    def _document(self, rows: dict[str, list[tuple[Any, ...]]], number: int) -> None:
        when = BEGIN + timedelta(hours=number * 1.2 * 50_000 / max(self.claims // PER_DOCUMENT, 1))
        outlet, url = zipf(self.chance, OUTLETS), f"https://outlet{number % OUTLETS}.example/{number}"
        numbers = range(number * PER_DOCUMENT, min((number + 1) * PER_DOCUMENT, self.claims))
        said = [self._sentence() for _ in numbers]
        text = "\n".join(sentence for sentence, _ in said)
        digest = hashlib.sha256(text.encode()).hexdigest()
        title = f"What was said of {said[0][0].split(' ', 3)[-1][:80]}"
        about = (url, "article", title, key(11, outlet), "", when.date(), url, "en")
        rows["sources_document"].append((key(1, number), when, *about))
        kept = (key(1, number), text, digest, digest, len(text.encode()), "text/plain", url, when, self.software)
        rows["sources_snapshot"].append((key(2, number), when, *kept))
        at = 0
        for claim, (sentence, quantities) in zip(numbers, said, strict=True):
            self._claim(rows, claim, when + timedelta(seconds=claim % PER_DOCUMENT), sentence, quantities)
            self._place(rows, claim, number, when, sentence, at, text)
            at += len(sentence) + 1

    def _sentence(self) -> tuple[str, list[dict[str, Any]]]:
        """A claim's words, and the number in them, if there is one."""
        chance = self.chance
        topic, place = TOPICS[zipf(chance, len(TOPICS))], PLACES[zipf(chance, len(PLACES))]
        where = f"{place}" if chance.random() < 0.5 else f"{town(zipf(chance, TOWNS))} in {place}"
        what = f"{chance.choice(ASPECTS)} {topic}"
        begin = f"{chance.choice(BODIES).capitalize()} of {where} {chance.choice(VERBS)} {what}"
        end, kind = chance.choice(ENDS), chance.random()
        if kind < 0.6:
            return f"{begin} {end}.", []
        amount = round(chance.lognormvariate(2.5, 1.2), chance.choice((0, 0, 1)))
        words, unit = (f"{amount:g} per cent", "percent") if kind < 0.8 else (f"€{amount:g} million", "EUR")
        value = amount if unit == "percent" else amount * 1_000_000
        start = len(begin) + len(" by ")
        number = {"text": words, "start": start, "end": start + len(words), "value": f"{value:.1f}", "unit": unit}
        return f"{begin} by {words} {end}.", [{**number, "comparator": chance.choice(("=", "<=", ">", "~"))}]

    def _claim(
        self, rows: dict[str, list[tuple[Any, ...]]], number: int, when: datetime, text: str, quantities: list[Any]
    ) -> None:
        chance, claim = self.chance, key(4, number)
        kind = "quantity" if quantities else chance.choice(KINDS)
        rating = self.ratings[RATINGS[zipf(chance, len(RATINGS))]]
        worth = round(chance.betavariate(2, 3), 4)
        said = (text, kind, kind != "opinion", worth, '["a named actor"]', json.dumps(quantities), "[]", False, False)
        rows["claims_claim"].append((claim, when, *said, "agreed", "submit", "", 2, rating, 6))
        late = when + timedelta(days=1 + number % 20)
        corrected = number % CORRECTED == 7
        for version in (1, 2) if corrected else (1,):
            last = version == (2 if corrected else 1)
            stage = "corrected" if not last else "retracted" if number % RETRACTED == 3 else "published"
            act = {"corrected": "correct", "retracted": "retract", "published": "publish"}[stage]
            words = ("The record says otherwise.", "We asked for the figures.", "", "A figure." if version > 1 else "")
            whose = (*self.people, late + timedelta(days=version), "", "It was wrong." if stage == "retracted" else "")
            verdict = (key(5 + version, number), late, claim, version, stage, act, rating, *words, *whose, "", 5)
            rows["claims_verdict"].append(verdict)
        if number % EVIDENCE_EVERY == 0:
            cited = ("", "", claim, "", f"Annual report, page {number % 90}", "refutes", "", self.people[0])
            rows["claims_evidence"].append((key(9, number), late, *cited))

    def _place(
        self,
        rows: dict[str, list[tuple[Any, ...]]],
        claim: int,
        number: int,
        when: datetime,
        exact: str,
        start: int,
        text: str,
    ) -> None:
        speaker = key(14, zipf(self.chance, PEOPLE)) if self.chance.random() < 0.85 else None
        channel = self.chance.choice(("", "", "interview with Reuters", "post on Truth Social", "speech"))
        around = (text[max(0, start - 32) : start], text[start + len(exact) :][:32])
        said = (key(4, claim), key(2, number), speaker, "said" if speaker else "", channel, False)
        rows["claims_appearance"].append(
            (key(8, claim), when, *said, start, start + len(exact), exact, *around, self.software)
        )


COLUMNS = {
    "sources_source": "id created_at name kind aliases domains description url",
    "sources_document": "id created_at identifier kind title publisher_id author published url language",
    "sources_snapshot": "id created_at document_id text text_sha256 captured_sha256 byte_size media_type origin"
    " captured_at software_id",
    "claims_claim": "id created_at text kind checkable checkworthiness reasons quantities dates negated hedged state"
    " act state_reason assessors outcome_id revision",
    "claims_appearance": "id created_at claim_id snapshot_id speaker_id cue channel retired start end exact prefix"
    " suffix software_id",
    "claims_verdict": "id created_at claim_id version stage act rating_id summary explanation grounds correction_note"
    " author_id approved_by_id published_at review_comment retraction_notice stale_reason revision",
    "claims_evidence": "id created_at prefix suffix claim_id exact citation stance note added_by_id",
}
DERIVED = "claims_claimlisting claims_claimquantity claims_claimorigins claims_claimbysource claims_change"
ORIGINS = """
    INSERT INTO claims_claimorigins (claim_id, links, origins, single_source, sentence, current)
    SELECT id, 1, 1, true, '1 link, 1 independent origin.', true FROM claims_claim
"""
CHANGES = """
    INSERT INTO claims_change (kind, claim_id, verdict_id, at)
    SELECT kind, claim_id, id, at FROM (
        SELECT CASE WHEN version > 1 THEN 'corrected' ELSE 'published' END AS kind, claim_id, id, published_at AS at
        FROM claims_verdict
        UNION ALL
        SELECT 'retracted', claim_id, id, published_at + interval '9 days' FROM claims_verdict WHERE stage = 'retracted'
    ) AS told ORDER BY at, id
"""
INDEXES = """
    SELECT i.indexname, i.indexdef FROM pg_indexes i
    WHERE i.schemaname = 'public' AND i.tablename = ANY(%s)
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conname = i.indexname)
"""


def load(claims: int, tell: Callable[[str], object] = print) -> None:
    """Put an archive of so many claims in the place of what is there."""
    from django.db import connection

    derived = importlib.import_module("claims.migrations.0010_listings_of_what_is_there")
    sources = importlib.import_module("claims.migrations.0014_sources_of_what_is_there")
    tables = [*COLUMNS, *DERIVED.split()]
    archive = Archive(claims, *_people())
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(INDEXES, [tables])
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        _copy(cursor, "sources_source", archive.sources())
        for number, rows in enumerate(archive.batches(), 1):
            for table, some in rows.items():
                _copy(cursor, table, some)
            tell(f"{min(number * BATCH * PER_DOCUMENT, claims):,} of {claims:,} claims")
        tell("indexes, and what lists are searched by")
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _, definition in indexes:
            if not any(f" {table} " in definition.replace("public.", "") for table in DERIVED.split()):
                cursor.execute(definition)
        for statement in (derived.LISTINGS, derived.QUANTITIES, sources.FOUND, ORIGINS, CHANGES):
            cursor.execute(statement)
        for _, definition in indexes:
            if any(f" {table} " in definition.replace("public.", "") for table in DERIVED.split()):
                cursor.execute(definition)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")
    look_at(claims)


def look_at(claims: int) -> None:
    """Raise AssertionError where what is listed is not what is there."""
    from django.contrib.auth.models import AnonymousUser

    from claims.models import Claim, ClaimBySource, ClaimListing, Verdict

    public = AnonymousUser()
    assert Claim.objects.count() == ClaimListing.objects.visible_to(public).count() == claims
    assert Claim.objects.visible_to(public).count() == claims
    assert not ClaimListing.objects.filter(published=None).exists()
    assert ClaimBySource.objects.filter(role=ClaimBySource.Role.PUBLISHER).count() == claims
    assert Verdict.objects.filter(stage="retracted").count() == ClaimListing.objects.filter(rating=None).count()


def _people() -> tuple[dict[str, UUID], tuple[int, int], UUID]:
    from django.contrib.auth.models import User

    from claims.models import Rating
    from seeds.scale import SCALE
    from sources.models import SoftwareAgent

    for position, step in enumerate(SCALE, 1):
        fields: dict[str, Any] = {"value": step.value, "description": step.description, "position": position}
        fields |= {"stances": list(step.stances), "asks": step.asks}
        Rating.objects.get_or_create(name=step.name, defaults=fields)
    ratings = dict(Rating.objects.values_list("name", "id"))
    author, editor = (User.objects.get_or_create(username=name)[0].pk for name in ("benchmark-1", "benchmark-2"))
    return ratings, (author, editor), SoftwareAgent.objects.get_or_create(name=AGENT, version="1")[0].pk


def _copy(cursor: Any, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    columns = ", ".join(f'"{column}"' for column in COLUMNS[table].split())
    with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
