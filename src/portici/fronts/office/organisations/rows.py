"""What belongs to an organisation: codes, seats, people to call, memberships. Each is changed by a small
form or a button.
"""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import ActView, RecordPage, RowView, SmallForm
from portici.organisations import domain, queries
from portici.organisations.forms import (
    CodeForm,
    ContactForm,
    EndForm,
    MemberForm,
    MembershipForm,
    SeatForm,
)

from .lists import ORGANISATIONS


def small(page: RecordPage, label: Any, name: str, form_class: Any) -> SmallForm:
    """The small form whose paper is at `office:organisation-<name>`; ids that no other form of the page
    has.
    """
    form = form_class(actor=page.actor, auto_id=f"{name}-%s")
    return SmallForm(label, reverse(f"office:organisation-{name}", args=[page.record.uid]), form)


class OrganisationRow(RowView):
    """A paper for something that belongs to an organisation."""

    kind = "organisation"
    above = ORGANISATIONS


class CodeAdd(OrganisationRow):
    form_class = CodeForm
    title = _("New code")

    def work(self, form: CodeForm, version: int | None = None) -> Any:
        domain.add_code(actor=self.actor, organisation=self.record, version=version, **form.values)


class SeatAdd(OrganisationRow):
    form_class = SeatForm
    title = _("New seat")

    def work(self, form: SeatForm, version: int | None = None) -> Any:
        domain.add_seat(actor=self.actor, organisation=self.record, version=version, **form.values)


class SeatEdit(OrganisationRow):
    form_class = SeatForm
    title = _("Change the seat")

    def rows(self) -> Any:
        return self.record.seats.all()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.row}

    def work(self, form: SeatForm, version: int | None = None) -> Any:
        domain.amend_seat(actor=self.actor, seat=self.row, version=version, values=form.values)


class ContactAdd(OrganisationRow):
    form_class = ContactForm
    title = _("New person to call")

    def work(self, form: ContactForm, version: int | None = None) -> Any:
        domain.add_contact(actor=self.actor, organisation=self.record, version=version, **form.values)


class ContactEdit(OrganisationRow):
    form_class = ContactForm
    title = _("Change the person to call")

    def rows(self) -> Any:
        return queries.contacts_of(self.actor, self.record)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": self.row}

    def work(self, form: ContactForm, version: int | None = None) -> Any:
        domain.amend_contact(actor=self.actor, contact=self.row, version=version, values=form.values)


class MembershipAdd(OrganisationRow):
    form_class = MembershipForm
    title = _("New pact or network")

    def work(self, form: MembershipForm, version: int | None = None) -> Any:
        domain.add_membership(actor=self.actor, member=self.record, **form.values)


class MemberAdd(OrganisationRow):
    form_class = MemberForm
    title = _("New member")

    def work(self, form: MemberForm, version: int | None = None) -> Any:
        domain.add_membership(actor=self.actor, network=self.record, **form.values)


class MembershipEnd(OrganisationRow):
    form_class = EndForm
    title = _("End the membership")
    submit_label = _("End it")

    def rows(self) -> Any:
        return queries.memberships_of(self.actor, self.record) | queries.members_of(self.actor, self.record)

    def work(self, form: EndForm, version: int | None = None) -> Any:
        domain.end_membership(actor=self.actor, membership=self.row, **form.values)


class RowRemove(ActView):
    """A button that takes a row away."""

    kind = "organisation"


class CodeRemove(RowRemove):
    done_message = _("The code is taken away.")

    def rows(self) -> Any:
        return self.record.codes.all()

    def act(self, version: int) -> None:
        domain.remove_code(actor=self.actor, code=self.row, version=version)


class SeatRemove(RowRemove):
    done_message = _("The seat is taken away.")

    def rows(self) -> Any:
        return self.record.seats.all()

    def act(self, version: int) -> None:
        domain.remove_seat(actor=self.actor, seat=self.row, version=version)


class ContactRemove(RowRemove):
    done_message = _("The person is taken off the list.")

    def rows(self) -> Any:
        return queries.contacts_of(self.actor, self.record)

    def act(self, version: int) -> None:
        domain.remove_contact(actor=self.actor, contact=self.row, version=version)
