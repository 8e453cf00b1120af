"""An organisation's page, and the papers that add and amend one."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import AddView, AmendView, Fact, RecordPage, facts_of, shown_with, visible
from portici.fronts.office.kit.history import keep_private
from portici.fronts.office.kit.related import MOST, Related, related
from portici.fronts.office.links import narrowed, paper
from portici.kernel.findings import Invalid
from portici.organisations import domain, queries, rules
from portici.organisations.agreements import queries as agreed
from portici.organisations.agreements.rules import may_propose_for
from portici.organisations.domain import LikelyDuplicates
from portici.organisations.forms import (
    CodeForm,
    ContactForm,
    MemberForm,
    MembershipForm,
    OrganisationAddForm,
    OrganisationForm,
    OwnOrganisationForm,
    SeatForm,
)
from portici.organisations.models import Organisation
from portici.programme.queries import activities_of_organisation

from .lists import ORGANISATIONS
from .rows import small

MEMBERS_SHOWN = 10
FACTS = (
    "short_name", "type", "legal_form", "parent", "description", "website", "email", "pec", "phone", "source",
)  # fmt: skip
shown_with("organisation", lambda organisation: [organisation.parent])
keep_private("organisation", ("contact.",), queries.sees_contacts_of)


class OrganisationPage(RecordPage):
    kind = "organisation"
    above = ORGANISATIONS
    edit_name = "office:organisation-edit"
    template_name = "office/organisations/organisation.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = queries.organisation_by_uid(self.actor, self.kwargs["uid"])
        if found is not None and found.uid != self.kwargs["uid"]:
            return HttpResponseRedirect(reverse("office:organisation", args=[found.uid]))
        return super().get(request, *args, **kwargs)

    def get_record(self) -> Organisation:
        found = queries.organisation_by_uid(self.actor, self.kwargs["uid"])
        if found is None:
            raise Http404
        return found

    def get_facts(self) -> Any:
        named = facts_of(self.actor, self.record, *FACTS)
        return [*named, *(Fact(name, value) for name, value in self.record.facts.items())]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.record, self.actor
        all_of_it = bool(rules.may_edit_all(actor, one))
        context = {
            "may_edit_all": all_of_it,
            "may_merge": bool(rules.may_merge(actor, one)),
            "codes": list(one.codes.all()),
            "seats": self.get_seats(),
            "sees_contacts": bool(rules.may_see_contacts(actor, one)),
            "keeps_contacts": bool(rules.may_keep_contacts(actor, one)),
            "contacts": list(queries.contacts_of(actor, one)),
            "memberships": list(queries.memberships_of(actor, one)),
            "merged": list(queries.merged_into(one)) if actor.reads_all else [],
            "sections": self.get_sections(),
        }
        context |= self.get_members() | (self.get_papers() if all_of_it else {})
        if context["keeps_contacts"]:
            context["contact_form"] = small(self, _("Add a person to call"), "contact-add", ContactForm)
        return super().get_context_data(**(context | kwargs))

    def get_seats(self) -> list[dict[str, Any]]:
        """The seats, each with its area when the actor may see that."""
        seats = list(self.record.seats.select_related("area"))
        seen = {area.pk: area for area in visible(self.actor, [seat.area for seat in seats])}
        return [{"seat": seat, "area": seen.get(seat.area_id)} for seat in seats]

    def get_members(self) -> dict[str, Any]:
        rows = queries.members_of(self.actor, self.record)
        total = rows.count()
        return {
            "members": list(rows[:MEMBERS_SHOWN]),
            "members_total": total,
            "members_url": narrowed("organisations", network=self.record),
        }

    def get_papers(self) -> dict[str, Any]:
        """The small forms for who may change all of it."""
        return {
            "code_form": small(self, _("Add a code"), "code-add", CodeForm),
            "seat_form": small(self, _("Add a seat"), "seat-add", SeatForm),
            "membership_form": small(self, _("Add a pact or network"), "membership-add", MembershipForm),
            "member_form": small(self, _("Add a member"), "member-add", MemberForm),
        }

    def get_agreements(self) -> list[Any]:
        """What it has signed, committed to, asked to join and pledged."""
        one, actor = self.record, self.actor
        proposes = may_propose_for(actor, one)
        return [
            related(
                "agreements",
                _("Agreements that it is party to"),
                agreed.agreements_of(actor, one),
                note=lambda agreement: agreement.get_state_display(),
                all_url=narrowed("agreements", party=one),
            ),
            self.get_commitments(),
            related(
                "candidacies",
                _("What it asks to join"),
                agreed.candidacies_of(actor, one),
                note=lambda candidacy: candidacy.get_state_display(),
                all_url=narrowed("candidacies", organisation=one),
                add_url=paper("candidacy-add", organisation=one) if proposes else "",
                add_label=_("Record a candidacy"),
            ),
            related(
                "pledges",
                _("What it pledges"),
                agreed.pledges_of(actor, one),
                note=lambda pledge: pledge.get_state_display(),
                all_url=narrowed("pledges", organisation=one),
                add_url=paper("pledge-add", organisation=one) if proposes else "",
                add_label=_("Record a pledge"),
            ),
        ]

    def get_commitments(self) -> Related:
        """Each by the agreement that it is part of."""
        rows = list(agreed.commitments_of(self.actor, self.record)[: MOST + 1])
        return Related(
            "commitments",
            _("What it has committed to"),
            tuple((row.agreement, f"{row}: {row.get_state_display()}") for row in rows[:MOST]),
            more=len(rows) > MOST,
            all_url=narrowed("commitments", organisation=self.record),
        )

    def get_sections(self) -> list[Any]:
        one, actor = self.record, self.actor
        activities = activities_of_organisation(actor, one)
        joined = activities.exclude(responsible=one)
        return [
            *self.get_agreements(),
            related(
                "branches",
                _("Its parts"),
                queries.branches_of(actor, one),
                note=lambda part: part.get_type_display(),
            ),
            related(
                "led",
                _("Activities that it is responsible for"),
                activities.filter(responsible=one),
                note=lambda activity: activity.get_state_display(),
                all_url=narrowed("activities", organisation=one),
            ),
            related(
                "joined",
                _("Activities that it takes part in"),
                joined,
                note=lambda activity: activity.get_state_display(),
                all_url=narrowed("activities", organisation=one),
            ),
        ]


class OrganisationAdd(AddView):
    kind = "organisation"
    above = ORGANISATIONS
    form_class = OrganisationAddForm
    template_name = "office/organisations/add.html"
    title = _("New organisation")
    candidates: tuple[Any, ...] = ()
    taken: tuple[Organisation, ...] = ()

    def work(self, form: OrganisationAddForm) -> Any:
        confirmed = self.request.POST.get("confirmed") == "1"
        try:
            return domain.record_organisation(
                actor=self.actor, codes=form.codes, confirmed_duplicates=confirmed, **form.values
            )
        except LikelyDuplicates as found:
            self.candidates = found.candidates
            raise
        except Invalid as found:
            self.taken = holders(self, found)
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            candidates=with_towns(self.candidates),
            taken=self.taken,
            cancel_url=reverse("office:organisations"),
            **kwargs,
        )


class OrganisationEdit(AmendView):
    kind = "organisation"
    above = ORGANISATIONS
    template_name = "office/organisations/add.html"
    candidates: tuple[Any, ...] = ()

    def get_form_class(self) -> Any:
        return OrganisationForm if rules.may_edit_all(self.actor, self.record) else OwnOrganisationForm

    def work(self, form: Any, version: int | None = None) -> Any:
        confirmed = self.request.POST.get("confirmed") == "1"
        try:
            return domain.amend_organisation(
                actor=self.actor,
                organisation=self.record,
                version=version,
                values=form.values,
                confirmed_duplicates=confirmed,
            )
        except LikelyDuplicates as found:
            self.candidates = found.candidates
            raise

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(candidates=with_towns(self.candidates), **kwargs)


def holders(view: AddView, refusal: Invalid) -> tuple[Organisation, ...]:
    """The organisations that have the codes that were written, for a link to each."""
    uids = [found.accepted.params["uid"] for found in refusal.findings if found.code == "code.taken"]
    return tuple(queries.organisations(view.actor).filter(uid__in=uids)) if uids else ()


def with_towns(candidates: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Candidates with where they are, read in one go."""
    if not candidates:
        return []
    wanted = [candidate.organisation.pk for candidate in candidates]
    towns: dict[int, str] = {}
    for seat in queries.main_seats(wanted):
        towns.setdefault(seat.organisation_id, str(seat))
    return [
        {
            "organisation": candidate.organisation,
            "per_cent": round(candidate.likeness * 100),
            "code": candidate.code,
            "town": towns.get(candidate.organisation.pk, ""),
        }
        for candidate in candidates
    ]
