"""The forms of a source's page, each of which is an action's: what that objects to stands beside the field."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect
from django.contrib.auth.models import User
from unfold.widgets import UnfoldAdminRadioSelectWidget, UnfoldAdminTextareaWidget, UnfoldAdminTextInputWidget

from factcheck.common.errors import DomainError, InvalidInput
from sources.actions import merge_sources, note_reliability, part_sources
from sources.models import Likeness, ReliabilityNote, Source
from sources.rules import PERMISSIONS, Act

from .provenance import times_named


class SourceForm(forms.Form):
    """One act on a source. do names it in what is sent; done is what the person is told."""

    do: ClassVar[str]
    act: ClassVar[Act]
    done: ClassVar[str]

    def __init__(self, *args: Any, source: Source, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **{"prefix": self.do, **kwargs})
        self.source, self.user = source, user

    def perform(self) -> None:
        """Call the action with what was filled in. Raises DomainError."""
        raise NotImplementedError

    @classmethod
    def open_to(cls, user: User) -> bool:
        """Whether the person may do it."""
        return user.has_perm(PERMISSIONS[cls.act])

    def performed(self) -> bool:
        """Whether it is filled in well and was done; if not, the errors say why."""
        if not self.is_valid():
            return False
        try:
            self.perform()
        except InvalidInput as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
        except DomainError as error:
            self.add_error(None, str(error))
        return not self.errors


class NoteForm(SourceForm):
    """What a reviewer thinks of the source."""

    do = "note"
    act = Act.NOTE
    done = "Noted. What was thought before stands in the history."

    note = forms.CharField(
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 3}), help_text="How far to rely on it, and for what."
    )
    reason = forms.CharField(
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 2}),
        help_text=ReliabilityNote._meta.get_field("reason").help_text,
    )

    def perform(self) -> None:
        note_reliability(self.source, **self.cleaned_data, by=self.user)


MORE, THIS, THAT = "more", "this", "that"


class MergeForm(SourceForm):
    """This record and another are one source."""

    do = "merge"
    act = Act.MERGE
    done = "Merged: two records of one source. It can be taken back."

    other = forms.ModelChoiceField(
        Source.objects.records(),
        label="The same as",
        widget=AutocompleteSelect(Likeness._meta.get_field("other"), site),
    )
    keep = forms.ChoiceField(
        label="Which record is kept",
        choices=[(MORE, "The one that is named more often"), (THIS, "This one"), (THAT, "The other one")],
        initial=MORE,
        widget=UnfoldAdminRadioSelectWidget,
    )
    reason = forms.CharField(
        required=False, widget=UnfoldAdminTextInputWidget, help_text="It stands in the history of both."
    )

    def perform(self) -> None:
        this, that = self.source, self.cleaned_data["other"]
        keep = self.cleaned_data["keep"]
        if keep == MORE:
            named = times_named([this.pk, that.pk])
            keep = THAT if named[that.pk] > named[this.pk] else THIS
        kept, gone = (this, that) if keep == THIS else (that, this)
        try:
            merge_sources(kept, gone, by=self.user, reason=self.cleaned_data["reason"])
        except InvalidInput as error:
            raise InvalidInput(str(error), field="other") from error


class PartForm(SourceForm):
    """A record that was merged into this one is another source after all."""

    do = "part"
    act = Act.PART
    done = "Taken back: two records again."

    likeness = forms.ModelChoiceField(
        Likeness.objects.filter(standing=Likeness.Standing.MERGED),
        widget=forms.HiddenInput,
        error_messages={"invalid_choice": "These are two records already."},
    )

    def perform(self) -> None:
        part_sources(self.cleaned_data["likeness"], by=self.user)


FORMS: dict[str, type[SourceForm]] = {form.do: form for form in (NoteForm, MergeForm, PartForm)}
