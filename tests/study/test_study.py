"""Studies: opened, amended, published; refused to others, and with what an edition hangs from."""

from __future__ import annotations

import pytest
from tests import makers
from tests.makers import Role
from tests.study import kit

from portici.kernel.findings import Conflict, Invalid, Refused
from portici.records import domain as records
from portici.records.registry import exhibit_of
from portici.study import domain
from portici.study.models import Study

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_a_study_is_opened_and_amended() -> None:
    study = kit.study()
    coordinator = makers.coordinator()
    domain.amend_study(actor=coordinator, study=study, values={"title": "Other", "code": "other"}, version=1)
    assert (study.title, study.code, study.version) == ("Other", "other", 2)
    with pytest.raises(Conflict):
        domain.amend_study(actor=coordinator, study=study, values={"title": "Again"}, version=1)


def test_its_areas_stay_once_there_is_an_edition() -> None:
    study = kit.study()
    coordinator = makers.coordinator()
    domain.draft_edition(actor=coordinator, study=study, title="First")
    for values in ({"layer": makers.layer("zone")}, {"within": makers.area()}, {"code": "new"}):
        with pytest.raises(Invalid, match="first edition was drafted"):
            domain.amend_study(actor=coordinator, study=study, values=values)
    domain.amend_study(actor=coordinator, study=study, values={"layer": study.layer, "notes": "Why"})
    assert study.notes == "Why"


@pytest.mark.parametrize("values", [{"code": "no spaces"}, {"code": "taken"}, {"title": ""}])
def test_bad_values_are_told(values: dict[str, str]) -> None:
    kit.study(code="taken")
    with pytest.raises(Invalid):
        kit.study(**values)
    assert Study.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_others_are_refused(role: Role) -> None:
    study = kit.study()
    actor = makers.actor(role, makers.area())
    with pytest.raises(Refused):
        domain.open_study(actor=actor, code="mine", title="Mine", layer=study.layer)
    with pytest.raises(Refused):
        domain.amend_study(actor=actor, study=study, values={"title": "Mine"})


def test_an_edition_of_another_study_is_not_copied() -> None:
    kit.areas()
    edition, other = kit.edition(), kit.study(code="other")
    with pytest.raises(Invalid, match="same study"):
        domain.draft_edition(actor=makers.coordinator(), study=other, title="Copy", copy_of=edition)


def test_only_a_computed_edition_is_published_and_adopted_as_it_stands() -> None:
    kit.areas()
    edition = kit.edition()
    coordinator = makers.coordinator()
    with pytest.raises(Invalid, match="Have it computed"):
        records.publish(actor=coordinator, record=edition)
    done = kit.run_edition(uid=domain.order_run(actor=coordinator, edition=edition).uid)
    records.publish(actor=coordinator, record=done)
    assert done.is_published
    digest = exhibit_of(done).digest
    done.results.filter(name="Savena").update(index=0.5)
    assert exhibit_of(done).digest != digest
