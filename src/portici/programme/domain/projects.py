"""Desks for projects and sub-projects: one spelling of the code, and the parent that the code says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from portici.kernel.actor import Actor
from portici.kernel.codes import ProjectCode
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, ensure, ensure_valid, gettext_noop
from portici.records import domain as records
from portici.records.links import only

from .. import rules
from ..models import Action, Project

AMENDABLE = ("code", "title", "action", "parent", "language")


def record_project(
    *,
    actor: Actor,
    code: str,
    title: str,
    action: Action | None = None,
    parent: Project | None = None,
    language: str = "it",
    is_example: bool = False,
) -> Project:
    """A project, or with a code like BO3.3.1.c.9 a sub-project, whose parent is found by its code.

    The code is stored in its one spelling. Without an action a sub-project takes its parent's.
    Raises Refused; Invalid when the code cannot be read or is taken, or the parent is another or not there.
    """
    ensure(rules.may_write_programme(actor))
    read = ProjectCode.parse(code).at("code").require()
    parent = parent or _parent_by_code(read)
    ensure_valid([*_taken(read), *_parent_findings(read, parent)])
    project = Project(
        code=str(read),
        code_key=key_of(read),
        title=title.strip(),
        action=action or (parent.action if parent else None),
        parent=parent,
        language=language,
        is_example=is_example,
    )
    return records.add(actor=actor, record=project)


def amend_project(
    *,
    actor: Actor,
    project: Project,
    values: Mapping[str, Any],
    version: int | None = None,
    reason: str = "",
) -> Project:
    """Change code, title, action, parent. Raises Refused, Invalid, Conflict."""
    ensure(rules.may_write_programme(actor, project))
    changed = only(values, AMENDABLE)
    read = ProjectCode.parse(changed.get("code", project.code)).at("code").require()
    parent = changed.get("parent", project.parent) or _parent_by_code(read)
    ensure_valid([*_taken(read, but=project), *_parent_findings(read, parent), *_children(project, read)])
    changed |= {"code": str(read), "code_key": key_of(read), "parent": parent}
    return records.amend(actor=actor, record=project, values=changed, version=version, reason=reason)


def key_of(code: ProjectCode) -> str:
    """A text of fixed width that sorts as the code reads, in any collation.

    >>> key_of(ProjectCode("BO", (3, 3, 1), "c", 9)), key_of(ProjectCode("BO", (3, 3, 1), "c"))
    ('BO03030100c009', 'BO03030100c000')
    """
    numbers = "".join(f"{number:02}" for number in (*code.numbers, 0, 0, 0, 0)[:4])
    return f"{code.city}{numbers}{code.letter}{0 if code.sub is None else code.sub:03}"


def _parent_by_code(code: ProjectCode) -> Project | None:
    return Project.objects.filter(code=str(code.parent)).first() if code.parent else None


def _taken(code: ProjectCode, *, but: Project | None = None) -> list[Finding]:
    others = Project.objects.filter(code=str(code)).exclude(pk=but.pk if but else None)
    accepted = Message(gettext_noop("A code that no other project has."))
    todo = Message(gettext_noop("Open that project: a new version of its sheet is recorded there."))
    return [error("project.taken", str(other), accepted, todo).at("code") for other in others[:1]]


def _parent_findings(code: ProjectCode, parent: Project | None) -> list[Finding]:
    wanted = str(code.parent) if code.parent else ""
    found = parent.code if parent else ""
    if wanted == found:
        return []
    if not wanted:
        accepted = Message(
            gettext_noop("No parent: the code is a project's, without a sub-project's number.")
        )
        todo = Message(gettext_noop("Take the parent off, or write the sub-project's number in the code."))
        return [error("project.parent", found, accepted, todo).at("parent")]
    accepted = Message(
        gettext_noop("A sub-project %(code)s belongs to %(parent)s."), {"code": str(code), "parent": wanted}
    )
    todo = Message(gettext_noop("Record the project first, then its sub-projects."))
    return [error("project.parent", found, accepted, todo).at("parent")]


def _children(project: Project, code: ProjectCode) -> list[Finding]:
    if str(code) == project.code or not project.sub_projects.exists():
        return []
    accepted = Message(gettext_noop("The code stays as long as sub-projects are called after it."))
    todo = Message(gettext_noop("Correct the sub-projects' codes first, or leave the code."))
    return [error("project.children", str(code), accepted, todo).at("code")]
