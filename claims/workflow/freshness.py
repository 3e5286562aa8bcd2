"""What is published is looked at again where its article has changed; new evidence is weighed in verdicts.py."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from claims.models import Verdict
from claims.workflow.acting import locked
from claims.workflow.moves import Act, Stage
from claims.workflow.verdicts import mark_stale
from factcheck.common.acts import telling
from sources.models import Snapshot


@transaction.atomic
def look_again(snapshot: Snapshot, **_: Any) -> int:
    """Ask for another look at every published verdict on a claim of a document whose text has changed; how many.

    Whether the claim's own words still stand there is told with it.
    """
    document = snapshot.document
    places = {"claim__appearances__snapshot__document": document, "claim__appearances__retired": False}
    found = Verdict.objects.filter(stage=Stage.PUBLISHED, **places).distinct().order_by("pk")
    published = [now for now in map(locked, found) if now.stage == Stage.PUBLISHED]
    for verdict in published:
        quoted = verdict.claim.appearances.filter(snapshot__document=document, retired=False)
        stands = all(words in snapshot.text for words in quoted.values_list("exact", flat=True))
        reason = (
            f"“{document}” changed; as captured on {snapshot.captured_at:%-d %B %Y}, "
            f"the words of the claim {'still stand there' if stands else 'are gone'}."
        )
        with telling(None, Act.STALE, reason):
            mark_stale(verdict, reason)
    return len(published)
