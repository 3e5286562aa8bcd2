"""The app of who may ask the API, and how often."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Personal tokens and rate limits."""

    name = "access"
    verbose_name = "Access"

    def ready(self) -> None:
        """Tell the OpenAPI document how a program signs in."""
        from access import openapi  # noqa: F401  # it registers itself
