"""What belongs to projects, sheets and activities is changed on their pages, by small forms."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from tests import chain, makers

from portici.kernel.actor import Role
from portici.programme import domain
from portici.programme.models import Activity, Project, ProjectRelation, Sheet
from portici.records.picking import label_of

pytestmark = pytest.mark.django_db


def at(name: str, *args: object) -> str:
    with translation.override("en"):
        return reverse(f"office:{name}", args=args)


@pytest.fixture
def activity(db: None, frozen: object) -> Activity:
    return chain.activity(
        chain.project("BO3.3.1.b"), "Evenings", starts_on=date(2026, 1, 1), ends_on=date(2026, 9, 30)
    )


def test_milestones_are_added_reached_and_removed(coordinator: Client, activity: Activity) -> None:
    def version() -> int:
        activity.refresh_from_db()
        return activity.version

    given = {"title": "Poster", "due_on": "2026-02-01", "version": version()}
    assert coordinator.post(at("milestone-add", activity.uid), given).status_code == 302
    milestone = activity.milestones.get()
    reached = at("milestone-reach", activity.uid, milestone.uid)
    assert coordinator.post(reached, {"reached_on": "2026-05-01", "version": version()}).status_code == 422
    assert coordinator.post(reached, {"reached_on": "2026-02-03", "version": version()}).status_code == 302
    milestone.refresh_from_db()
    assert milestone.reached_on == date(2026, 2, 3)
    edit = at("milestone-edit", activity.uid, milestone.uid)
    assert coordinator.get(edit).context["form"]["title"].value() == "Poster"
    assert (
        coordinator.post(
            edit, {"title": "Big poster", "due_on": "2026-02-02", "version": version()}
        ).status_code
        == 302
    )
    assert activity.milestones.get().title == "Big poster"
    remove = at("milestone-remove", activity.uid, milestone.uid)
    assert coordinator.post(remove, {"reason": "", "version": version()}).status_code == 422
    assert coordinator.post(remove, {"reason": "Not needed", "version": version()}).status_code == 302
    assert not activity.milestones.exists()
    assert coordinator.get(edit).status_code == 404


def test_a_small_form_over_an_old_version_is_shown_again(coordinator: Client, activity: Activity) -> None:
    given = {"title": "Poster", "due_on": "2026-02-01", "version": 0}
    response = coordinator.post(at("milestone-add", activity.uid), given)
    assert response.status_code == 409
    assert response.context["version"] == activity.version
    assert 'value="Poster"' in response.content.decode()
    assert not activity.milestones.exists()


def test_states_move_with_buttons_and_a_reason_where_one_is_asked(
    coordinator: Client, activity: Activity
) -> None:
    page = coordinator.get(at("activity", activity.uid))
    offered = {str(small.label): "reason" in small.form.fields for small in page.context["moves"]}
    assert offered == {"Start": False, "Suspend the activity": True, "Cancel the activity": True}
    move = at("activity-move", activity.uid)
    assert coordinator.post(move, {"state": "running", "version": activity.version}).status_code == 302
    activity.refresh_from_db()
    assert activity.state == "running"
    response = coordinator.post(move, {"state": "suspended", "version": activity.version})
    assert response.status_code == 422
    given = {"state": "suspended", "reason": "No room", "version": activity.version}
    assert coordinator.post(move, given).status_code == 302
    activity.refresh_from_db()
    assert activity.state == "suspended"
    assert (
        coordinator.post(move, {"state": "done", "reason": "x", "version": activity.version}).status_code
        == 403
    )
    assert coordinator.post(move, {"state": "nonsense", "version": activity.version}).status_code == 404


def test_the_responsible_reports_but_does_not_amend(signed_in: Callable[..., Client]) -> None:
    responsible = makers.organisation("Coop")
    activity = chain.activity(title="Evenings", responsible=responsible)
    domain.add_milestone(
        actor=makers.coordinator(), activity=activity, title="Poster", due_on=date(2026, 2, 1)
    )
    activity.refresh_from_db()
    contact = signed_in(Role.PARTNER_CONTACT, responsible)
    page = contact.get(at("activity", activity.uid))
    assert [str(small.label) for small in page.context["moves"]] == ["Start"]
    assert page.context["add_milestone"] is None
    assert contact.get(at("activity-edit", activity.uid)).status_code == 403
    given = {"state": "running", "version": activity.version}
    assert contact.post(at("activity-move", activity.uid), given).status_code == 302
    other = signed_in(Role.PARTNER_CONTACT, makers.organisation())
    assert other.post(at("activity-move", activity.uid), given).status_code == 403


def test_staff_of_other_bodies_is_put_to_work_and_ends(coordinator: Client, activity: Activity) -> None:
    person, body = makers.user("Lea Prestata"), makers.organisation("ASP")
    given = {
        "user": label_of(person),
        "organisation": label_of(body),
        "time_share": "40",
        "version": activity.version,
    }
    assert coordinator.post(at("assign", activity.uid), given).status_code == 302
    row = activity.assignments.get()
    assert (row.user, row.organisation, row.time_share) == (person, body, 40)
    activity.refresh_from_db()
    end = at("assignment-end", activity.uid, row.uid)
    assert coordinator.post(end, {"until": "2026-12-31", "version": activity.version}).status_code == 302
    row.refresh_from_db()
    assert row.until == date(2026, 12, 31)


def test_a_circle_of_dependencies_is_told(coordinator: Client, activity: Activity) -> None:
    after = chain.activity(activity.project, "After", depends_on=[activity])
    given = {
        "title": "Evenings",
        "project": label_of(activity.project),
        "depends_on": [label_of(after)],
        "language": "it",
        "version": activity.version,
    }
    response = coordinator.post(at("activity-edit", activity.uid), given)
    assert response.status_code == 422
    assert "Evenings → After → Evenings" in " ".join(response.context["form"].errors["depends_on"])


def test_relations_are_said_from_both_ends(coordinator: Client) -> None:
    one, two = chain.project("BO3.3.1.a"), chain.project("BO3.3.1.b")
    given = {"type": "in:supports", "target": label_of(two), "note": "", "version": one.version}
    assert coordinator.post(at("relate", one.uid), given).status_code == 302
    relation = ProjectRelation.objects.get()
    assert (relation.source, relation.type, relation.target) == (two, "supports", one)
    with translation.override("en"):
        ends = [
            [str(view.label) for view in coordinator.get(at("project", project.uid)).context["relations"]]
            for project in (one, two)
        ]
    assert ends == [["is supported by"], ["supports"]]
    given = {"type": "out:supports", "target": label_of(one)}
    response = coordinator.post(at("relate", one.uid), given)
    assert response.status_code == 422
    assert "target" in response.context["form"].errors
    off = at("unrelate", one.uid, relation.uid)
    assert coordinator.post(off, {"reason": ""}).status_code == 422
    assert coordinator.post(off, {"reason": "Over"}).status_code == 302
    assert not ProjectRelation.objects.exists()


def test_a_new_version_of_a_sheet_begins_from_the_last(coordinator: Client) -> None:
    project = chain.project("BO3.3.1.b")
    chain.sheet(project, cup="F39G16000350007", official="Miriam Pepe", sections=[("Goals", "One")])
    url = at("sheet-add", project.uid)
    form = coordinator.get(url).context["form"]
    assert (form["cup"].value(), form["official"].value()) == ("F39G16000350007", "Miriam Pepe")
    assert form["sections"].value() == [["Goals", "One"]]
    given = {
        "as_of": "2026-03-01",
        "title": "T",
        "language": "it",
        "cup": "F39G16000350007",
        "sections-count": "3",
        "sections-0-heading": "Goals",
        "sections-0-body": "One",
        "sections-0-off": "1",
        "sections-1-heading": "Plan",
        "sections-1-body": "Two\r\n\r\nThree",
        "amount_paid": "412.248,83",
    }
    assert coordinator.post(url, given).status_code == 302
    sheet = Sheet.objects.get(as_of=date(2026, 3, 1))
    assert list(sheet.sections.values_list("heading", "body")) == [("Plan", "Two\n\nThree")]
    assert "€ 412,248.83" in coordinator.get(at("sheet", sheet.uid)).content.decode()


def test_one_more_section_without_scripts(coordinator: Client) -> None:
    url = at("sheet-add", chain.project("BO3.3.1.b").uid)
    given = {"sections-count": "1", "sections-0-heading": "A", "sections-0-body": "x", "pick-add": "sections"}
    response = coordinator.post(url, given)
    assert response.status_code == 200
    assert response.content.decode().count("One more section") == 1
    assert 'name="sections-1-heading"' in response.content.decode()


@pytest.mark.parametrize("amount", ["12,5,0", "USD 3", "<b>1</b>"])
def test_an_amount_that_cannot_be_read_is_told(amount: str, coordinator: Client) -> None:
    given = {"as_of": "2026-03-01", "title": "T", "language": "it", "amount_paid": amount}
    response = coordinator.post(at("sheet-add", chain.project("BO3.3.1.b").uid), given)
    assert response.status_code == 422
    assert "Write an amount in euro" in " ".join(response.context["form"].errors["amount_paid"])


def test_a_published_sheet_is_corrected_with_the_reason(coordinator: Client) -> None:
    sheet = chain.sheet(chain.project("BO3.3.1.b"))
    given = {"as_of": "2026-01-15", "title": "New", "language": "it", "version": sheet.version}
    response = coordinator.post(at("sheet-edit", sheet.uid), given)
    assert response.status_code == 422
    assert "reason" in response.context["form"].errors
    assert coordinator.post(at("sheet-edit", sheet.uid), given | {"reason": "Misprint"}).status_code == 302


def test_programmes_have_axes_and_actions(coordinator: Client) -> None:
    given = {"name": "PON Metro", "code": "PON", "language": "it"}
    assert coordinator.post(at("programme-add"), given).status_code == 302
    from portici.programme.models import Programme

    programme = Programme.objects.get()
    axis = {"code": "3", "name": "Inclusion", "endowment": "9.830.384", "version": programme.version}
    assert coordinator.post(at("axis-add", programme.uid), axis).status_code == 302
    found = programme.axes.get()
    assert str(found.endowment) == "9830384.00"
    programme.refresh_from_db()
    action = {"axis": found.pk, "code": "3.3.1", "name": "Innovation", "version": programme.version}
    assert coordinator.post(at("action-add", programme.uid), action).status_code == 302
    programme.refresh_from_db()
    edit = at("axis-edit", programme.uid, found.uid)
    assert (
        coordinator.post(edit, axis | {"name": "Services", "version": programme.version}).status_code == 302
    )
    found.refresh_from_db()
    assert found.name == "Services"
    assert found.actions.get().code == "3.3.1"


def test_a_project_code_that_is_wrong_is_told(coordinator: Client) -> None:
    response = coordinator.post(at("project-add"), {"code": "ZZ", "title": "T", "language": "it"})
    assert response.status_code == 422
    assert "code" in response.context["form"].errors
    assert (
        coordinator.post(at("project-add"), {"code": "BO.3.3.1b", "title": "T", "language": "it"}).status_code
        == 302
    )
    assert Project.objects.get().code == "BO3.3.1.b"


def test_pages_ask_the_same_number_of_queries_whatever_hangs_from_them(coordinator: Client) -> None:
    area = makers.area("Savena")
    project = chain.project("BO3.3.1.b")
    body = chain.body("board")

    def grow(number: int) -> None:
        for _one in range(number):
            need = chain.need(area)
            activity = chain.activity(project, needs=[need], areas=[area], responsible=makers.organisation())
            domain.add_milestone(
                actor=makers.coordinator(), activity=activity, title="M", due_on=date(2026, 3, 3)
            )
            chain.decision(body, activities=[activity], exhibits=[need])

    def queries(url: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            assert coordinator.get(url).status_code == 200
        return len(counted)

    grow(1)
    urls = [
        at("area", area.uid),
        at("project", project.uid),
        at("body", body.uid),
        at("activities"),
        at("decisions"),
    ]
    before = {url: (queries(url), queries(url))[1] for url in urls}
    grow(14)
    assert {url: queries(url) for url in urls} == before
