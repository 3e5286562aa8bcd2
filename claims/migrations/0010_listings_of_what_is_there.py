"""Lists what is there already, tells what was published before, and dates listings as documents are dated."""

from django.db import migrations

LISTINGS = """
    INSERT INTO claims_claimlisting (claim_id, created_at, kind, checkable, checkworthiness, rejected, public, rating_id,
        verdict_at, stale, published, search)
    SELECT c.id, c.created_at, c.kind, c.checkable, c.checkworthiness, c.state = 'rejected',
        c.state <> 'rejected' AND v.stage IS NOT NULL, CASE WHEN v.stage = 'published' THEN v.rating_id END,
        v.published_at, v.stale_since IS NOT NULL, dated.published, to_tsvector('english', c.text)
    FROM claims_claim c
    LEFT JOIN LATERAL (
        SELECT stage, rating_id, published_at, stale_since FROM claims_verdict
        WHERE claim_id = c.id AND stage IN ('published', 'corrected', 'retracted') ORDER BY version DESC LIMIT 1
    ) v ON true
    LEFT JOIN LATERAL (
        SELECT min(d.published) AS published FROM claims_appearance a
        JOIN sources_snapshot s ON s.id = a.snapshot_id JOIN sources_document d ON d.id = s.document_id
        WHERE a.claim_id = c.id AND NOT a.retired
    ) dated ON true
"""
QUANTITIES = r"""
    INSERT INTO claims_claimquantity (claim_id, unit, comparator, value)
    SELECT c.id, left(q->>'unit', 100), q->>'comparator', (q->>'value')::numeric
    FROM claims_claim c, jsonb_array_elements(c.quantities) AS q
    WHERE q->>'value' ~ '^-?[0-9]{1,30}(\.[0-9]+)?$'
"""
# From the history, which has every moment; in its order.
CHANGES = """
    INSERT INTO claims_change (kind, claim_id, verdict_id, at)
    SELECT CASE
            WHEN e.stage = 'retracted' THEN 'retracted'
            WHEN EXISTS (
                SELECT 1 FROM claims_verdict v WHERE v.claim_id = e.claim_id AND v.version < e.version
                AND v.stage IN ('published', 'corrected', 'retracted')
            ) THEN 'corrected'
            ELSE 'published'
        END, e.claim_id, e.pgh_obj_id, e.pgh_created_at
    FROM claims_verdictevent e
    WHERE (e.act, e.stage) IN (('publish', 'published'), ('retract', 'retracted'))
    ORDER BY e.pgh_created_at, e.pgh_id
    ON CONFLICT DO NOTHING
"""
# The table belongs to the room upstream, which knows nothing of claims; so this trigger stands here.
DATE = """
    CREATE FUNCTION claims_date_listings() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        UPDATE claims_claimlisting l SET published = found.published
        FROM (
            SELECT a.claim_id, min(d.published) AS published
            FROM sources_snapshot here
            JOIN claims_appearance there ON there.snapshot_id = here.id AND NOT there.retired
            JOIN claims_appearance a ON a.claim_id = there.claim_id AND NOT a.retired
            JOIN sources_snapshot s ON s.id = a.snapshot_id
            JOIN sources_document d ON d.id = s.document_id
            WHERE here.document_id = NEW.id
            GROUP BY a.claim_id
        ) AS found
        WHERE l.claim_id = found.claim_id AND l.published IS DISTINCT FROM found.published;
        RETURN NULL;
    END $$;
    CREATE TRIGGER document_dates_its_claims AFTER UPDATE ON sources_document FOR EACH ROW
        WHEN (OLD.published IS DISTINCT FROM NEW.published) EXECUTE FUNCTION claims_date_listings();
"""
UNDATE = """
    DROP TRIGGER document_dates_its_claims ON sources_document;
    DROP FUNCTION claims_date_listings();
"""


class Migration(migrations.Migration):

    dependencies = [("claims", "0009_claims_as_lists_find_them")]

    operations = [
        migrations.RunSQL([LISTINGS, QUANTITIES, CHANGES], migrations.RunSQL.noop),
        migrations.RunSQL(DATE, UNDATE),
    ]
