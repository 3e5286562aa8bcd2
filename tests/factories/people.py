"""People of the desk, by role."""

from __future__ import annotations

from typing import Any

import factory
from django.contrib.auth import get_user_model

from claims.actions import define_role
from claims.rules import ROLES

ROLE = {role.name: role for role in ROLES}


class UserFactory(factory.django.DjangoModelFactory):
    """UserFactory() may do nothing; reviewer=True, editor=True, administrator=True, journalist=True carry the role."""

    class Meta:
        model = get_user_model()

    class Params:
        journalist = factory.Trait(role="journalist")
        reviewer = factory.Trait(role="reviewer", is_staff=True)
        editor = factory.Trait(role="editor", is_staff=True)
        administrator = factory.Trait(role="administrator", is_staff=True)

    username = factory.Sequence("person{}".format)
    password = factory.django.Password("correct horse battery staple")
    is_active = True

    role: str | None = None

    @classmethod
    def _create(cls, model_class: Any, *args: Any, role: str | None = None, **kwargs: Any) -> Any:
        person = super()._create(model_class, *args, **kwargs)
        if role:
            person.groups.add(define_role(ROLE[role]))
        return person
