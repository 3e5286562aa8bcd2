"""People of the desk, by role."""

from __future__ import annotations

import factory
from django.contrib.auth import get_user_model

from claims.actions import define_role
from claims.rules import ROLES

ROLE = {role.name: role for role in ROLES}


class UserFactory(factory.django.DjangoModelFactory):
    """UserFactory() may do nothing; reviewer=True, editor=True, administrator=True, journalist=True carry the role."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        journalist = factory.Trait(role="journalist")
        reviewer = factory.Trait(role="reviewer", is_staff=True)
        editor = factory.Trait(role="editor", is_staff=True)
        administrator = factory.Trait(role="administrator", is_staff=True)

    username = factory.Sequence("person{}".format)
    password = factory.django.Password("correct horse battery staple")
    is_active = True

    @factory.post_generation
    def role(self, create: bool, name: str | None, **kwargs: object) -> None:
        """Join the group of the role."""
        if create and name:
            self.groups.add(define_role(ROLE[name]))
