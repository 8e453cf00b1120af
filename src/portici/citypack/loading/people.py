"""The step for demo accounts: invented people, one for each role, with the password of the settings."""

from __future__ import annotations

from typing import Any, ClassVar

from portici.governance.models import Body
from portici.kernel.actor import Role, Scope
from portici.kernel.text import fold
from portici.people import domain as people
from portici.people.models import User
from portici.records.models import Record
from portici.territory.models import Place

from ..items import AccountItem, GrantItem
from ..models import PackedItem
from .base import REASON, Step


class AccountStep(Step[AccountItem]):
    table: ClassVar[str] = "account"
    #: The first account that was opened: all have the password of the settings.
    opened: User | None = None

    def take(self, item: AccountItem, packed: PackedItem | None) -> None:
        """Open the account if it is not there; give the roles that the pack has not given yet."""
        user = User.objects.filter(email=item.email).first()
        if user is None:
            user = people.open_account(
                actor=self.actor,
                email=item.email,
                full_name=item.full_name,
                password=self.house.password if self.opened is None else None,
                password_of=self.opened,
                language=item.language,
                is_example=True,
            )
            self.opened = self.opened or user
            self.house.count(self.table, "added")
        else:
            self.house.count(self.table, "amended" if packed else "there already")
        given = packed.said.get("grants", [""])[0].split("|") if packed else []
        for grant in item.grant:
            scope, thing = self._scope(grant)
            if fold(f"{grant.role} {grant.organisation}{grant.area}{grant.place}{grant.body}") not in given:
                people.grant_role(
                    actor=self.actor,
                    user=user,
                    role=Role(grant.role),
                    scope=scope,
                    scope_uid=thing.uid if thing else "",
                    since=grant.since,
                    reason=REASON,
                )
        told = "|".join(
            fold(f"{grant.role} {grant.organisation}{grant.area}{grant.place}{grant.body}")
            for grant in item.grant
        )
        self.pack(item.ref, item.digest, user.uid, {"grants": [told, ""]})

    def _scope(self, grant: GrantItem) -> tuple[Scope, Record | None]:
        house, origin = self.house, grant.origin
        if grant.area:
            return Scope.AREA, house.area(grant.area, origin)
        if grant.organisation:
            return Scope.ORGANISATION, house.organisation(grant.organisation, origin)
        if grant.place:
            return Scope.VENUE, house.record(Place, "place", grant.place, origin)
        if grant.body:
            return Scope.BODY, house.record(Body, "body", grant.body, origin)
        return Scope.EVERYWHERE, None


STEPS: tuple[type[Step[Any]], ...] = (AccountStep,)
