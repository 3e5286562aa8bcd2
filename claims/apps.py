"""The app of what is said, and whether it holds."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    """Claims, appearances, evidence, assessments, verdicts."""

    name = "claims"
    verbose_name = "Claims"

    def ready(self) -> None:
        """Tell the rooms upstream what a published verdict makes public."""
        from claims.rules import PUBLIC
        from sources.visibility import publish_when

        publish_when(**PUBLIC)
