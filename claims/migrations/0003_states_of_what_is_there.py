"""Give what was recorded before there was a workflow the state that it amounts to."""

import pgtrigger
from django.db import migrations

# As the seeds have them; a scale that the desk has changed is left alone.
STANDS_ON = {
    "True": (["supports"], ""),
    "Mostly true": (["supports"], ""),
    "Half true": (["supports", "refutes"], ""),
    "Mostly false": (["refutes"], ""),
    "False": (["refutes"], ""),
    "Misleading": (["refutes", "context"], ""),
    "Missing context": (["refutes", "context"], ""),
    "Unproven": ([], "what was searched"),
    "Not checkable": ([], "why no evidence could decide it"),
}
ACTS = {
    "draft": "draft",
    "in_review": "send",
    "approved": "approve",
    "published": "publish",
    "corrected": "correct",
    "retracted": "retract",
}


def fill_in(apps, schema_editor):
    Claim, Rating, Verdict = (apps.get_model("claims", name) for name in ("Claim", "Rating", "Verdict"))
    for name, (stances, asks) in STANDS_ON.items():
        Rating.objects.filter(name=name, stances=[], asks="").update(stances=stances, asks=asks)
    with pgtrigger.ignore("claims.Claim:claim_moves_by_the_table", "claims.Verdict:verdict_moves_by_the_table"):
        for verdict in Verdict.objects.order_by("claim_id", "-version").distinct("claim_id"):
            # A verdict was written: whoever did found the claim to be so.
            Claim.objects.filter(pk=verdict.claim_id).update(state="agreed", act="submit", outcome=verdict.rating_id)
        for stage, act in ACTS.items():
            Verdict.objects.filter(stage=stage).update(act=act)


class Migration(migrations.Migration):

    dependencies = [("claims", "0002_the_review_workflow")]

    operations = [migrations.RunPython(fill_in, migrations.RunPython.noop)]
