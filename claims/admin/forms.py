"""The desk's forms: what a person types, handed to the actions, whose objections stand beside the fields."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth import get_user_model
from django.db.models import Q
from unfold.widgets import (
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
    UnfoldBooleanSwitchWidget,
)

from claims.models import Appearance, Assessment, Claim, Evidence, Verdict
from claims.workflow import actions
from claims.workflow.actions import Place, Wording
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
        actions.compose_wording(self.instance, wording(data), by=self.user)


class AppearanceForm(ActionForm):
    """The words are found in the snapshot and can't be moved afterwards."""

    quotation = quotation_field()

    class Meta:
        model = Appearance
        fields = ("claim", "snapshot", "speaker", "cue", "channel")

    def rehearse(self, data: dict[str, Any]) -> None:
        if self.instance._state.adding:
            actions.compose_appearance(data["claim"], place(data), by=self.user)


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
            actions.compose_evidence(**data, by=self.user)
        else:
            actions.compose_evidence_revision(self.instance, **data, by=self.user)


class AssessmentForm(ActionForm):
    """One's own finding; nobody else sees it before they have submitted theirs."""

    submit = forms.BooleanField(
        required=False,
        widget=UnfoldBooleanSwitchWidget(),
        help_text="Submitted, it can't be changed any more, and the others' findings are shown to you.",
    )

    class Meta:
        model = Assessment
        fields = ("claim", "rating", "rationale")

    def rehearse(self, data: dict[str, Any]) -> None:
        claim = data.get("claim") or self.instance.claim
        if self.instance._state.adding and Assessment.objects.filter(claim=claim, reviewer=self.user).exists():
            self.add_error("claim", "You have assessed this claim already; open that assessment to change it.")
            return
        actions.compose_assessment(claim, by=self.user, rating=data["rating"], rationale=data["rationale"])


class DraftForm(ActionForm):
    """A new version of a claim's verdict."""

    class Meta:
        model = Verdict
        fields = ("claim", "rating", "summary", "explanation")

    def rehearse(self, data: dict[str, Any]) -> None:
        actions.compose_verdict(**data, by=self.user)


class VerdictForm(ActionForm):
    """Change a verdict's words while it isn't published, and its stage. Nobody approves in another's name."""

    class Meta:
        model = Verdict
        fields = ("rating", "summary", "explanation", "stage", "approved_by")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "approved_by" in self.fields:
            approver = Q(pk__in=[self.user.pk, self.instance.approved_by_id])
            self.fields["approved_by"] = forms.ModelChoiceField(
                get_user_model()._default_manager.filter(approver),
                required=False,
                widget=UnfoldAdminSelectWidget(),
                empty_label="not approved",
                help_text="You, if you approve it; who wrote a verdict can't.",
                initial=self.instance.approved_by_id,
            )

    def rehearse(self, data: dict[str, Any]) -> None:
        actions.compose_revision(self.instance, **revision(self.instance, data), by=self.user)


def revision(verdict: Verdict, data: dict[str, Any]) -> dict[str, Any]:
    """What the form asks for; a field that it shows read-only stays as it is."""
    return {name: data.get(name, getattr(verdict, name)) for name in VerdictForm.Meta.fields}


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
        actions.compose_claim(wording(data), place(data), by=self.user)
