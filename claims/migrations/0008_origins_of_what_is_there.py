"""Tie what was recorded before to where it came from: claims to their origins, appearances to the channel they name."""

from django.db import migrations

ORIGINS = "INSERT INTO claims_claimorigins (claim_id) SELECT id FROM claims_claim ON CONFLICT DO NOTHING"
# Of the citations in the same snapshot whose channel the appearance's label begins with, the nearest.
CHANNELS = """
    UPDATE claims_appearance a SET citation_id = (
        SELECT c.id FROM sources_citation c
        WHERE c.snapshot_id = a.snapshot_id AND a.channel LIKE c.channel || ' %' AND abs(c.start - a.start) < 1000
        ORDER BY abs(c.start - a.start), c.id LIMIT 1
    ) WHERE a.channel LIKE '% %' AND NOT a.retired AND EXISTS (
        SELECT 1 FROM claims_claim WHERE id = a.claim_id AND state <> 'rejected'
    )
"""
# What a person recorded needs nobody else to look at it.
CONFIRMED = "UPDATE sources_citation SET standing = 'confirmed' WHERE person_id IS NOT NULL"


class Migration(migrations.Migration):

    dependencies = [("claims", "0007_where_a_claim_comes_from")]

    operations = [migrations.RunSQL([ORIGINS, CHANNELS, CONFIRMED], migrations.RunSQL.noop)]
