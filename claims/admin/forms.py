"""The desk's forms: what a person types, handed to the actions, whose objections stand beside the fields."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect
from unfold.widgets import UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from claims.models import Appearance, Claim, Evidence
from claims.workflow import editing, evidence
from claims.workflow.editing import Place, Wording
from sources.admin.base import ActionForm
from sources.admin.citations import QUOTATION_HELP
from sources.models import Snapshot, Source

WORDING = ("text", "kind", "checkable", "checkworthiness", "negated", "hedged")
PLACE = ("snapshot", "quotation", "speaker", "cue", "channel")


def wording(data: dict[str, Any]) -> Wording:
    """The part of a form that says what a claim is."""
    return Wording(**{name: data[name] for name in WORDING})


def place(data: dict[str, Any]) -> Place:
    """The part of a form that says where a claim stands."""
    return Place(**{name: data[name] for name in PLACE})


def quotation_field(*, required: bool = True, help_text: str = QUOTATION_HELP) -> forms.CharField:
    """The box that exact words are pasted into."""
    return forms.CharField(
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), required=required, help_text=help_text, strip=False
    )


def unanswered(form: forms.BaseForm, name: str) -> None:
    """Preselect nothing: a choice that matters is made, not left standing."""
    if name in form.fields:
        field = cast("forms.ChoiceField", form.fields[name])
        field.choices = [("", "Select value"), *cast("list[tuple[str, str]]", field.choices)]


class ClaimForm(ActionForm):
    """Correct a claim's wording and what is known of it."""

    class Meta:
        model = Claim
        fields = WORDING

    def rehearse(self, data: dict[str, Any]) -> None:
        editing.reword(self.instance, wording(data), by=self.user)


class AppearanceForm(ActionForm):
    """The words are found in the snapshot and can't be moved afterwards."""

    quotation = quotation_field()

    class Meta:
        model = Appearance
        fields = ("claim", "snapshot", "speaker", "cue", "channel")

    def rehearse(self, data: dict[str, Any]) -> None:
        if self.instance._state.adding:
            editing.record_appearance(data["claim"], place(data), by=self.user)
        else:
            editing.correct_speaker(self.instance, **data, by=self.user)


class EvidenceForm(ActionForm):
    """Words of a snapshot, or a citation in writing."""

    quotation = quotation_field(required=False)

    class Meta:
        model = Evidence
        fields = ("claim", "stance", "snapshot", "citation", "note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            unanswered(self, "stance")

    def rehearse(self, data: dict[str, Any]) -> None:
        if self.instance._state.adding:
            evidence.add_evidence(**data, by=self.user)
        else:
            evidence.revise_evidence(self.instance, **data, by=self.user)


def _picker(field: str) -> AutocompleteSelect:
    """A search box for what an appearance's field points to."""
    return AutocompleteSelect(Appearance._meta.get_field(field), site)


class RecordClaimForm(ActionForm):
    """A claim that a person found, with the place it stands at: no claim without its words."""

    snapshot = forms.ModelChoiceField(Snapshot.objects.all(), widget=_picker("snapshot"))
    quotation = quotation_field()
    speaker = forms.ModelChoiceField(
        Source.objects.all(), widget=_picker("speaker"), required=False, help_text="Empty: the article itself says so."
    )
    cue = forms.CharField(
        required=False, max_length=200, widget=UnfoldAdminTextInputWidget(), help_text="“said”, “according to”"
    )
    channel = forms.CharField(
        required=False, max_length=300, widget=UnfoldAdminTextInputWidget(), help_text="“interview with Reuters”"
    )

    class Meta:
        model = Claim
        fields = WORDING

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unanswered(self, "kind")

    def rehearse(self, data: dict[str, Any]) -> None:
        editing.record_claim(wording(data), place(data), by=self.user)
