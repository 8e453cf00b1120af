"""Relations between projects, read from both ends."""

from __future__ import annotations

import pytest
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.journal.queries import entries_about
from portici.kernel.findings import Invalid, Refused
from portici.programme import domain, queries
from portici.programme.models import Project, ProjectRelation, RelationType
from portici.records import domain as records

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def relate(source: Project, kind: RelationType, target: Project) -> ProjectRelation:
    return domain.relate_projects(actor=makers.coordinator(), source=source, relation=kind, target=target)


def told(project: Project) -> list[tuple[str, str]]:
    return [(str(view.label), view.other.code) for view in queries.relations_of(VISITOR, project)]


@pytest.fixture
def pair() -> tuple[Project, Project]:
    return chain.project("BO3.3.1.b"), chain.project("BO4.2.1.a")


@pytest.mark.usefixtures("english")
def test_both_ends_say_it_in_their_words(pair: tuple[Project, Project]) -> None:
    acceleration, buildings = pair
    relate(buildings, RelationType.HOSTS_EVENTS_OF, acceleration)
    assert told(buildings) == [("hosts events of", "BO3.3.1.b")]
    assert told(acceleration) == [("has its events hosted by", "BO4.2.1.a")]


@pytest.mark.usefixtures("english")
def test_a_symmetric_relation_is_stored_once(pair: tuple[Project, Project]) -> None:
    acceleration, buildings = pair
    stored = relate(buildings, RelationType.SHARES_TARGET_WITH, acceleration)
    assert (stored.source, stored.target) == (acceleration, buildings)
    with pytest.raises(Invalid, match="not been said"):
        relate(acceleration, RelationType.SHARES_TARGET_WITH, buildings)
    assert told(buildings) == [("shares its target group with", "BO3.3.1.b")]


def test_no_project_with_itself_twice_or_continued_by_what_it_continues(
    pair: tuple[Project, Project],
) -> None:
    one, two = pair
    with pytest.raises(Invalid, match="Another project"):
        relate(one, RelationType.SUPPORTS, one)
    relate(one, RelationType.CONTINUES, two)
    for source, target in ((one, two), (two, one)):
        with pytest.raises(Invalid):
            relate(source, RelationType.CONTINUES, target)
    relate(one, RelationType.SUPPORTS, two)
    relate(two, RelationType.SUPPORTS, one)
    assert ProjectRelation.objects.count() == 3


def test_is_told_at_both_ends_and_taken_off_with_a_reason(pair: tuple[Project, Project]) -> None:
    one, two = pair
    relation = relate(one, RelationType.SUPPORTS, two)
    with pytest.raises(Invalid):
        domain.unrelate_projects(actor=makers.coordinator(), relation=relation, reason=" ")
    domain.unrelate_projects(actor=makers.coordinator(), relation=relation, reason="Mistake")
    assert not ProjectRelation.objects.exists()
    for project in pair:
        verbs = [entry.verb for entry in entries_about(kind="project", ref=project.uid)]
        assert verbs == ["unrelate", "relate", "publish", "add"]


def test_others_are_refused(pair: tuple[Project, Project]) -> None:
    relation = relate(pair[0], RelationType.SUPPORTS, pair[1])
    finance = makers.actor(Role.FINANCE_OFFICER)
    with pytest.raises(Refused):
        domain.relate_projects(actor=finance, source=pair[1], relation=RelationType.SUPPORTS, target=pair[0])
    with pytest.raises(Refused):
        domain.unrelate_projects(actor=finance, relation=relation, reason="R")


def test_a_withheld_project_is_not_told_at_the_other_end(pair: tuple[Project, Project]) -> None:
    one, two = pair
    relate(one, RelationType.SUPPORTS, two)
    records.withdraw(actor=makers.coordinator(), record=two, reason="Wrong")
    assert queries.relations_of(VISITOR, one) == []
    assert [view.other for view in queries.relations_of(makers.coordinator(), one)] == [two]
