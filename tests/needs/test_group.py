"""Target groups."""

from __future__ import annotations

import pytest
from tests import chain, makers
from tests.makers import Role

from portici.kernel.findings import Conflict, Invalid, Refused
from portici.needs import domain
from portici.needs.models import TargetGroup

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_is_recorded_amended_and_published() -> None:
    group = chain.group("Minors 11-18", published=False)
    domain.amend_target_group(
        actor=makers.coordinator(), group=group, values={"description": "In dropout"}, version=1
    )
    assert (group.description, group.version) == ("In dropout", 2)
    assert list(TargetGroup.objects.visible_to(makers.VISITOR)) == []


def test_is_refused_to_others_and_a_name_is_used_once() -> None:
    group = chain.group("Minors")
    with pytest.raises(Refused):
        domain.record_target_group(actor=makers.actor(Role.AREA_OFFICER, makers.area()), name="Adults")
    with pytest.raises(Invalid) as caught:
        domain.record_target_group(actor=makers.coordinator(), name="Minors")
    assert [found.field for found in caught.value.findings] == ["name"]
    with pytest.raises(Conflict):
        domain.amend_target_group(actor=makers.coordinator(), group=group, values={"name": "M"}, version=1)
