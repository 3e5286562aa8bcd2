"""The desk: pages for claims, where they stand, evidence, assessments and verdicts, and for the people of the house."""

from django.contrib import admin

from .appearances import AppearanceAdmin, ExtractionRunAdmin
from .claims import ClaimAdmin
from .documents import ReadableDocumentAdmin
from .evidence import EvidenceAdmin
from .pages import pages
from .people import GroupAdmin, UserAdmin
from .provenance import TrackedCitationAdmin, TrackedLikenessAdmin, TrackedRelationshipAdmin
from .sources import ReadableSourceAdmin
from .verdicts import AssessmentAdmin, RatingAdmin, VerdictAdmin
from .webhooks import DeliveryAdmin, WebhookAdmin

__all__ = [
    "AppearanceAdmin",
    "AssessmentAdmin",
    "ClaimAdmin",
    "DeliveryAdmin",
    "EvidenceAdmin",
    "ExtractionRunAdmin",
    "GroupAdmin",
    "RatingAdmin",
    "ReadableDocumentAdmin",
    "ReadableSourceAdmin",
    "TrackedCitationAdmin",
    "TrackedLikenessAdmin",
    "TrackedRelationshipAdmin",
    "UserAdmin",
    "VerdictAdmin",
    "WebhookAdmin",
]

admin.site.index_template = "claims/admin/index.html"
admin.site.index_title = "Desk"
admin.site.extra_urls = pages  # type: ignore[attr-defined]  # django-unfold's site asks for it
