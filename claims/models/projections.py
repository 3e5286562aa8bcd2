"""The triggers that keep what is derived from claims and verdicts: listings, quantities, the feed of changes."""

from __future__ import annotations

import pgtrigger
from pgtrigger import After, Insert, Update

from claims.workflow.moves import PUBLIC

_PUBLIC = ", ".join(f"'{stage}'" for stage in PUBLIC)
FEED = 0x66616374  # names the advisory lock under which changes get their positions

# Numbers of the claim NEW, from what the extractor or an editor wrote.
QUANTITIES = """
    INSERT INTO claims_claimquantity (claim_id, unit, comparator, value)
    SELECT NEW.id, left(q->>'unit', 100), q->>'comparator', (q->>'value')::numeric
    FROM jsonb_array_elements(NEW.quantities) AS q
    WHERE q->>'value' ~ '^-?[0-9]{1,30}(\\.[0-9]+)?$';
"""
LIST = f"""
    INSERT INTO claims_claimlisting (claim_id, created_at, kind, checkable, checkworthiness, search)
    VALUES (NEW.id, NEW.created_at, NEW.kind, NEW.checkable, NEW.checkworthiness, to_tsvector('english', NEW.text));
    {QUANTITIES}
"""
LIST_AGAIN = f"""
    UPDATE claims_claimlisting SET created_at = NEW.created_at, kind = NEW.kind, checkable = NEW.checkable,
        checkworthiness = NEW.checkworthiness, rejected = NEW.state = 'rejected',
        public = NEW.state <> 'rejected' AND EXISTS (
            SELECT 1 FROM claims_verdict v WHERE v.claim_id = NEW.id AND v.stage IN ({_PUBLIC})
        ),
        search = to_tsvector('english', NEW.text)
    WHERE claim_id = NEW.id;
    IF OLD.quantities IS DISTINCT FROM NEW.quantities THEN
        DELETE FROM claims_claimquantity WHERE claim_id = NEW.id;
        {QUANTITIES}
    END IF;
"""
LIST_VERDICT = f"""
    UPDATE claims_claimlisting l SET public = NOT l.rejected, rating_id = now.rating_id, verdict_at = now.published_at,
        stale = now.stale_since IS NOT NULL
    FROM (
        SELECT CASE WHEN stage = 'published' THEN rating_id END AS rating_id, published_at, stale_since
        FROM claims_verdict WHERE claim_id = NEW.claim_id AND stage IN ({_PUBLIC}) ORDER BY version DESC LIMIT 1
    ) AS now
    WHERE l.claim_id = NEW.claim_id;
"""
LIST_DATES = """
    UPDATE claims_claimlisting l SET published = found.published
    FROM (
        SELECT min(d.published) AS published FROM claims_appearance a
        JOIN sources_snapshot s ON s.id = a.snapshot_id JOIN sources_document d ON d.id = s.document_id
        WHERE a.claim_id = NEW.claim_id AND NOT a.retired
    ) AS found
    WHERE l.claim_id = NEW.claim_id AND l.published IS DISTINCT FROM found.published;
"""
# The function stands in a migration: documents have a trigger that calls it, too.
FIND_AGAIN = "PERFORM claims_find_by_source(ARRAY[NEW.claim_id]);"
TELL = f"""
    PERFORM pg_advisory_xact_lock({FEED});
    INSERT INTO claims_change (kind, claim_id, verdict_id, at) VALUES (
        CASE
            WHEN NEW.stage = 'retracted' THEN 'retracted'
            WHEN EXISTS (
                SELECT 1 FROM claims_verdict v
                WHERE v.claim_id = NEW.claim_id AND v.version < NEW.version AND v.stage IN ({_PUBLIC})
            ) THEN 'corrected'
            ELSE 'published'
        END,
        NEW.claim_id, NEW.id, clock_timestamp()
    );
"""


def _keeps(name: str, operation: pgtrigger.Operation, func: str, condition: str = "") -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=name,
        when=After,
        operation=operation,
        condition=pgtrigger.Condition(condition) if condition else None,
        func=f"{func} RETURN NULL;",
    )


def claim_projections() -> list[pgtrigger.Trigger]:
    """Every claim has its listing and its quantities."""
    watched = "created_at kind checkable checkworthiness state text quantities"
    changed = " OR ".join(f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in watched.split())
    return [
        _keeps("claim_is_listed", Insert, LIST),
        _keeps("claim_is_listed_as_it_is_now", Update, LIST_AGAIN, changed),
    ]


def verdict_projections() -> list[pgtrigger.Trigger]:
    """What is published is listed at once, and told at the end of the transaction, when nothing is locked after it."""
    stages = "OLD.stage IS DISTINCT FROM NEW.stage"
    return [
        _keeps(
            "verdict_is_listed",
            Update,
            LIST_VERDICT,
            f"NEW.stage IN ({_PUBLIC}) AND ({stages} OR OLD.stale_since IS DISTINCT FROM NEW.stale_since)",
        ),
        pgtrigger.Trigger(
            name="verdict_is_told",
            when=After,
            operation=Update,
            timing=pgtrigger.Deferred,
            condition=pgtrigger.Condition(f"{stages} AND NEW.stage IN ('published', 'retracted')"),
            func=f"{TELL} RETURN NULL;",
        ),
    ]


def listing_projections() -> list[pgtrigger.Trigger]:
    """What becomes public is found by who said it."""
    changed = " OR ".join(
        f'OLD."{name}" IS DISTINCT FROM NEW."{name}"' for name in ("public", "rating_id", "created_at")
    )
    return [_keeps("public_claim_is_found_by_source", Update, FIND_AGAIN, changed)]


def appearance_projections() -> list[pgtrigger.Trigger]:
    """Where a claim stands says since when it is known, and by whom."""
    return [
        _keeps("appearance_dates_its_claim", Insert, LIST_DATES),
        _keeps("appearance_has_its_claim_found", Insert, FIND_AGAIN),
        _keeps(
            "appearance_has_its_claim_found_anew",
            Update,
            FIND_AGAIN,
            "OLD.retired IS DISTINCT FROM NEW.retired OR OLD.snapshot_id IS DISTINCT FROM NEW.snapshot_id"
            " OR OLD.speaker_id IS DISTINCT FROM NEW.speaker_id",
        ),
        _keeps(
            "appearance_dates_its_claim_anew",
            Update,
            LIST_DATES,
            "OLD.retired IS DISTINCT FROM NEW.retired OR OLD.snapshot_id IS DISTINCT FROM NEW.snapshot_id",
        ),
    ]
