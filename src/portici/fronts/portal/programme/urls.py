"""Addresses of this room in the portal."""

from django.urls import path, register_converter, reverse

from portici.fronts.addresses import page, portal_page
from portici.fronts.up import Up

from . import files, views


class DayConverter:
    """A date in an address: 2021-03-30. Whether the day exists is for the view to say."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: object) -> str:
        return str(value)


register_converter(DayConverter, "day")

urlpatterns = [
    path("", views.Projects.as_view(), name="projects"),
    path("attivita/", views.Activities.as_view(), name="activities"),
    path("attivita/<slug:uid>/", views.ActivityPage.as_view(), name="activity"),
    path("<str:code>/", views.ProjectPage.as_view(), name="project"),
    path("<str:code>/schede/confronto/", views.Compare.as_view(), name="sheet-compare"),
    path("<str:code>/schede/<day:date>/", views.SheetVersion.as_view(), name="sheet-version"),
    path("<str:code>/schede/<day:date>/<int:ordinal>/", views.SheetVersion.as_view(), name="sheet-version"),
    path("<str:code>/schede/<day:date>/istantanea/", files.snapshot, name="snapshot"),
    path(
        "<str:code>/schede/<day:date>/<int:ordinal>/istantanea/",
        files.snapshot,
        name="snapshot",
    ),
    path(
        "<str:code>/schede/",
        Up.as_view(to="portal:project", keeps=("code",), fragment="#versioni"),
        name="up-versions",
    ),
]
portal_page("project", lambda project: page("portal:project", project.code))
portal_page("activity", lambda activity: page("portal:activity", activity.uid))
portal_page(
    "sheet", lambda sheet: reverse("portal:sheet-version", args=[sheet.project.code, sheet.as_of.isoformat()])
)
