"""How one is reminded of deadlines: the digest on Monday, and the private calendar."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portici.deadlines import domain, queries
from portici.fronts.office.kit import DeskView, OfficeView
from portici.records.forms import ActorForm


class WeeklyForm(ActorForm):
    """Whether the digest is wanted."""

    weekly = forms.BooleanField(label=gettext_lazy("A digest by mail every Monday"), required=False)


class OwnReminders(DeskView):
    """The own choices; the calendar's address is shown once, when it is made."""

    template_name = "office/people/reminders.html"
    form_class = WeeklyForm
    title = gettext_lazy("Digest and calendar")
    above = (gettext_lazy("My account"), "office:own-account")

    def get_initial(self) -> dict[str, Any]:
        return {"weekly": queries.reminders_of(self.actor).weekly}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(chosen=queries.reminders_of(self.actor), **kwargs)

    def work(self, form: WeeklyForm) -> str:
        domain.choose_weekly(actor=self.actor, **form.values)
        return reverse("office:own-reminders")


class FeedMake(OwnReminders):
    """A new address for the calendar, shown on the page that answers and nowhere else."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        secret = domain.make_feed(actor=self.actor)
        address = request.build_absolute_uri(reverse("feed", args=[secret]))
        form = WeeklyForm(actor=self.actor, initial=self.get_initial())
        return self.render_to_response(self.get_context_data(form=form, address=address))


class FeedRevoke(OfficeView):
    """The button that shuts the calendar."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        domain.revoke_feed(actor=self.actor)
        messages.success(request, _("The calendar is shut: its address opens nothing."))
        return HttpResponseRedirect(reverse("office:own-reminders"))
