"""Finds what is public by its sources, and goes on doing so when a document gets another publisher."""

from django.db import migrations

FOUND = """
    INSERT INTO claims_claimbysource (listing_id, source_id, role, created_at, rating_id)
    SELECT DISTINCT l.claim_id, found.source_id, found.role, l.created_at, l.rating_id
    FROM claims_claimlisting l
    JOIN claims_appearance a ON a.claim_id = l.claim_id AND NOT a.retired
    JOIN sources_snapshot s ON s.id = a.snapshot_id
    JOIN sources_document d ON d.id = s.document_id
    CROSS JOIN LATERAL (VALUES (a.speaker_id, 'speaker'), (d.publisher_id, 'publisher')) AS found (source_id, role)
    WHERE l.public AND found.source_id IS NOT NULL
"""
# Whoever comes second waits at the listing, and then sees what the first one did.
FIND = f"""
    CREATE FUNCTION claims_find_by_source(claims uuid[]) RETURNS void LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM 1 FROM claims_claimlisting WHERE claim_id = ANY(claims) ORDER BY claim_id FOR NO KEY UPDATE;
        DELETE FROM claims_claimbysource WHERE listing_id = ANY(claims);
        {FOUND} AND l.claim_id = ANY(claims);
    END $$;
    CREATE FUNCTION claims_find_by_publisher() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM claims_find_by_source(ARRAY(
            SELECT DISTINCT a.claim_id FROM sources_snapshot s JOIN claims_appearance a ON a.snapshot_id = s.id
            WHERE s.document_id = NEW.id
        ));
        RETURN NULL;
    END $$;
    CREATE TRIGGER document_has_its_claims_found AFTER UPDATE ON sources_document FOR EACH ROW
        WHEN (OLD.publisher_id IS DISTINCT FROM NEW.publisher_id) EXECUTE FUNCTION claims_find_by_publisher();
"""  # noqa: S608
FORGET = """
    DROP TRIGGER document_has_its_claims_found ON sources_document;
    DROP FUNCTION claims_find_by_publisher();
    DROP FUNCTION claims_find_by_source(uuid[]);
"""


class Migration(migrations.Migration):

    dependencies = [("claims", "0013_claims_by_source")]

    operations = [
        migrations.RunSQL(FIND, FORGET),
        migrations.RunSQL(FOUND, migrations.RunSQL.noop),
    ]
