"""The desk's pages for webhooks: everybody's own, those of all for administrators; and what was sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Max, Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from unfold.admin import ModelAdmin
from unfold.decorators import action, display
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminURLInputWidget

from claims.feed import webhooks
from claims.models import Change, Delivery, Webhook
from claims.rules import HAVE_WEBHOOKS, LOOK_AFTER_WEBHOOKS
from factcheck.common.errors import DomainError, InvalidInput

COLOURS = {"active": "success", "disabled": "danger", "delivered": "success", "due": "info", "given up": "danger"}


def _person(request: HttpRequest) -> User:
    return cast(User, request.user)


class WebhookForm(forms.ModelForm):
    """An address, and of what it is told."""

    url = forms.URLField(
        label="URL",
        max_length=2000,
        assume_scheme="https",
        widget=UnfoldAdminURLInputWidget,
        help_text="An https address.",
    )
    kinds = forms.MultipleChoiceField(
        label="It is told of what was",
        choices=Change.Kind.choices,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="Of everything, if nothing is ticked.",
    )

    class Meta:
        model = Webhook
        fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """What the action refuses is said beside the field."""
        cleaned: dict[str, Any] = super().clean() or {}
        if self.instance._state.adding and not self.errors:
            try:
                self.made = webhooks.register(self.person, url=cleaned["url"], kinds=cleaned.get("kinds") or [])
            except InvalidInput as error:
                self.add_error(error.field or None, str(error))
        return cleaned

    person: User


@admin.register(Webhook)
class WebhookAdmin(ModelAdmin):
    """Made here or by a program; its secret is shown to the owner alone."""

    form = WebhookForm
    list_display = ("url", "owner", "state", "last_delivered", "waiting")
    list_display_links = ("url",)
    search_fields = ("url", "owner__username")
    list_per_page = 50
    actions = ("enable", "disable", "rotate")
    warn_unsaved_form = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Webhook]:
        """One's own, or all."""
        rows = Webhook.objects.select_related("owner").annotate(_last=Max("deliveries__delivered_at"))
        rows = rows.order_by(*(Webhook._meta.ordering or ()))  # which is forgotten where rows are grouped
        return rows if request.user.has_perm(LOOK_AFTER_WEBHOOKS) else rows.filter(owner=request.user.pk)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, which knows who fills it in."""
        form = super().get_form(request, obj, change, **kwargs)
        form.person = _person(request)
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What there is stays as it is."""
        if obj is None:
            return ()
        mine = obj.owner_id == request.user.pk
        return ("url", "told_of", "owner", "state", "disabled_reason", *(("signing_secret",) if mine else ()))

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Address and kinds; of one that is there, how it does."""
        return self.get_readonly_fields(request, obj) or ("url", "kinds")

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """The form's action has kept it already."""
        obj.__dict__.update({name: value for name, value in form.made.__dict__.items() if not name.startswith("_")})
        obj._state.adding = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Who may have webhooks."""
        return request.user.has_perm(HAVE_WEBHOOKS)

    has_module_permission = has_add_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One's own; the queryset has no other."""
        return request.user.has_perm(HAVE_WEBHOOKS)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is changed but by the actions."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One's own, or those of all, with the log."""
        mine = obj is None or obj.owner_id == request.user.pk
        return request.user.has_perm(HAVE_WEBHOOKS if mine else LOOK_AFTER_WEBHOOKS)

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What goes with it is its log, which nobody removes by itself."""
        going, counts, _, protected = super().get_deleted_objects(objs, request)
        return going, counts, set(), protected

    def delete_model(self, request: HttpRequest, obj: Webhook) -> None:
        """By the action."""
        webhooks.remove(obj, by=_person(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        """Each by the action."""
        self._each(request, queryset, lambda webhook: webhooks.remove(webhook, by=_person(request)))

    @admin.display(description="It is told of what was")
    def told_of(self, webhook: Webhook) -> str:
        """The kinds of changes."""
        return ", ".join(webhook.kinds or Change.Kind.values)

    @display(description="State", label=COLOURS)
    def state(self, webhook: Webhook) -> str:
        """Whether it is told."""
        return "disabled" if webhook.disabled_at else "active"

    @admin.display(description="Last delivered", ordering="_last")
    def last_delivered(self, webhook: Any) -> Any:
        """When it last took something."""
        return webhook._last

    @admin.display(description="Secret")
    def signing_secret(self, webhook: Webhook) -> str:
        """What signs its messages."""
        return webhook.secret

    @admin.display(description="Messages")
    def waiting(self, webhook: Webhook) -> str:
        """In a list of their own."""
        address = reverse("admin:claims_delivery_changelist")
        return format_html('<a class="underline" href="{}?webhook__id__exact={}">log</a>', address, webhook.pk)

    @action(description="Enable, and send what happened meanwhile")
    def enable(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        """Each that is ticked."""
        self._each(request, queryset, lambda webhook: webhooks.enable(webhook, by=_person(request)))

    @action(description="Disable")
    def disable(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        """Each that is ticked."""
        reason = "Disabled at the desk."
        self._each(request, queryset, lambda webhook: webhooks.disable(webhook, by=_person(request), reason=reason))

    @action(description="Give another secret")
    def rotate(self, request: HttpRequest, queryset: QuerySet[Webhook]) -> None:
        """Each that is ticked."""
        self._each(request, queryset, lambda webhook: webhooks.rotate(webhook, by=_person(request)))

    def _each(self, request: HttpRequest, rows: QuerySet[Webhook], act: Callable[[Webhook], Model | None]) -> None:
        try:
            for webhook in rows:
                act(webhook)
        except DomainError as error:
            self.message_user(request, str(error), messages.ERROR)


@admin.register(Delivery)
class DeliveryAdmin(ModelAdmin):
    """The log of what was sent: to be read."""

    list_display = ("created_at", "webhook", "kind", "state", "attempts", "said", "next_attempt_at")
    list_filter = (("webhook", admin.RelatedOnlyFieldListFilter),)
    search_fields = ("webhook__url", "change__kind")
    list_per_page = 50
    fields = ("webhook", "kind", "state", "attempts", "next_attempt_at", "delivered_at", "gave_up_at", "story")
    readonly_fields = fields
    actions = ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delivery]:
        """Of one's own webhooks, or of all."""
        rows = Delivery.objects.select_related("webhook", "change").prefetch_related("log")
        return rows if request.user.has_perm(LOOK_AFTER_WEBHOOKS) else rows.filter(webhook__owner=request.user.pk)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody writes the log."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes it."""
        return False

    has_delete_permission = has_change_permission

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Who may have webhooks; the queryset has one's own."""
        return request.user.has_perm(HAVE_WEBHOOKS)

    has_module_permission = has_view_permission

    @admin.display(description="Change")
    def kind(self, delivery: Delivery) -> str:
        """What happened."""
        return str(delivery.change.kind)

    @display(description="State", label=COLOURS)
    def state(self, delivery: Delivery) -> str:
        """Where it is."""
        return "delivered" if delivery.delivered_at else "given up" if delivery.gave_up_at else "due"

    @admin.display(description="Last answer")
    def said(self, delivery: Delivery) -> str:
        """Of the last attempt."""
        log = list(delivery.log.all())
        return str(log[-1])[:200] if log else ""

    @admin.display(description="Attempts, one by one")
    def story(self, delivery: Delivery) -> str:
        """Each with its time."""
        lines = [
            f"{each.created_at:%Y-%m-%d %H:%M:%S}  {each}  ({each.milliseconds} ms)" for each in delivery.log.all()
        ]
        return "\n".join(lines) or "None yet."
