"""Addresses of guidelines and plans, and of what decisions ask for, in the office."""

from django.urls import path

from portici.fronts.addresses import act_page, office_page
from portici.fronts.office.kit import OfficeUp

from . import follow_ups, guidelines, ties

_ONE = "<slug:uid>/"
_ROW = "<slug:uid>/seguiti/<slug:row>/"

#: Beside the decisions, before the addresses of single ones.
urlpatterns = [
    path("seguiti/", follow_ups.FollowUps.as_view(), name="follow-ups"),
    path("indirizzi/", guidelines.Guidelines.as_view(), name="guidelines"),
    path("indirizzi/nuovo/", guidelines.GuidelineAdd.as_view(), name="guideline-add"),
    path("indirizzi/<slug:uid>/", guidelines.GuidelinePage.as_view(), name="guideline"),
    path("indirizzi/<slug:uid>/modifica/", guidelines.GuidelineEdit.as_view(), name="guideline-edit"),
    path("organi/<slug:uid>/piano/<int:year>/", guidelines.PlanPage.as_view(), name="plan"),
    path("organi/<slug:uid>/piano/", OfficeUp.as_view(to="office:body", keeps=("uid",)), name="body-up-plan"),
    path(f"{_ONE}seguiti/", follow_ups.FollowUpAdd.as_view(), name="follow-up-add"),
    path(_ROW, follow_ups.FollowUpEdit.as_view(), name="follow-up-edit"),
    path(f"{_ROW}stato/", follow_ups.FollowUpState.as_view(), name="follow-up-state"),
    path(f"{_ROW}togli/", follow_ups.FollowUpRemove.as_view(), name="follow-up-remove"),
    path(f"{_ONE}indirizzi/", guidelines.Serve.as_view(), name="decision-guidelines"),
    path(f"{_ONE}legami/", ties.TieAdd.as_view(), name="decision-tie"),
    path(f"{_ONE}legami/<slug:row>/togli/", ties.TieRemove.as_view(), name="decision-untie"),
]
office_page("guideline", "office:guideline", "office:guidelines")
act_page("follow-ups-late", "office:follow-up-state")
act_page("follow-ups-unassigned", "office:follow-up-edit")
