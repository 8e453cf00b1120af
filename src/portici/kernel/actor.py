"""Who acts, and with which roles: made once at the door, handed to every desk and query, never changed."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a grant lets its holder do. The scope says where."""

    COORDINATOR = "coordinator"
    FINANCE_OFFICER = "finance_officer"
    BOARD_SECRETARY = "board_secretary"
    BOARD_MEMBER = "board_member"
    COMMUNICATION_OFFICER = "communication_officer"
    AREA_OFFICER = "area_officer"
    PARTNER_CONTACT = "partner_contact"
    SCHOOL_CONTACT = "school_contact"
    VENUE_MANAGER = "venue_manager"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """Where a grant holds: everywhere, or in one area (with all within it), organisation, place or body."""

    EVERYWHERE = ""
    AREA = "area"
    ORGANISATION = "organisation"
    VENUE = "venue"
    BODY = "body"


#: The scope that each role is granted with.
SCOPE_OF: dict[Role, Scope] = {
    Role.AREA_OFFICER: Scope.AREA,
    Role.PARTNER_CONTACT: Scope.ORGANISATION,
    Role.SCHOOL_CONTACT: Scope.ORGANISATION,
    Role.VENUE_MANAGER: Scope.VENUE,
    Role.BOARD_MEMBER: Scope.BODY,
}

#: Roles of the technical office, which read every record whatever its publication state.
READS_ALL = frozenset(
    {
        Role.COORDINATOR,
        Role.FINANCE_OFFICER,
        Role.BOARD_SECRETARY,
        Role.COMMUNICATION_OFFICER,
        Role.AUDITOR,
        Role.ADMINISTRATOR,
    }
)


@dataclass(frozen=True, slots=True)
class Grant:
    """A role with the place where it holds; `scope_uid` is empty when it holds everywhere."""

    role: Role
    scope: Scope = Scope.EVERYWHERE
    scope_uid: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system) at work. `uid` is empty for a visitor without an account."""

    uid: str = ""
    name: str = ""
    grants: tuple[Grant, ...] = ()
    is_system: bool = False

    @property
    def is_visitor(self) -> bool:
        return not self.uid and not self.is_system

    @property
    def reads_all(self) -> bool:
        """Whether drafts and withdrawn records are open to this actor, wherever they are."""
        return self.is_system or any(grant.role in READS_ALL for grant in self.grants)

    @property
    def in_office(self) -> bool:
        """Whether the office's screens are for this actor: whoever holds any grant."""
        return self.is_system or bool(self.grants)

    def has(self, *roles: Role) -> bool:
        """Whether the actor holds one of the roles, in any scope. The system holds all."""
        return self.is_system or any(grant.role in roles for grant in self.grants)

    def scope_uids(self, scope: Scope, roles: Collection[Role] | None = None) -> frozenset[str]:
        """The uids of the things of this kind that the actor's grants (of these roles) are about."""
        return frozenset(
            grant.scope_uid
            for grant in self.grants
            if grant.scope is scope and (roles is None or grant.role in roles)
        )


VISITOR = Actor()


def system_actor(name: str) -> Actor:
    """The house itself at work (loading a pack, a worker's task); `name` says which part of it."""
    return Actor(uid="", name=name, is_system=True)
