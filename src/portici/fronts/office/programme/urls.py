"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import act_page, office_page
from portici.fronts.office.kit import OfficeUp

from . import activities, activity_rows, programmes, projects, sheets, snapshots

urlpatterns = [
    path("attivita/", activities.Activities.as_view(), name="activities"),
    path("attivita/nuova/", activities.ActivityAdd.as_view(), name="activity-add"),
    path("attivita/<slug:uid>/", activities.ActivityPage.as_view(), name="activity"),
    path("attivita/<slug:uid>/modifica/", activities.ActivityEdit.as_view(), name="activity-edit"),
    path("attivita/<slug:uid>/stato/", activity_rows.Move.as_view(), name="activity-move"),
    path("attivita/<slug:uid>/tappe/", activity_rows.MilestoneAdd.as_view(), name="milestone-add"),
    path(
        "attivita/<slug:uid>/tappe/<slug:row>/", activity_rows.MilestoneEdit.as_view(), name="milestone-edit"
    ),
    path(
        "attivita/<slug:uid>/tappe/<slug:row>/raggiunta/",
        activity_rows.MilestoneReach.as_view(),
        name="milestone-reach",
    ),
    path(
        "attivita/<slug:uid>/tappe/<slug:row>/togli/",
        activity_rows.MilestoneRemove.as_view(),
        name="milestone-remove",
    ),
    path("attivita/<slug:uid>/persone/", activity_rows.Assign.as_view(), name="assign"),
    path(
        "attivita/<slug:uid>/persone/<slug:row>/fine/",
        activity_rows.AssignmentEnd.as_view(),
        name="assignment-end",
    ),
    path("progetti/", projects.Projects.as_view(), name="projects"),
    path("progetti/nuovo/", projects.ProjectAdd.as_view(), name="project-add"),
    path("progetti/<slug:uid>/", projects.ProjectPage.as_view(), name="project"),
    path("progetti/<slug:uid>/modifica/", projects.ProjectEdit.as_view(), name="project-edit"),
    path("progetti/<slug:uid>/relazioni/", projects.Relate.as_view(), name="relate"),
    path("progetti/<slug:uid>/relazioni/<slug:row>/togli/", projects.Unrelate.as_view(), name="unrelate"),
    path("progetti/<slug:uid>/scheda/", sheets.SheetAdd.as_view(), name="sheet-add"),
    path("progetti/<slug:uid>/conserva/", snapshots.SnapshotAdd.as_view(), name="snapshot-add"),
    path("progetti/<slug:uid>/schede/", sheets.SheetCompare.as_view(), name="project-sheets"),
    path("schede/<slug:uid>/", sheets.SheetPage.as_view(), name="sheet"),
    path("schede/<slug:uid>/modifica/", sheets.SheetEdit.as_view(), name="sheet-edit"),
    path("schede/<slug:uid>/istantanea/", snapshots.SnapshotFile.as_view(), name="snapshot"),
    path(
        "schede/<slug:uid>/istantanea/conserva/", snapshots.SnapshotAttach.as_view(), name="snapshot-attach"
    ),
    path(
        "schede/<slug:uid>/istantanea/elimina/", snapshots.SnapshotDiscard.as_view(), name="snapshot-discard"
    ),
    path("programmi/", programmes.Programmes.as_view(), name="programmes"),
    path("programmi/nuovo/", programmes.ProgrammeAdd.as_view(), name="programme-add"),
    path("programmi/<slug:uid>/", programmes.ProgrammePage.as_view(), name="programme"),
    path("programmi/<slug:uid>/modifica/", programmes.ProgrammeEdit.as_view(), name="programme-edit"),
    path("programmi/<slug:uid>/assi/", programmes.AxisAdd.as_view(), name="axis-add"),
    path("programmi/<slug:uid>/assi/<slug:row>/", programmes.AxisEdit.as_view(), name="axis-edit"),
    path("programmi/<slug:uid>/azioni/", programmes.ActionAdd.as_view(), name="action-add"),
    path("programmi/<slug:uid>/azioni/<slug:row>/", programmes.ActionEdit.as_view(), name="action-edit"),
    path("", OfficeUp.as_view(to="office:activities"), name="up-programme"),
    path(
        "attivita/<slug:uid>/persone/<slug:row>/",
        OfficeUp.as_view(to="office:activity", keeps=("uid",)),
        name="up-assignment",
    ),
    path(
        "progetti/<slug:uid>/relazioni/<slug:row>/",
        OfficeUp.as_view(to="office:project", keeps=("uid",)),
        name="up-relation",
    ),
    path("schede/", OfficeUp.as_view(to="office:projects"), name="up-sheets"),
]
office_page("activity", "office:activity", "office:activities")
office_page("project", "office:project", "office:projects")
office_page("sheet", "office:sheet")
office_page("programme", "office:programme", "office:programmes")
act_page("activities-late", "office:activity-move")
act_page("activities-unstarted", "office:activity-move")
act_page("milestones-due", "office:milestone-reach")
