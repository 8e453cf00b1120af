"""Accounts, and grants: a role, in a scope, for a time, with the act that gave it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Role, Scope
from portici.records.models import Addressed, Language

ROLE_LABELS = {
    Role.COORDINATOR: _("Coordinator"),
    Role.FINANCE_OFFICER: _("Finance officer"),
    Role.BOARD_SECRETARY: _("Board secretary"),
    Role.BOARD_MEMBER: _("Board member"),
    Role.COMMUNICATION_OFFICER: _("Communication officer"),
    Role.AREA_OFFICER: _("Area officer"),
    Role.PARTNER_CONTACT: _("Partner contact"),
    Role.SCHOOL_CONTACT: _("School contact"),
    Role.VENUE_MANAGER: _("Venue manager"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
SCOPE_LABELS = {
    Scope.EVERYWHERE: _("Everywhere"),
    Scope.AREA: _("Area"),
    Scope.ORGANISATION: _("Organisation"),
    Scope.VENUE: _("Venue"),
    Scope.BODY: _("Body"),
}


#: Who sees all accounts; others see their own.
READERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR)


class UserManager(BaseUserManager["User"]):
    """Makes accounts from an address; used by allauth and by the desks."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class UserQuerySet(models.QuerySet["User"]):
    def visible_to(self, actor: Actor) -> UserQuerySet:
        """All for READERS, for others the own."""
        if actor.has(*READERS):
            return self
        return self.filter(uid=actor.uid) if actor.uid else self.none()

    def matching(self, text: str) -> UserQuerySet:
        """Accounts with every word of `text` in the name or the address."""
        found = self
        for word in text.split():
            found = found.filter(models.Q(full_name__icontains=word) | models.Q(email__icontains=word))
        return found

    def saying(self, text: str) -> UserQuerySet:
        """Accounts whose name has the words of `text` one after the other."""
        return self.filter(full_name__icontains=" ".join(text.split()))


class User(Addressed, PermissionsMixin, AbstractBaseUser):
    """An account. Signs in by e-mail. Its groups are what the editors' rooms make of its grants; nobody is a superuser."""

    version = models.PositiveIntegerField(default=1, editable=False)
    email = models.EmailField(_("e-mail"), unique=True)
    full_name = models.CharField(_("name and surname"), max_length=120)
    language = models.CharField(
        _("language"), max_length=2, choices=Language.choices, default=Language.ITALIAN
    )
    is_active = models.BooleanField(_("active"), default=True)
    is_example = models.BooleanField(_("invented example"), default=False, editable=False)
    created_at = models.DateTimeField(editable=False, auto_now_add=True)

    objects = UserManager.from_queryset(UserQuerySet)()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]
    KIND = "account"

    class Meta:
        ordering = ["full_name"]

    def __str__(self) -> str:
        return self.full_name or self.email

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]


class Grant(Addressed):
    """A role that a person holds, where and since when. Revoked, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(
        _("role"), max_length=24, choices=[(role.value, ROLE_LABELS[role]) for role in Role]
    )
    scope = models.CharField(
        _("scope"),
        max_length=14,
        blank=True,
        choices=[(scope.value, SCOPE_LABELS[scope]) for scope in Scope],
    )
    scope_uid = models.CharField(max_length=16, blank=True)
    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("act or reason"), max_length=200, blank=True)

    class Meta:
        ordering = ["user__full_name", "role", "id"]

    def __str__(self) -> str:
        return f"{self.user}: {ROLE_LABELS[Role(self.role)]}"
