"""Edit: an act of the workbench on a document's claims, kept so that it can be taken back."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from claims.workflow.moves import Act
from factcheck.common.models import Identified
from sources.models import Snapshot


class Edit(Identified):
    """What one act changed: [{"model", "id", "before": {field: value}, "after": {field: value}}, …].

    before of a row that the act made says how it is put out of use. Taking an edit back restores `before`, where the
    rows are still as in `after`.
    """

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, null=True, related_name="edits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=10, choices=Act.choices)
    changes = models.JSONField()
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["snapshot", "person", "-created_at"], name="edit_latest_first")]
        constraints = [
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="undone_edit_names_who_undid_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} by {self.person}"
