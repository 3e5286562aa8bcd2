"""What the ways upstream of several claims are made from, loaded in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from django.db import connection
from django.db.models import CharField, F, Func, Q, QuerySet, Value

from claims.models import Appearance
from sources.models import Citation
from sources.provenance.loader import (
    COUNTS,
    Upstream,
    citations,
    counts,
    document_key,
    taken_whole,
    upstream,
)
from sources.provenance.types import WHOLE, Channel, Edge, Relation, Standing

UNLIKE, ALIKE = "“”„«»‘’‚‹›–—\u00a0\u202f\n", "\"\"\"\"\"'''''--   "  # what copies set differently
FOLDED = str.maketrans(UNLIKE, ALIKE)
PROPOSED = Q(standing=Standing.PROPOSED)
Passage = tuple[UUID, str]  # a document, and words of it
T = TypeVar("T")


@dataclass
class Loaded:
    """What the graphs are made from. Words are folded, as fold() does."""

    upstream: Upstream
    whole: dict[str, list[Edge]]  # by what they lead away from
    elsewhere: dict[tuple[str, str], list[Appearance]]  # by document and words: claims in what was copied
    of_words: dict[UUID, list[Citation]]  # by snapshot: citations of some words
    stands: set[tuple[str, str]]  # words and a document upstream that has them, too
    relations: dict[str, list[Relation]] = field(default_factory=dict)  # by their subject

    def named(self, place: Appearance) -> list[Citation]:
        """What the claim came by: the channel that its words name, and links in or beside them. In words that credit a
        speaker links are mostly background, unless a person says otherwise."""
        own = [place.citation] if place.citation and counts(place.citation) else []
        beside = [c for c in self.of_words.get(place.snapshot_id, ()) if c != place.citation and near(place, c)]
        return own + [c for c in beside if place.speaker_id is None or c.standing != Standing.PROPOSED]

    def tells(self, place: Appearance) -> bool:
        """Whether the words there say where the claim comes from."""
        return place.speaker_id is not None or bool(self.named(place))

    def related(self, sources: Iterable[str]) -> list[Relation]:
        """What these sources are to others, and these to others again."""
        seen = set(sources)
        ahead, found = list(seen), []
        while ahead:
            for relation in self.relations.get(ahead.pop(), ()):
                found.append(relation)
                if relation.object not in seen:
                    seen.add(relation.object)
                    ahead.append(relation.object)
        return found


def fold(words: str) -> str:
    """The words as they compare with a copy's, which may set quotation marks, dashes and line ends differently."""
    return words.translate(FOLDED)


def appearances() -> QuerySet[Appearance]:
    """Where claims stand, with what their edges are made of."""
    related = ["speaker__merged_into", "software", "snapshot"]
    related += ["citation__source__merged_into", "citation__document", "citation__software", "citation__snapshot"]
    deferred = ["snapshot__text", "citation__snapshot__text"]
    return Appearance.objects.filter(retired=False).select_related(*related).defer(*deferred)


def load(places: list[Appearance], passages: Collection[Passage] = ()) -> Loaded:
    """What stands upstream of these places, and of further passages of documents."""
    passages = {(place.snapshot.document_id, place.exact) for place in places} | set(passages)
    documents = {document for document, _ in passages}
    whole = taken_whole(documents)
    copied = _copied(documents, whole)
    there = _elsewhere(copied, {words for _, words in passages})
    of_words = _of_words([*places, *there])
    named = [place.citation for place in (*places, *there) if place.citation] + of_words
    cited = {citation.document_id for citation in named if citation.document_id}
    onward = {citation.pk: citation for citation in (*whole, *taken_whole(cited))}
    speakers = [place.speaker for place in (*places, *there) if place.speaker]
    found = upstream(documents, speakers, named, whole=list(onward.values()))
    return Loaded(
        found,
        whole=_grouped((edge.down, edge) for edge in found.edges),
        elsewhere=_grouped(((document_key(p.snapshot.document_id), fold(p.exact)), p) for p in there),
        of_words=_grouped((citation.snapshot_id, citation) for citation in of_words),
        stands=_standing({(fold(words), up) for down, words in passages for up in copied.get(down, ())}),
        relations=_grouped((relation.subject, relation) for relation in found.relations),
    )


def _grouped(pairs: Iterable[tuple[Any, T]]) -> dict[Any, list[T]]:
    found = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)


def _copied(documents: Iterable[UUID], whole: Iterable[Citation]) -> dict[UUID, set[UUID]]:
    """For each document those that it was taken from as a whole, over any number of steps."""
    ups = _grouped((c.snapshot.document_id, c.document_id) for c in whole if c.document_id)
    found: dict[UUID, set[UUID]] = {}
    for document in documents if ups else ():
        seen: set[UUID] = set()
        ahead = [document]
        while ahead:
            fresh = set(ups.get(ahead.pop(), ())) - seen
            seen |= fresh
            ahead += fresh
        found[document] = seen
    return found


def _folded(expression: Any) -> Func:
    return Func(expression, Value(UNLIKE), Value(ALIKE), function="translate", output_field=CharField())


def _elsewhere(copied: dict[UUID, set[UUID]], words: set[str]) -> list[Appearance]:
    """The claims in the same words in what was copied."""
    originals = set().union(*copied.values())
    there = appearances().filter(snapshot__document__in=originals).annotate(folded=_folded(F("exact")))
    return list(there.filter(folded__in={fold(passage) for passage in words}).order_by("created_at", "id"))


def _of_words(places: Iterable[Appearance]) -> list[Citation]:
    """Citations in or beside the words of these places. A channel that the extractor read is tied to the claims that
    came by it; a link, or what a person found, is near them."""
    by_snapshot = _grouped((place.snapshot_id, place) for place in places)
    found = citations().filter(COUNTS, ~PROPOSED | Q(channel=Channel.LINK), snapshot__in=by_snapshot)
    some_words = found.exclude(channel__in=[str(channel) for channel in WHOLE])
    return [c for c in some_words if any(near(place, c) for place in by_snapshot[c.snapshot_id])]


def _standing(pairs: set[tuple[str, UUID]]) -> set[tuple[str, str]]:
    """Those of the pairs of words and document where the document's text has the words."""
    if not pairs:
        return set()
    query = """
        SELECT pair.number FROM unnest(%s::text[], %s::uuid[]) WITH ORDINALITY AS pair(words, document, number)
        WHERE EXISTS (SELECT 1 FROM sources_snapshot s WHERE s.document_id = pair.document
                      AND position(pair.words in translate(s.text, %s, %s)) > 0)
    """
    given = sorted(pairs)
    with connection.cursor() as cursor:
        cursor.execute(query, [[words for words, _ in given], [document for _, document in given], UNLIKE, ALIKE])
        found = [given[number - 1] for (number,) in cursor.fetchall()]
    return {(words, document_key(document)) for words, document in found}


def near(place: Appearance, citation: Citation) -> bool:
    """Whether a citation's words stand in the appearance's, or within a few words of them in the same sentence."""
    start, end = citation.start, citation.end
    if citation.snapshot_id != place.snapshot_id or start is None or end is None:
        return False
    if start < place.end and place.start < end:
        return True
    after = start >= place.end
    gap = start - place.end if after else place.start - end
    between = place.suffix[:gap] if after else place.prefix[len(place.prefix) - gap :]
    return gap <= len(place.suffix if after else place.prefix) and not any(
        m in between for m in ("\n", ". ", "? ", "! ")
    )
