"""The office's screens for listening sessions and interviews: what was said, by theme, and what may be quoted."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portici.fronts.heard import area_counts, people_text, theme_counts
from portici.fronts.office.kit import (
    ActView,
    AddView,
    AmendView,
    Fact,
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
from portici.kernel import clock
from portici.kernel.actor import Scope
from portici.needs import domain, heard
from portici.needs.filters import ListeningFilter
from portici.needs.forms import ConsentForm, ExcerptAddForm, ExcerptForm, ListeningForm, words_of
from portici.needs.tables import ListeningTable

LISTENINGS = (_("Listening"), "office:listenings")
shown_with("listening", lambda found: [found.area, found.place, found.led_by])


class Listenings(RecordList):
    kind = "listening"
    room = "needs"
    table_class = ListeningTable
    filterset_class = ListeningFilter
    add_name = "office:listening-add"
    add_label = _("Record a listening session")
    related = ("area", "place")
    template_name = "office/needs/listenings.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.object_list
        return super().get_context_data(
            themes=theme_counts(self.request, found),
            areas=area_counts(self.request, self.actor, found),
            **kwargs,
        )


class ListeningPage(RecordPage):
    kind = "listening"
    above = LISTENINGS
    edit_name = "office:listening-edit"
    template_name = "office/needs/listening.html"

    def get_facts(self) -> Any:
        before = facts_of(self.actor, self.record, "kind", "held_on", "area", "place")
        taken_part = Fact(_("people who took part"), people_text(self.record.people, self.actor))
        return [*before, taken_part, *facts_of(self.actor, self.record, "led_by", "summary")]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edits = may_edit(self.actor, self.record)
        add = None
        if edits:
            action = reverse("office:listening-excerpt-add", args=[self.record.uid])
            add = SmallForm(
                _("Add a passage"), action, ExcerptAddForm(actor=self.actor, auto_id="excerpt-%s")
            )
        need = paper("need-add", listening=self.record, area=self.record.area)
        needs = related(
            "needs",
            _("Needs heard there"),
            heard.needs_heard_in(self.actor, self.record),
            note=lambda found: found.get_theme_display(),
            all_url=narrowed("needs", listening=self.record),
            add_url=need if may_add(self.actor, "need") else "",
            add_label=_("Record a need heard there"),
        )
        return super().get_context_data(
            passages=heard.passages(self.actor, self.record), add=add, sections=[needs], **kwargs
        )


class ListeningAdd(AddView):
    kind = "listening"
    above = LISTENINGS
    form_class = ListeningForm
    title = _("Record a listening session")
    intro = _(
        "Who spoke is counted, never named. What was said is added passage by passage on the page that follows, with consent to"
        " quote where it was given."
    )
    prefill = {"area": Prefill("area", "area"), "place": Prefill("place", "place")}

    def get_initial(self) -> dict[str, Any]:
        return {"held_on": clock.today()} | self.own("area", Scope.AREA, "area") | super().get_initial()

    def work(self, form: ListeningForm) -> Any:
        return domain.record_listening(actor=self.actor, **form.values)


class ListeningEdit(AmendView):
    kind = "listening"
    above = LISTENINGS
    form_class = ListeningForm

    def work(self, form: ListeningForm, version: int | None = None) -> Any:
        return domain.amend_listening(
            actor=self.actor, listening=self.record, version=version, values=form.values
        )


class ExcerptRow(RowView):
    """A paper for a passage."""

    kind = "listening"
    above = LISTENINGS

    def rows(self) -> Any:
        return self.record.excerpts.select_related("listening__area", "group")


class ExcerptAdd(ExcerptRow):
    form_class = ExcerptAddForm
    title = _("Add a passage")

    def work(self, form: ExcerptAddForm, version: int | None = None) -> Any:
        domain.add_excerpt(actor=self.actor, listening=self.record, version=version, **form.values)


class ExcerptEdit(ExcerptRow):
    form_class = ExcerptForm
    title = _("Change the passage")
    intro = _("Consent was given to the words as they stand: with other words it must be given anew.")

    def get_initial(self) -> dict[str, Any]:
        return words_of(self.row) | super().get_initial()

    def work(self, form: ExcerptForm, version: int | None = None) -> Any:
        domain.amend_excerpt(actor=self.actor, excerpt=self.row, version=version, values=form.values)


class ExcerptConsent(ExcerptRow):
    form_class = ConsentForm
    title = _("Consent to quote")

    def work(self, form: ConsentForm, version: int | None = None) -> Any:
        domain.give_consent(actor=self.actor, excerpt=self.row, version=version, **form.values)


class ExcerptAct(ActView):
    """A button on a passage."""

    kind = "listening"

    def rows(self) -> Any:
        return self.record.excerpts.select_related("listening__area")


class ConsentWithdraw(ExcerptAct):
    done_message = _("Consent is withdrawn: the words are shown to nobody outside.")

    def act(self, version: int) -> None:
        domain.withdraw_consent(actor=self.actor, excerpt=self.row, version=version)


class WordsErase(ExcerptAct):
    done_message = _("The words are erased; the theme still counts.")

    def act(self, version: int) -> None:
        domain.erase_words(actor=self.actor, excerpt=self.row, version=version)


class ExcerptRemove(ExcerptAct):
    done_message = _("The passage is taken away.")

    def act(self, version: int) -> None:
        domain.remove_excerpt(actor=self.actor, excerpt=self.row, version=version)
