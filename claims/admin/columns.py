"""Columns that a list and a tab of appearances share."""

from __future__ import annotations

from unfold.decorators import display

from claims.models import Appearance
from sources.admin.base import agent_of

from . import display as shown


class AppearanceColumns:
    """Who said it, where it stands, who recorded it."""

    @display(description="speaker", ordering="speaker__name")
    def speaker_name(self, appearance: Appearance) -> str:
        return shown.speaker_name(appearance)

    @display(description="document")
    def place(self, appearance: Appearance) -> str:
        return shown.place_link(appearance)

    @display(description="recorded by")
    def agent(self, appearance: Appearance) -> str:
        return agent_of(appearance)
