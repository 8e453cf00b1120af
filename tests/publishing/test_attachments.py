"""A record's gallery and documents: hung, ordered, shown, withheld, taken off."""

from __future__ import annotations

from typing import Any

import pytest
from tests import chain, makers
from tests.publishing import library

from portici.journal.models import Entry
from portici.kernel.actor import VISITOR, Role
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.publishing import domain, queries
from portici.publishing.models import Attachment

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(db: None, frozen: object) -> Any:
    return chain.project()


def _attach(record: Any, thing: Any, **values: Any) -> Attachment:
    return domain.attach(actor=library.officer(), record=record, thing=thing, **values)


def _show(record: Any, row: Attachment) -> Attachment:
    return domain.show_attachment(actor=library.officer(), record=record, attachment=row)


def _seen(record: Any) -> list[str]:
    return [str(row) for row in queries.attachments(VISITOR, record)]


def test_what_is_attached_is_seen_once_it_is_shown_and_told_in_the_records_history(project: Any) -> None:
    row = _attach(project, library.picture("Arches"), caption=" From the north ")
    assert (row.caption, row.order, row.publication) == ("From the north", 1, "draft")
    assert _seen(project) == []
    version = project.version
    _show(project, row)
    assert _seen(project) == ["Arches"]
    assert project.version == version + 1
    entries = Entry.objects.filter(kind="project", ref=project.uid).order_by("-id")[:2]
    assert [entry.verb for entry in entries] == ["show-attachment", "attach"]


def test_they_stand_in_their_order(project: Any) -> None:
    rows = [_show(project, _attach(project, library.picture(name))) for name in ("One", "Two", "Three")]
    domain.amend_attachment(actor=library.officer(), record=project, attachment=rows[2], caption="", order=0)
    assert _seen(project) == ["Three", "One", "Two"]


def test_a_picture_that_lacks_something_is_not_shown(project: Any, english: None) -> None:
    row = _attach(project, library.picture("Crowd", shows_people=True))
    with pytest.raises(Refused) as refusal:
        _show(project, row)
    assert str(refusal.value) == (
        "“Crowd” cannot be published. Needed: Where the releases of the people portrayed are kept."
    )


def test_one_whose_release_is_taken_back_is_gone_at_once(project: Any) -> None:
    picture = library.picture(shows_people=True, release_reference="Prot. 1")
    _show(project, _attach(project, picture))
    assert queries.open_picture(picture.uid) == picture
    domain.amend_picture(actor=library.officer(), picture=picture, values={"release_reference": ""})
    assert _seen(project) == []
    assert queries.open_picture(picture.uid) is None


def test_withheld_with_a_reason_and_taken_off(project: Any) -> None:
    document = library.document()
    row = _show(project, _attach(project, document))
    assert queries.open_document(document.uid) == document
    with pytest.raises(Invalid):
        domain.withhold_attachment(actor=library.officer(), record=project, attachment=row, reason=" ")
    domain.withhold_attachment(actor=library.officer(), record=project, attachment=row, reason="Old")
    assert _seen(project) == []
    assert queries.open_document(document.uid) is None
    domain.detach(actor=library.officer(), record=project, attachment=row)
    assert Attachment.objects.count() == 0


def test_files_of_a_withheld_record_are_served_to_nobody(frozen: object) -> None:
    draft, picture = chain.project(published=False), library.picture()
    _show(draft, _attach(draft, picture))
    assert queries.open_picture(picture.uid) is None


def test_the_same_twice_is_refused(project: Any) -> None:
    picture = library.picture()
    _attach(project, picture)
    with pytest.raises(Invalid) as refusal:
        _attach(project, picture)
    assert [finding.code for finding in refusal.value.findings] == ["attachment.twice"]


def test_who_saw_an_older_version_looks_again(project: Any) -> None:
    seen = project.version
    _attach(project, library.picture(), version=seen)
    with pytest.raises(Conflict):
        _attach(project, library.picture(), version=seen)
    assert Attachment.objects.count() == 1


def test_others_hang_nothing_and_only_some_records_have_a_gallery(project: Any) -> None:
    picture = library.picture()
    with pytest.raises(Refused):
        domain.attach(actor=makers.actor(Role.AUDITOR), record=project, thing=picture)
    with pytest.raises(Refused):
        domain.attach(actor=library.officer(), record=makers.area(), thing=picture)
