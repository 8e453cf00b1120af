"""Addresses of meetings, their agenda and what waits in the office."""

from django.conf import settings
from django.urls import path
from django.utils.translation import override

from portici.fronts.addresses import act_link, act_page, office_page, page
from portici.fronts.office.kit import OfficeUp
from portici.governance.meetings.letters import page_is
from portici.governance.models import Meeting

from . import agenda, meetings

_ONE = "<slug:uid>/"
_ITEM = "punti/<slug:uid>/"

urlpatterns = [
    path("", meetings.Meetings.as_view(), name="meetings"),
    path("nuova/", meetings.MeetingAdd.as_view(), name="meeting-add"),
    path("serie/", meetings.SeriesAdd.as_view(), name="meeting-series-add"),
    path("punti/", agenda.AgendaItems.as_view(), name="agenda-items"),
    path("punti/nuovo/", agenda.ItemAdd.as_view(), name="agenda-item-add"),
    path(_ITEM, agenda.ItemPage.as_view(), name="agenda-item"),
    path(f"{_ITEM}modifica/", agenda.ItemEdit.as_view(), name="agenda-item-edit"),
    path(f"{_ITEM}apri/", agenda.Open.as_view(), name="agenda-item-open"),
    path(f"{_ITEM}togli/", agenda.Drop.as_view(), name="agenda-item-drop"),
    path(f"{_ITEM}rinvia/", agenda.Carry.as_view(), name="agenda-item-carry"),
    path(f"{_ITEM}decisione/", agenda.Decide.as_view(), name="agenda-item-decide"),
    path(f"{_ITEM}opzioni/", agenda.OptionAdd.as_view(), name="agenda-item-option-add"),
    path(f"{_ITEM}opzioni/<slug:row>/", agenda.OptionEdit.as_view(), name="agenda-item-option-edit"),
    path(
        f"{_ITEM}opzioni/<slug:row>/togli/", agenda.OptionRemove.as_view(), name="agenda-item-option-remove"
    ),
    path(_ONE, meetings.MeetingPage.as_view(), name="meeting"),
    path(f"{_ONE}modifica/", meetings.MeetingEdit.as_view(), name="meeting-edit"),
    path(f"{_ONE}convoca/", meetings.Convene.as_view(), name="meeting-convene"),
    path(f"{_ONE}avvisa/", meetings.Announce.as_view(), name="meeting-announce"),
    path(f"{_ONE}annulla/", meetings.Cancel.as_view(), name="meeting-cancel"),
    path(f"{_ONE}punti/", agenda.MeetingItemAdd.as_view(), name="meeting-item-add"),
    path(f"{_ONE}ordine/", agenda.ItemMove.as_view(), name="meeting-item-move"),
    path(f"{_ONE}arretrato/", agenda.ItemPut.as_view(), name="meeting-item-put"),
    path(f"{_ONE}proposte/", agenda.TakeUp.as_view(), name="meeting-item-propose"),
    path(
        f"{_ONE}risposte/",
        OfficeUp.as_view(to="office:meeting", keeps=("uid",)),
        name="meeting-up-replies",
    ),
    path(f"{_ONE}risposte/<slug:row>/", meetings.ReplyView.as_view(), name="meeting-reply"),
]
office_page("meeting", "office:meeting", "office:meetings")
office_page("agenda-item", "office:agenda-item", "office:agenda-items")


def _address(meeting: Meeting) -> str:
    """The page of a meeting with the site's name, for a letter."""
    with override(settings.LANGUAGE_CODE):
        return f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{page('office:meeting', meeting.uid)}"


page_is(_address)
act_page("meetings-to-convene", "office:meeting-convene")
act_link("bodies-late", lambda line: f"{page('office:meeting-add')}?body={line.ref}")
