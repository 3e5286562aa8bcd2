"""The app of what is said, and whether it holds."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims, appearances, evidence, assessments, verdicts."""

    name = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        """Tell the rooms upstream what a published verdict makes public, and listen to what becomes of articles and
        sources."""
        from claims.origins import outdate
        from claims.rules import PUBLIC
        from claims.workflow.freshness import look_again
        from sources.signals import document_changed, provenance_changed
        from sources.visibility import publish_when

        publish_when(**PUBLIC)
        document_changed.connect(look_again, dispatch_uid="claims.look_again")
        provenance_changed.connect(outdate, dispatch_uid="claims.outdate")
