"""A meeting while it is held, on one page: the part that changes is asked for every two seconds, and answered with nothing
new when nothing is. Forms that are written in stand beside that part, so that no answer takes away what was typed.
"""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from portici.fronts import addresses
from portici.fronts.office.kit import OfficeView, record_or_404
from portici.fronts.office.kit.forms import finding_text
from portici.fronts.templatetags.portici import said
from portici.governance.models import BallotChoice, Matter, MeetingState
from portici.governance.sitting import queries, rules
from portici.governance.sitting.passages import Opening
from portici.kernel.findings import Conflict, Invalid, Refused, ensure

from .acts import ACTS, AFTER, MOVES_ON, Act
from .given import form_of, homeless, not_taken

#: htmx asks no more after an answer with this status.
ENOUGH = 286
OVER = (MeetingState.CLOSED, MeetingState.CANCELLED)


class Sitting(OfficeView, TemplateView):
    """For who writes for the body the whole desk; for members what is treated, their vote and their declarations."""

    title = gettext_lazy("At the meeting")
    template_name = "office/sittings/sitting.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.actor.is_visitor and self.is_part:
            # Signed out meanwhile: the page is read again, which leads to the door.
            return HttpResponse(status=204, headers={"HX-Refresh": "true"})
        return super().dispatch(request, *args, **kwargs)

    def admit(self) -> None:
        found: Any = record_or_404(self.actor, "meeting", self.kwargs["uid"])
        ensure(rules.may_follow(self.actor, found))
        self.record = found

    @property
    def is_part(self) -> bool:
        return bool(self.request.htmx) and self.request.GET.get("parte") == "stato"  # type: ignore[attr-defined] # django-htmx puts it there

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.is_part:
            return super().get(request, *args, **kwargs)
        tag = self.tag
        if request.headers.get("If-None-Match") == tag:
            answer: HttpResponse = HttpResponseNotModified()
        else:
            status = ENOUGH if self.record.state in OVER else 200
            answer = self.response_class(
                request=request,
                template=["office/sittings/part.html"],
                context=self.get_context_data(),
                status=status,
            )
        answer["ETag"] = tag
        answer["Cache-Control"] = "private, no-cache"
        return answer

    @property
    def tag(self) -> str:
        """Of the state, for this person, in this language, looking at this item."""
        state = queries.state_of(self.actor, self.record)
        seen = (*state, self.record.version, self.actor.uid, get_language(), self.asked)
        return f'"{sha256(repr(seen).encode()).hexdigest()[:20]}"'

    @property
    def asked(self) -> str:
        return self.request.GET.get("punto", "")[:16]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        act = ACTS.get(request.POST.get("fa", ""))
        if act is None:
            raise Http404
        try:
            done = act(Act(self.actor, self.record, request.POST))
        except Refused as refusal:
            return self.look_again([said(refusal.reason)], 403)
        except Invalid as refusal:
            codes = {found.code for found in refusal.findings}
            return self.look_again([finding_text(found) for found in refusal.findings], 422, codes)
        except Conflict:
            return self.look_again([_("Somebody has just changed this: look at it again, then decide.")], 409)
        left = not_taken(done)
        if left:
            messages.warning(request, left)
        else:
            messages.success(request, _("Saved."), extra_tags=form_of(request.POST))
        name = request.POST["fa"]
        query = f"?punto={self.asked}" if self.asked and name not in MOVES_ON else ""
        return HttpResponseRedirect(f"{request.path}{query}#{AFTER.get(name, 'adesso')}")

    def look_again(self, reasons: list[str], status: int, codes: Collection[str] = ()) -> HttpResponse:
        """The page as it is, with why nothing was done; what was written is still in its form, or beside it where that is gone."""
        self.record.refresh_from_db()
        given = self.request.POST
        context = self.get_context_data(
            reasons=reasons,
            few_in_secret="sitting.few-in-secret" in codes,
            given=given,
            ticked=given.getlist("presente"),
            afar=given.getlist("distanza"),
            persons=[value for name, value in given.items() if name.startswith("persona-")],
        )
        live, over = context["live"], not context["polls"]
        context["homeless"] = homeless(self.actor, live, given, over=over)
        context["item_is_gone"] = given.get("punto") not in {one.uid for one in live.pending}
        return self.render_to_response(context, status=status)

    def get_title(self) -> Any:
        return str(self.record)

    def get_breadcrumb(self) -> list[dict[str, Any]]:
        home, _here = super().get_breadcrumb()
        own = addresses.office_url(self.record)
        above = [{"label": str(self.record), "url": own}] if own else []
        return [home, *above, {"label": self.title, "url": ""}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        # The state first: what is written between the two readings is asked for again.
        tag = self.tag
        live = queries.live(self.actor, self.record, asked=self.asked)
        here = reverse("office:meeting-live", args=[self.record.uid])
        # What is voted is shown whatever was asked for: who acts on it stays with it when the vote is closed.
        keeps_item = self.asked and live.voting is None
        return super().get_context_data(
            record=self.record,
            live=live,
            at_once=Opening(self.record, live.standing).is_ordinary,
            tag=tag,
            asked=self.asked,
            here=here,
            same=f"{here}?punto={self.asked}" if keeps_item else here,
            polls=self.record.state not in OVER,
            choices=BallotChoice.choices,
            matters=Matter.choices,
            **kwargs,
        )
