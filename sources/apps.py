"""The app of where words come from."""

from django.apps import AppConfig


class SourcesConfig(AppConfig):
    """Sources, documents, snapshots, citations."""

    name = "sources"
    verbose_name = "Sources"
