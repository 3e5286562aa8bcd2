"""What the pages of the admin have in common, in both apps: what can't be changed, and how a domain error is said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from unfold.admin import ModelAdmin
from unfold.contrib.filters.admin import RadioFilter
from unfold.widgets import UnfoldAdminTextareaWidget

from factcheck.common.errors import DomainError, InvalidInput
from sources.models import Attributed

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]  # generic in the stubs, plain at run time
else:
    ModelForm = forms.ModelForm


class DeskAdmin(ModelAdmin):
    """Lists of 50, filters applied by a button, and no deletion: history and links depend on the rows."""

    list_per_page = 50
    list_filter_submit = True
    empty_value_display = "–"
    formfield_overrides: ClassVar[Any] = {
        models.TextField: {"widget": UnfoldAdminTextareaWidget(attrs={"rows": 4})},
        models.URLField: {"assume_scheme": "https"},
    }

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What an action refuses only while saving (somebody was quicker) becomes a message, on the page as it is."""
        try:
            response: HttpResponse = super().changeform_view(request, object_id, form_url, extra_context)
        except DomainError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(request.get_full_path())
        return response


class ReadOnlyAdmin(DeskAdmin):
    """Rows that only software makes and nobody changes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class UsualFilter(RadioFilter):
    """A filter whose first choice is on from the start; the rest of the rows is a click away."""

    all_option = None

    def value(self) -> str:
        choices: list[str] = [value for value, _ in self.lookup_choices]
        given = super().value()
        return given if given in choices else choices[0]


class ActionForm(ModelForm):
    """A form whose rules live in an action: clean() runs its checks and says what they object to beside the fields."""

    user: User

    def rehearse(self, data: dict[str, Any]) -> None:
        """Call the action that will save this; what it does here is rolled back. Raises DomainError."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors:
            before = dict(self.instance.__dict__)  # the rehearsal changes the row, and nothing of that may stay
            try:
                with transaction.atomic():
                    self.rehearse(data)
                    transaction.set_rollback(True)
            except InvalidInput as error:
                self.add_error(error.field if error.field in self.fields else None, str(error))
            except DomainError as error:
                self.add_error(None, str(error))
            self.instance.__dict__.clear()
            self.instance.__dict__.update(before)
        return data

    def _post_clean(self) -> None:
        """The row's constraints are left to the action, which knows the field that each belongs to."""
        own: dict[str, Any] = self.instance.__dict__
        own["validate_constraints"] = lambda exclude=None: None
        try:
            super()._post_clean()  # type: ignore[misc]  # of Django, which the stubs leave out
        finally:
            del own["validate_constraints"]


class ActionAdmin(DeskAdmin):
    """A page that saves through an action."""

    only_when_adding: ClassVar[tuple[str, ...]] = ("quotation",)
    only_when_changing: ClassVar[tuple[str, ...]] = ()

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        form.user = request.user
        for name in self.only_when_changing if obj is None else self.only_when_adding:
            form.base_fields.pop(name, None)
        return form

    def act(self, by: User, obj: Any, data: dict[str, Any], change: bool) -> Model:
        """Call the action; gives back the row that it saved."""
        raise NotImplementedError

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        saved = self.act(signed_in(request), obj, form.cleaned_data, change)
        for field in saved._meta.concrete_fields:  # what Django does next, it does with obj
            setattr(obj, field.attname, getattr(saved, field.attname))
        obj._state.adding = False


def signed_in(request: HttpRequest) -> User:
    """The person at the desk; the admin lets nobody else in."""
    return cast(User, request.user)


def agent_of(row: Attributed) -> str:
    """Who made a row, by name."""
    return str(row.software or row.person)


def shortened(text: str, length: int = 120) -> str:
    """The text on one line, cut at a word where it is longer than `length` characters."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[:length].rsplit(" ", 1)[0] + "…"
