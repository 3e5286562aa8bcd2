"""The desk's pages for personal tokens: everybody's own; administrators see, and revoke, those of all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.auth.models import User
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminSelectWidget

from access.actions import issue
from access.actions import revoke as revoke_token
from access.models import DAYS, Token
from access.rules import OWN, REVOKE_ALL
from access.scopes import SCOPES
from factcheck.common.errors import DomainError

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]  # generic in the stubs, plain at run time
else:
    ModelForm = forms.ModelForm

State = Token.State
COLOURS = {State.ACTIVE.value: "success", State.EXPIRED.value: "warning", State.REVOKED.value: "danger"}


def signed_in(request: HttpRequest) -> User:
    """The person at the desk; the admin lets nobody else in."""
    return cast(User, request.user)


class IssueForm(ModelForm):
    """What the token is for, what it may do, how long it lasts."""

    scopes = forms.MultipleChoiceField(
        label="It may, besides reading",
        choices=[(scope.name, f"{scope.name}: {scope.says}") for scope in SCOPES.values()],
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="It never may more than you may. Tick what the program needs, and nothing else.",
    )
    days = forms.TypedChoiceField(
        label="It lasts",
        coerce=int,
        choices=[(7, "A week"), (30, "30 days"), (90, "90 days"), (180, "Half a year"), (365, "A year")],
        initial=DAYS,
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = Token
        fields = ("name",)


@admin.register(Token)
class TokenAdmin(ModelAdmin):
    """Made here and revoked here; nobody changes or deletes one, so that what it was stays known."""

    list_per_page = 50
    list_display = ["name", "owner", "begins", "may", "last_used_at", "expires_at", "state_label"]
    list_select_related = ["owner"]
    search_fields = ["name", "prefix"]
    empty_value_display = "–"
    readonly_fields = ["begins", "may", "created_at", "expires_at", "last_used_at", "revoked_at", "stands"]
    actions = ["revoke_ticked"]
    actions_detail = ["revoke"]

    @display(description="begins with", ordering="prefix")
    def begins(self, token: Token) -> str:
        return f"{token.prefix}…"

    @display(description="may, besides reading")
    def may(self, token: Token) -> str:
        return ", ".join(token.scopes) or "nothing"

    @display(description="state", label=COLOURS)
    def state_label(self, token: Token) -> tuple[str, str]:
        return token.state.value, token.state.label

    @display(description="state")
    def stands(self, token: Token) -> str:
        return token.state.label

    def get_queryset(self, request: HttpRequest) -> QuerySet[Token]:
        return Token.objects.visible_to(signed_in(request))

    def get_list_display(self, request: HttpRequest) -> list[str]:
        """Whose it is, to those who see more than their own."""
        everybodys = request.user.has_perm(Token.SEE_ALL)
        return [name for name in self.list_display if everybodys or name != "owner"]

    def get_fields(self, request: HttpRequest, obj: Token | None = None) -> list[str]:
        return ["name", "scopes", "days"] if obj is None else ["name", "owner", *self.readonly_fields]

    def get_form(self, request: HttpRequest, obj: Model | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **({"form": IssueForm} if obj is None else {}), **kwargs)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm(OWN) or request.user.has_perm(Token.SEE_ALL)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_revoke_permission(self, request: HttpRequest, object_id: Any = None) -> bool:
        """Anybody's own, anybody's for administrators; of one token, only while it lets in."""
        if object_id is None:
            return self.has_view_permission(request)
        token = self.get_object(request, str(object_id))
        may = token is not None and (token.owner_id == request.user.pk or request.user.has_perm(REVOKE_ALL))
        return may and token.state == State.ACTIVE

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One button: what comes next is the secret, and nothing else."""
        one = {"show_save_and_add_another": False, "show_save_and_continue": False}
        answer: HttpResponse = super().add_view(request, form_url, {**(extra_context or {}), **one})
        return answer

    def save_model(self, request: HttpRequest, obj: Token, form: Any, change: bool) -> None:
        by = signed_in(request)
        token, form.text = issue(by, by=by, **form.cleaned_data)
        obj.__dict__.update(token.__dict__)
        request._issued = form.text  # type: ignore[attr-defined]

    def response_add(self, request: HttpRequest, obj: Token, post_url_continue: str | None = None) -> HttpResponse:
        """The secret, on a page shown this once: the answer to the form itself, so that it is stored nowhere."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Copy the token now",
            "opts": self.opts,
            "token": obj,
            "text": request._issued,  # type: ignore[attr-defined]
            "list": reverse("admin:access_token_changelist"),
        }
        return TemplateResponse(request, "access/admin/issued.html", context)

    @action(description="Revoke…", permissions=["revoke"])
    def revoke_ticked(self, request: HttpRequest, queryset: QuerySet[Token]) -> HttpResponse | None:
        if "sure" not in request.POST:
            return self._ask(request, list(queryset))
        self._revoke(request, queryset)
        return None

    @action(description="Revoke…", url_path="revoke", permissions=["revoke"])
    def revoke(self, request: HttpRequest, object_id: str) -> HttpResponse:
        token = self.get_object(request, object_id)
        assert token is not None  # noqa: S101  # has_revoke_permission has found it
        if request.method != "POST":
            return self._ask(request, [token])
        self._revoke(request, [token])
        return HttpResponseRedirect(reverse("admin:access_token_changelist"))

    def _revoke(self, request: HttpRequest, tokens: Any) -> None:
        """Each by itself, so that one that may not be revoked does not keep the others."""
        done = 0
        for token in tokens:
            try:
                revoke_token(token, by=signed_in(request))
                done += 1
            except DomainError as error:
                messages.error(request, str(error))
        if done:
            messages.success(request, f"{done} {'token' if done == 1 else 'tokens'} revoked.")

    def _ask(self, request: HttpRequest, tokens: list[Token]) -> HttpResponse:
        """What stops working, before it does."""
        context = {
            **self.admin_site.each_context(request),
            "title": "Revoke",
            "opts": self.opts,
            "tokens": tokens,
            "ticked": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "all": request.POST.get("select_across", "0"),
            "checkbox": ACTION_CHECKBOX_NAME,
            "list": reverse("admin:access_token_changelist"),
        }
        return TemplateResponse(request, "access/admin/revoke.html", context)
