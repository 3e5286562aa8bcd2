"""One's own webhooks: which addresses are told of changes, and how each message went."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import QuerySet
from drf_spectacular.utils import extend_schema, extend_schema_serializer
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.permissions import IsAuthenticated
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from access.permissions import WithinScope
from claims.feed import webhooks
from claims.models import Change, Delivery, DeliveryAttempt, Webhook
from factcheck.common.pagination import KeysetPagination
from factcheck.common.views import Strict

from .acts.inputs import Input

SCOPE = "webhooks"


class WebhookInput(Input):
    """Where to, and of what."""

    url = serializers.URLField(max_length=2000, help_text="https, on the public internet.")
    kinds = serializers.ListField(
        child=serializers.ChoiceField(choices=Change.Kind.choices),
        default=list,
        max_length=3,
        help_text="All kinds if left out.",
    )


class WebhookSerializer(serializers.ModelSerializer):
    """An address that is told of changes."""

    class Meta:
        model = Webhook
        fields = ["id", "created_at", "url", "kinds", "disabled_at", "disabled_reason"]
        read_only_fields = fields


class WebhookSecretSerializer(WebhookSerializer):
    """With what signs its messages, as Standard Webhooks has it.

    No other answer shows it; its owner finds it in the admin.
    """

    secret = serializers.CharField(read_only=True)

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields


@extend_schema_serializer(many=False)  # a list that is no array
class WebhooksSerializer(serializers.Serializer):
    """All of one's own."""

    webhooks = WebhookSerializer(many=True)


class AttemptSerializer(serializers.ModelSerializer):
    """One POST."""

    class Meta:
        model = DeliveryAttempt
        fields = ["created_at", "status", "error", "milliseconds"]
        read_only_fields = fields


class DeliverySerializer(serializers.ModelSerializer):
    """A message, and how its attempts went."""

    kind = serializers.CharField(source="change.kind", read_only=True)
    claim = serializers.UUIDField(source="change.claim_id", read_only=True)
    log = AttemptSerializer(many=True, read_only=True)

    class Meta:
        model = Delivery
        fields = [
            *("id", "created_at", "kind", "claim", "attempts", "next_attempt_at", "delivered_at", "gave_up_at", "log"),
        ]
        read_only_fields = fields


class WebhookViewSet(Strict, GenericViewSet):
    """Your webhooks. Messages are signed as Standard Webhooks has it, and sent again until they are taken."""

    queryset = Webhook.objects.none()
    serializer_class = WebhookSerializer
    renderer_classes = [JSONRenderer]
    permission_classes = [IsAuthenticated, WithinScope]
    scope = SCOPE
    filter_backends = []
    lookup_value_converter = "uuid"
    pagination_class = None
    orderings = {"created_at": "created_at"}
    default_ordering = "-created_at"

    def known_parameters(self) -> dict[str, bool]:
        """Only the log has pages."""
        return dict.fromkeys(KeysetPagination.parameters, False) if self.action == "deliveries" else {}

    def get_queryset(self) -> QuerySet[Webhook]:
        """One's own."""
        return Webhook.objects.filter(owner=self.request.user.pk)

    @property
    def person(self) -> User:
        """Who asks."""
        return cast(User, self.request.user)

    @extend_schema(responses=WebhooksSerializer, operation_id="webhooks_list", summary="List your webhooks")
    def list(self, request: Request) -> Response:
        """All of them; their secrets are not shown."""
        return Response(WebhooksSerializer({"webhooks": self.get_queryset()}).data)

    @extend_schema(request=WebhookInput, responses={201: WebhookSecretSerializer}, summary="Add a webhook")
    def create(self, request: Request) -> Response:
        """An address that is told of every change from now on. The answer has the secret, which is not shown again."""
        body = WebhookInput(data=request.data, context={"request": request})
        body.is_valid(raise_exception=True)
        webhook = webhooks.register(self.person, **body.validated_data)
        return Response(WebhookSecretSerializer(webhook).data, status=201)

    def retrieve(self, request: Request, pk: Any) -> Response:
        """One of them."""
        return Response(WebhookSerializer(self.get_object()).data)

    @extend_schema(responses={204: None}, summary="Remove a webhook")
    def destroy(self, request: Request, pk: Any) -> Response:
        """With its log; nothing more is sent."""
        webhooks.remove(self.get_object(), by=self.person)
        return Response(status=204)

    @extend_schema(request=None, responses=WebhookSecretSerializer, summary="Give a webhook another secret")
    @action(detail=True, methods=["post"])
    def rotate(self, request: Request, pk: Any) -> Response:
        """The old secret signs nothing from now on."""
        return Response(WebhookSecretSerializer(webhooks.rotate(self.get_object(), by=self.person)).data)

    @extend_schema(request=None, responses=WebhookSerializer, summary="Enable a webhook again")
    @action(detail=True, methods=["post"])
    def enable(self, request: Request, pk: Any) -> Response:
        """What happened meanwhile is sent now."""
        return Response(WebhookSerializer(webhooks.enable(self.get_object(), by=self.person)).data)

    @extend_schema(
        responses=DeliverySerializer(many=True),
        operation_id="webhooks_deliveries",
        summary="List what a webhook was sent",
    )
    @action(detail=True, pagination_class=KeysetPagination, filter_backends=[])
    def deliveries(self, request: Request, pk: Any) -> Response:
        """The newest first, each with its attempts."""
        rows = self.get_object().deliveries.select_related("change").prefetch_related("log")
        page = self.paginate_queryset(rows)
        return self.get_paginated_response(DeliverySerializer(page, many=True).data)
