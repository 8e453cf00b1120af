"""Projects and sub-projects: one spelling of the code, the parent that the code says."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import chain, makers
from tests.makers import VISITOR, Role

from portici.kernel.codes import ProjectCode
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.programme import domain, queries
from portici.programme.checks import on_project
from portici.programme.domain.projects import key_of
from portici.programme.models import Project

pytestmark = pytest.mark.django_db

CODES = st.builds(
    ProjectCode,
    st.sampled_from(["BO", "MI"]),
    st.lists(st.integers(0, 99), min_size=3, max_size=4).map(tuple),
    st.sampled_from("abcz"),
    st.none() | st.integers(1, 999),
)


@pytest.mark.parametrize("spelling", ["BO3.3.1b", "BO.3.3.1b", "bo3.3.1.B", " BO 3.3.1.b "])
def test_a_code_is_stored_in_one_spelling_and_found_by_any(spelling: str) -> None:
    made = chain.project(spelling)
    assert made.code == "BO3.3.1.b"
    assert queries.project_by_code(VISITOR, "bo 3.3.1-b") == made


def test_what_is_no_code_finds_nothing() -> None:
    chain.project("BO3.3.1.b")
    assert queries.project_by_code(VISITOR, "acceleration") is None
    assert queries.project_by_code(VISITOR, "BO3.3.1.c") is None


def test_a_draft_is_not_found_by_its_code() -> None:
    chain.project("BO3.3.1.b", published=False)
    assert queries.project_by_code(VISITOR, "BO3.3.1.b") is None


def test_a_sub_project_finds_its_parent_and_takes_its_action() -> None:
    action = chain.action()
    parent = chain.project("BO3.3.1.c", action=action)
    made = chain.project("BO3.3.1c.9")
    assert (made.code, made.parent, made.action) == ("BO3.3.1.c.9", parent, action)


@pytest.mark.parametrize(
    ("code", "field"),
    [("acceleration", "code"), ("-", "code"), ("BO3.3.1.c", "code"), ("BO3.3.1.x.9", "parent")],
)
def test_bad_codes_write_nothing(code: str, field: str) -> None:
    chain.project("BO3.3.1.c")
    with pytest.raises(Invalid) as caught:
        chain.project(code)
    assert [found.field for found in caught.value.findings] == [field]
    assert Project.objects.count() == 1


def test_the_parent_must_be_the_one_of_the_code() -> None:
    parent, other = chain.project("BO3.3.1.c"), chain.project("BO3.3.1.b")
    for code, given_parent in (("BO3.3.1.c.9", other), ("BO3.3.1.d", parent)):
        with pytest.raises(Invalid) as caught:
            chain.project(code, parent=given_parent)
        assert [found.field for found in caught.value.findings] == ["parent"]


def test_amending_the_code_moves_the_key_and_respects_sub_projects() -> None:
    coordinator = makers.coordinator()
    parent = chain.project("BO3.3.1.c")
    child = chain.project("BO3.3.1.c.9")
    domain.amend_project(actor=coordinator, project=child, values={"code": "bo3.3.1c10"}, version=2)
    assert (child.code, child.code_key) == ("BO3.3.1.c.10", "BO03030100c010")
    with pytest.raises(Invalid, match="as long as sub-projects"):
        domain.amend_project(actor=coordinator, project=parent, values={"code": "BO3.3.1.d"})
    with pytest.raises(Conflict):
        domain.amend_project(actor=coordinator, project=child, values={"title": "T"}, version=2)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_others_are_refused(role: Role) -> None:
    project = chain.project()
    actor = makers.actor(role, makers.area())
    with pytest.raises(Refused):
        domain.record_project(actor=actor, code="BO3.3.1.b", title="T")
    with pytest.raises(Refused):
        domain.amend_project(actor=actor, project=project, values={"title": "T"})


def test_check_compares_the_action() -> None:
    wrong = chain.project("BO3.3.1.b", action=chain.action("4.2.1"))
    assert [found.code for found in on_project(wrong)] == ["project.action"]


@given(codes=st.lists(CODES, max_size=8))
def test_keys_sort_as_codes_read(codes: Any) -> None:
    assert sorted(codes, key=key_of) == sorted(codes, key=_as_read)


def _as_read(code: ProjectCode) -> tuple[object, ...]:
    """The project before its sub-projects, 9 before 10."""
    return code.city, (*code.numbers, 0, 0)[:4], code.letter, code.sub or 0


@given(code=CODES)
def test_a_stored_code_reads_back(code: ProjectCode) -> None:
    assert ProjectCode.parse(str(code)).value == code
