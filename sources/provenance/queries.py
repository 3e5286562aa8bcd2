"""The database's part of walking the provenance graph, in SQL: by index, from what is given, never over all rows.

The planner takes a recursion for ten times as long as its beginning, and then prefers to read whole tables at every
step of it. OFFSET 0 keeps a step from being joined in another way than row by row, through the indexes.
"""

from __future__ import annotations

from .types import WHOLE

TAKEN_WHOLE = "c.channel IN ({})".format(", ".join(sorted(f"'{channel}'" for channel in WHOLE)))
COUNTED = "c.standing <> 'rejected' AND (c.standing <> 'proposed' OR c.confidence >= %(likely)s)"

# The edges of {document} that are about all of it.
EDGES = f"""
    LATERAL (
        SELECT c.id, c.document_id FROM sources_snapshot s JOIN sources_citation c ON c.snapshot_id = s.id
        WHERE s.document_id = {{document}} AND {TAKEN_WHOLE} AND {COUNTED}
        OFFSET 0
    ) AS edge
"""  # noqa: S608
# The documents that others were taken from as a whole, over any number of steps, and the edges between them.
WHOLE_EDGES = f"""
    WITH RECURSIVE up(document_id) AS (
        SELECT unnest(%(documents)s::uuid[])
        UNION
        SELECT edge.document_id FROM up, {EDGES.format(document="up.document_id")} WHERE edge.document_id IS NOT NULL
    )
    SELECT edge.id FROM up, {EDGES.format(document="up.document_id")}
"""  # noqa: S608
# All records of a source, of which `this` is the one that it is kept under.
RECORDS = """
    LATERAL (SELECT s.id FROM sources_source s WHERE s.id = {this}
             UNION ALL SELECT s.id FROM sources_source s WHERE s.merged_into_id = {this}) AS record
"""
# What sources are to others, and these to others again.
RELATIONS = f"""
    WITH RECURSIVE related AS (
        SELECT given.id AS subject, r.kind, COALESCE(o.merged_into_id, o.id) AS object, r.since, r.until
        FROM unnest(%(sources)s::uuid[]) AS given(id), {RECORDS.format(this="given.id")}
        JOIN sources_relationship r ON r.subject_id = record.id AND NOT r.retired
        JOIN sources_source o ON o.id = r.object_id
        UNION
        SELECT related.object, r.kind, COALESCE(o.merged_into_id, o.id), r.since, r.until
        FROM related, {RECORDS.format(this="related.object")}
        JOIN sources_relationship r ON r.subject_id = record.id AND NOT r.retired
        JOIN sources_source o ON o.id = r.object_id
    )
    SELECT subject, kind, object, since, until FROM related
"""  # noqa: S608
# Sources, and those that are part of them, owned by them, speak for them or republish them: all records of each.
BELOW = f"""
    WITH RECURSIVE below(id) AS (
        SELECT COALESCE(s.merged_into_id, s.id) FROM sources_source s WHERE s.id = ANY(%(sources)s::uuid[])
        UNION
        SELECT COALESCE(s.merged_into_id, s.id) FROM below, {RECORDS.format(this="below.id")}
        JOIN sources_relationship r ON r.object_id = record.id AND NOT r.retired
        JOIN sources_source s ON s.id = r.subject_id
    )
    SELECT record.id FROM below, {RECORDS.format(this="below.id")}
"""  # noqa: S608
# The documents that come from sources: published by them, or taken from them. What the extractor read of some words is
# tied to the claims that came by it, and counts for these alone.
FROM_SOURCES = f"""
    SELECT id FROM sources_document WHERE publisher_id = ANY(%(sources)s::uuid[])
    UNION
    SELECT s.document_id FROM sources_citation c JOIN sources_snapshot s ON s.id = c.snapshot_id
    WHERE c.source_id = ANY(%(sources)s::uuid[]) AND c.standing <> 'rejected'
        AND ({TAKEN_WHOLE} OR c.channel = 'link' OR c.standing <> 'proposed')
"""  # noqa: S608
# One step down: the documents that name {document}; whole: whether all of them was taken from there.
BELOW_DOCUMENT = f"""
    LATERAL (
        SELECT s.document_id, {TAKEN_WHOLE} AS whole
        FROM sources_citation c JOIN sources_snapshot s ON s.id = c.snapshot_id
        WHERE c.document_id = {{document}} AND c.standing <> 'rejected'
        OFFSET 0
    ) AS below
"""  # noqa: S608
# The documents of which claims come from others: taken from them as a whole, over any number of steps, or naming such
# a one in some words. Those of `copied` are not among them, for their own sake.
DOWNSTREAM = f"""
    WITH RECURSIVE down(document_id, whole) AS (
        SELECT unnest(%(documents)s::uuid[]), true
        UNION
        SELECT below.document_id, true
        FROM unnest(%(copied)s::uuid[]) AS given(id), {BELOW_DOCUMENT.format(document="given.id")} WHERE below.whole
        UNION
        SELECT below.document_id, down.whole AND below.whole
        FROM down, {BELOW_DOCUMENT.format(document="down.document_id")} WHERE down.whole OR below.whole
    )
    SELECT DISTINCT document_id FROM down
"""  # noqa: S608
