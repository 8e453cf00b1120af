"""Two records that are one organisation: choose the other, see both side by side and what will move, say how
we know, confirm.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portici.fronts import addresses
from portici.fronts.office.kit import DeskView, OfficeView, facts_of
from portici.fronts.office.kit.forms import seen_version
from portici.kernel.findings import Conflict, ensure
from portici.organisations import domain, queries, rules
from portici.organisations.forms import MergeForm, OtherForm
from portici.organisations.models import Organisation

from .lists import ORGANISATIONS

SHOWN = (
    "name",
    "short_name",
    "type",
    "legal_form",
    "parent",
    "description",
    "website",
    "email",
    "pec",
    "phone",
    "source",
)
#: What moves, in words; anything else by its model's own name.
WORDS = {
    "organisations.organisationcode": _("codes"),
    "organisations.seat": _("seats"),
    "organisations.contact": _("people to call"),
    "organisations.membership": _("memberships"),
    "organisations.organisation": _("parts and earlier mergings"),
    "organisations.oldaddress": _("old addresses"),
    "organisations.agreement": _("agreements that found it"),
    "organisations.party": _("agreements that it is party to"),
    "organisations.commitment": _("commitments"),
    "organisations.candidacy": _("candidacies"),
    "organisations.pledge": _("pledges"),
    "programme.activity": _("activities that it is responsible for"),
    "programme.activity_partners": _("activities that it takes part in"),
    "programme.assignment": _("people assigned"),
    "needs.opportunity": _("opportunities"),
    "governance.member": _("seats in bodies"),
}


class Merge(DeskView):
    """The page's organisation stays; the other one, named in the address (`?other=`), is merged into it."""

    above = ORGANISATIONS
    form_class = MergeForm
    template_name = "office/organisations/merge.html"
    submit_label = _("Merge the two")
    done_message = _("The two are one: all that pointed to the other points here.")

    def admit(self) -> None:
        found = queries.organisation_by_uid(self.actor, self.kwargs["uid"])
        if found is None:
            raise Http404
        ensure(rules.may_merge(self.actor, found))
        self.kept = found
        self.other = self.get_other()

    def get_other(self) -> Organisation | None:
        """The organisation that the address names; the paper to choose it says what is wrong with it."""
        self.choice = OtherForm(self.request.GET if "other" in self.request.GET else None, actor=self.actor)
        other: Organisation | None = self.choice.cleaned_data["other"] if self.choice.is_valid() else None
        if other is not None:
            ensure(rules.may_merge(self.actor, self.kept, other))
        return other

    def get_title(self) -> Any:
        return _now("Merge another record into %(name)s") % {"name": self.kept}

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        steps = super().get_breadcrumb()
        here = {"label": str(self.kept), "url": addresses.office_url(self.kept)}
        return [*steps[:-1], here, {"label": _("Merge"), "url": ""}]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.choose() if self.other is None else super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.choose() if self.other is None else super().post(request, *args, **kwargs)

    def choose(self) -> HttpResponse:
        """The first step: which other, with those that are likely the same."""
        likely = queries.likely_duplicates(self.actor, name=self.kept.name, exclude=self.kept, most=10)
        context = OfficeView.get_context_data(self, form=self.choice, kept=self.kept, likely=likely)
        return self.response_class(
            request=self.request,
            template=["office/organisations/merge_choose.html"],
            context=context,
            status=422 if self.choice.errors else 200,
        )

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Conflict:
            said = _now(
                "Somebody has changed one of the two meanwhile. Look at them again; if it still holds, merge."
            )
            form.add_error(None, said)
            self.admit()
            return self.render_to_response(self.get_context_data(form=form, fresh=True), status=409)

    def work(self, form: MergeForm) -> Any:
        other = self.other
        if other is None:
            raise Http404
        text = self.request.POST.get("other_version", "")
        return domain.merge_organisations(
            actor=self.actor,
            kept=self.kept,
            merged=other,
            kept_version=seen_version(self.request),
            merged_version=int(text) if text.isdigit() and len(text) < 10 else 0,
            **form.values,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        other = self.other
        context = {
            "kept": self.side(self.kept),
            "other": self.side(other) if other else None,
            "swap_url": f"{reverse('office:organisation-merge', args=[other.uid])}?other={self.kept.uid}"
            if other
            else "",
            "cancel_url": addresses.office_url(self.kept),
        }
        return super().get_context_data(**(context | kwargs))

    def side(self, one: Organisation) -> dict[str, Any]:
        """One of the two as the page lays it: facts, codes, seats, what points to it."""
        moves = [(WORDS.get(label, name), count) for label, name, count in queries.what_points_to(one)]
        return {
            "record": one,
            "facts": facts_of(self.actor, one, *SHOWN),
            "codes": list(one.codes.all()),
            "seats": list(one.seats.all()),
            "moves": moves,
        }
