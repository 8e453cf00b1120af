"""The office's screens for agreements: what was signed, who is party, what each has committed to."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.office.kit import (
    ActView,
    AddView,
    AmendView,
    Prefill,
    RecordList,
    RecordPage,
    RowView,
    SmallForm,
    facts_of,
    may_add,
    may_edit,
    shown_with,
)
from portici.fronts.office.kit.related import related
from portici.fronts.office.links import narrowed, paper
from portici.fronts.office.publishing.attachments import attachments_on
from portici.kernel import clock
from portici.organisations.agreements import domain, queries, rules
from portici.organisations.agreements.filters import AgreementFilter
from portici.organisations.agreements.forms import (
    AgreementForm,
    CloseForm,
    CommitmentAddForm,
    PartyAddForm,
    PartyForm,
    RenewForm,
)
from portici.organisations.agreements.tables import AgreementTable
from portici.organisations.rules import own_keys
from portici.records.models import Publication

#: Parties, and commitments, on a page: each is changed from there.
PAGE = 25
AGREEMENTS = (_("Agreements"), "office:agreements")
FACTS = (
    "kind", "purpose", "act", "signed_on", "starts_on", "ends_on", "notice_days", "closed_on", "area", "network",
    "is_open", "text", "source",
)  # fmt: skip


def pointed_at(agreement: Any) -> list[Any]:
    """What an agreement's public page names and does not show yet: of hundreds of parties, those."""
    hidden = agreement.parties.exclude(organisation__publication=Publication.PUBLISHED)
    parties = [party.organisation for party in hidden.select_related("organisation")]
    return [agreement.area, agreement.network, *parties]


shown_with("agreement", pointed_at)


class Agreements(RecordList):
    kind = "agreement"
    room = "organisations"
    table_class = AgreementTable
    filterset_class = AgreementFilter
    add_name = "office:agreement-add"
    add_label = _("Record an agreement")


class AgreementPage(RecordPage):
    kind = "agreement"
    above = AGREEMENTS
    edit_name = "office:agreement-edit"
    template_name = "office/agreements/agreement.html"

    def get_facts(self) -> Any:
        return facts_of(self.actor, self.record, *FACTS)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        one, actor = self.record, self.actor
        edits = bool(may_edit(actor, one))
        page, own = self.paged(queries.commitments_of_agreement(actor, one), "commitments"), own_keys(actor)
        context = {
            "edits": edits,
            "parties": self.paged(queries.parties_of(actor, one), "parties"),
            "commitments": [(row, bool(rules.may_report(actor, row, own))) for row in page],
            "page_obj": page,
            "commitments_url": narrowed("commitments", agreement=one),
            "sections": self.get_sections(),
            **attachments_on(actor, one),
        }
        return super().get_context_data(**(context | (self.get_papers() if edits else {}) | kwargs))

    def paged(self, rows: Any, parameter: str) -> Any:
        return Paginator(rows, PAGE).get_page(self.request.GET.get(parameter))

    def get_papers(self) -> dict[str, Any]:
        """The small forms for who writes agreements."""
        forms = {
            "party_form": (_("Add a party"), "party-add", PartyAddForm, {}),
            "commitment_form": (
                _("Add a commitment"),
                "commitment-add",
                CommitmentAddForm,
                {"parties": queries.parties_of(self.actor, self.record)},
            ),
        }
        return {
            key: SmallForm(
                label,
                reverse(f"office:agreement-{name}", args=[self.record.uid]),
                form(actor=self.actor, auto_id=f"{name}-%s", **options),
            )
            for key, (label, name, form, options) in forms.items()
        }

    def get_sections(self) -> list[Any]:
        one, actor = self.record, self.actor
        proposes = one.is_open and may_add(actor, "candidacy")
        candidacies = related(
            "candidacies",
            _("Who asks to join"),
            queries.candidacies_of_agreement(actor, one),
            note=lambda row: row.get_state_display(),
            all_url=narrowed("candidacies", agreement=one),
            add_url=paper("candidacy-add", agreement=one) if proposes else "",
            add_label=_("Record a candidacy"),
        )
        pledges = related(
            "pledges",
            _("What is pledged for it"),
            queries.pledges_for(actor, one),
            note=lambda row: row.get_state_display(),
            all_url=narrowed("pledges", agreement=one),
            add_url=paper("pledge-add", agreement=one) if may_add(actor, "pledge") else "",
            add_label=_("Record a pledge"),
        )
        return [candidacies, pledges]


class AgreementAdd(AddView):
    kind = "agreement"
    above = AGREEMENTS
    form_class = AgreementForm
    title = _("Record an agreement")
    intro = _(
        "Parties and commitments are added on the page that follows; the signed paper among its documents."
    )
    prefill = {"area": Prefill("area", "area"), "network": Prefill("network", "organisation")}

    def work(self, form: AgreementForm) -> Any:
        return domain.record_agreement(actor=self.actor, **form.values)


class AgreementEdit(AmendView):
    kind = "agreement"
    above = AGREEMENTS
    form_class = AgreementForm

    def work(self, form: AgreementForm, version: int | None = None) -> Any:
        return domain.amend_agreement(
            actor=self.actor, agreement=self.record, version=version, values=form.values
        )


class AgreementRow(RowView):
    """A paper about an agreement, or about what belongs to it."""

    kind = "agreement"
    above = AGREEMENTS


class Renew(AgreementRow):
    form_class = RenewForm
    title = _("Renew the agreement")
    submit_label = _("Renew")

    def work(self, form: RenewForm, version: int | None = None) -> Any:
        return domain.renew_agreement(actor=self.actor, agreement=self.record, version=version, **form.values)


class Close(AgreementRow):
    form_class = CloseForm
    title = _("Close the agreement")
    submit_label = _("Close it")
    intro = _(
        "Nothing of a closed agreement is altered any more; what was not done stays on record as not done."
    )

    def get_initial(self) -> dict[str, Any]:
        return {"closed_on": clock.today()} | super().get_initial()

    def work(self, form: CloseForm, version: int | None = None) -> Any:
        return domain.close_agreement(actor=self.actor, agreement=self.record, version=version, **form.values)


class PartyAdd(AgreementRow):
    form_class = PartyAddForm
    title = _("Add a party")

    def work(self, form: PartyAddForm, version: int | None = None) -> Any:
        domain.add_party(actor=self.actor, agreement=self.record, version=version, **form.values)


class PartyEdit(AgreementRow):
    form_class = PartyForm
    title = _("Change the party")

    def rows(self) -> Any:
        return queries.parties_of(self.actor, self.record)

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.row, name) for name in ("role", "since", "until")}

    def work(self, form: PartyForm, version: int | None = None) -> Any:
        domain.amend_party(actor=self.actor, party=self.row, version=version, **form.values)


class PartyRemove(ActView):
    kind = "agreement"
    done_message = _("The party is taken away.")

    def rows(self) -> Any:
        return queries.parties_of(self.actor, self.record)

    def act(self, version: int) -> None:
        domain.remove_party(actor=self.actor, party=self.row, version=version)
