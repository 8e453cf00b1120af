"""What people said: the published listening sessions, and of each the themes and the words that may be quoted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.heard import area_counts, people_text, theme_counts
from portici.kernel.actor import VISITOR
from portici.needs import heard
from portici.needs.models import Listening

from .filters import ListeningFilter
from .lists import TerritoryList, need_rows
from .reading import shown, visible
from .records import RecordPage
from .sections import section
from .tables import ListeningTable, NeedTable


class Listenings(TerritoryList):
    title = _("Listening")
    lead = _(
        "Who was listened to, where, and on which themes. Words are quoted only with consent; nobody is named."
    )
    template_name = "portal/territory/listenings.html"
    export_name = "ascolti"
    table_class = ListeningTable
    filterset_class = ListeningFilter

    def get_queryset(self) -> Any:
        return shown(visible(Listening), "area")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.object_list
        return super().get_context_data(
            themes=theme_counts(self.request, found),
            areas=area_counts(self.request, VISITOR, found),
            **kwargs,
        )


class ListeningPage(RecordPage):
    template_name = "portal/territory/listening.html"
    list_title, list_name = _("Listening"), "portal:listenings"

    def get_record(self, uid: str) -> Listening | None:
        return shown(visible(Listening), "area", "place", "led_by").filter(uid=uid).first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        needs = section(
            "bisogni",
            _("Needs heard there"),
            NeedTable,
            need_rows(heard.needs_heard_in(VISITOR, self.record)),
            empty=_("No published need comes from it."),
            all_url=f"{reverse('portal:needs')}?listening={self.record.uid}",
        )
        passages = heard.passages(VISITOR, self.record)
        return super().get_context_data(
            sections=[needs],
            quotes=[one for one in passages if one.words],
            themes=list(dict.fromkeys(one.excerpt.get_theme_display() for one in passages)),
            people=people_text(self.record.people),
            # Of a few people, where exactly they sat may tell who they are.
            place=self.record.place if heard.is_told(VISITOR, self.record.people) else None,
            **kwargs,
        )
