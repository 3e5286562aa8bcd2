"""The app that loads what an empty house starts with."""

from django.apps import AppConfig


class SeedsConfig(AppConfig):
    """The article the project was born from, its sources, roles and the rating scale."""

    name = "seeds"
