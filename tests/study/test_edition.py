"""Editions: drafted, specified, ordered, computed; refused to whom they do not belong, and with bad figures."""

from __future__ import annotations

import pytest
from tests import makers
from tests.makers import Role
from tests.study import kit

from portici.journal.queries import entries_about
from portici.kernel.findings import Conflict, Invalid, Refused
from portici.study import domain, rules
from portici.study.models import AreaResult, AreaState, Edition, EditionState, Study
from portici.study.queries import results_of
from portici.study.rerunning import rerun
from portici.study.running import run_edition
from portici.territory.models import Indicator, Observation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def ranks(edition: Edition) -> dict[str, float | None]:
    return {row.name: row.rank for row in results_of(makers.coordinator(), edition)}


def test_an_edition_is_computed_from_the_figures_of_the_register() -> None:
    kit.areas()
    edition = kit.computed()
    assert edition.state == EditionState.COMPUTED
    assert ranks(edition) == {
        "Corticella": 1.0,
        "Bolognina": 2.0,
        "Savena": 3.0,
        "Colli": 4.0,
        "Stazione": None,
    }
    station = edition.results.get(name="Stazione")
    assert (station.state, station.excluded_by) == ("excluded", ["rent@2024", "alone@2024", "income@2024"])
    # By hand: z-scores of 10, 20, 30, 40 have the population's deviation of √125.
    assert edition.results.get(name="Bolognina").parts["rent"] == pytest.approx(100 + 150 / 125**0.5)


def test_the_journal_tells_each_step() -> None:
    kit.areas()
    edition = kit.computed()
    verbs = [entry.verb for entry in entries_about(kind=Edition.KIND, ref=edition.uid)]
    assert sorted(verbs) == ["add", "amend", "compute-edition", "order-run"]


def test_the_manifest_names_every_input_with_its_digest() -> None:
    kit.areas()
    manifest = kit.computed().manifest
    assert [one["column"] for one in manifest["inputs"]] == ["rent@2024", "alone@2024", "income@2024"]
    assert {len(one["sha256"]) for one in manifest["inputs"]} == {64}
    assert [one["rows"] for one in manifest["inputs"]] == [4, 4, 4]
    assert (manifest["study"], manifest["edition"], manifest["areas"]) == ("distress", 1, 5)
    assert len(manifest["results_sha256"]) == 64


def test_a_computed_edition_is_never_altered() -> None:
    kit.areas()
    edition = kit.computed()
    coordinator = makers.coordinator()
    with pytest.raises(Refused, match="never altered"):
        domain.set_specification(actor=coordinator, edition=edition, specification=kit.specification())
    with pytest.raises(Refused, match="never altered"):
        domain.order_run(actor=coordinator, edition=edition)
    with pytest.raises(Refused):
        run_edition(uid=edition.uid)
    copy = domain.draft_edition(actor=coordinator, study=edition.study, title="Second", copy_of=edition)
    assert (copy.number, copy.specification, copy.state) == (2, edition.specification, "drafted")


def test_what_was_ordered_is_what_is_computed() -> None:
    kit.areas()
    edition = domain.order_run(actor=makers.coordinator(), edition=kit.edition())
    Observation.objects.filter(indicator__code="rent").update(value=0.0)
    assert ranks(run_edition(uid=edition.uid))["Corticella"] == 1.0


def test_altered_inputs_are_refused_and_can_be_ordered_again() -> None:
    kit.areas()
    coordinator = makers.coordinator()
    edition = domain.order_run(actor=coordinator, edition=kit.edition())
    row = edition.results.get(name="Colli")
    AreaResult.objects.filter(pk=row.pk).update(inputs=row.inputs | {"rent@2024": 11.0})
    edition = run_edition(uid=edition.uid)
    assert edition.state == EditionState.REFUSED
    assert [(one["code"], one["found"]) for one in edition.findings] == [("study.altered", "rent@2024")]
    assert not edition.results.exclude(rank=None).exists()
    domain.order_run(actor=coordinator, edition=edition)
    assert run_edition(uid=edition.uid).state == EditionState.COMPUTED


def test_one_worker_at_a_time() -> None:
    kit.areas()
    edition = domain.order_run(actor=makers.coordinator(), edition=kit.edition())
    Edition.objects.filter(pk=edition.pk).update(
        state=EditionState.RUNNING, worker="elsewhere:1:x", seen_at=edition.updated_at
    )
    with pytest.raises(Refused, match="being computed"):
        run_edition(uid=edition.uid)
    Edition.objects.filter(pk=edition.pk).update(seen_at=None)
    assert run_edition(uid=edition.uid).state == EditionState.COMPUTED


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title = 3", "spec.wrong_kind"),
        (kit.specification().replace("rent@2024", "wages@2024"), "study.no_indicator"),
        (kit.specification().replace("rent@2024", "rent@1999"), "study.no_period"),
        (kit.specification().replace("weight = 0.5", "weight = 0.6"), "spec.weights_sum"),
        (kit.specification().replace('exclude = "excluded"\n', ""), "study.table"),
        ('classes = "quantiles"\n' + kit.specification(), "study.classes"),
    ],
)
def test_a_specification_that_cannot_be_read_is_not_kept(text: str, code: str) -> None:
    kit.areas()
    edition = kit.edition()
    with pytest.raises(Invalid) as answer:
        domain.set_specification(actor=makers.coordinator(), edition=edition, specification=text)
    assert code in [found.code for found in answer.value.findings]
    edition.refresh_from_db()
    assert edition.specification == kit.specification()


def test_means_may_count_residents() -> None:
    """The column of residents comes from the register and is kept with the inputs, from which the edition is made again."""
    kit.areas()
    text = kit.specification().replace(
        'exclude = "excluded"', 'exclude = "excluded"\npopulation = "alone@2024"'
    )
    counted = text.replace('"z-score"', '{ method = "z-score", over = "population" }')
    edition = kit.computed(specification=counted)
    rows = [row for row in edition.results.all() if row.state == AreaState.INCLUDED]
    weighted = sum(row.inputs["alone@2024"] * row.parts["rent"] for row in rows)
    assert weighted / sum(row.inputs["alone@2024"] for row in rows) == pytest.approx(100)
    assert sum(row.parts["rent"] for row in rows) / len(rows) != pytest.approx(100)
    assert rerun(makers.coordinator(), edition).is_equal


def test_a_missing_value_stops_the_order_and_freezes_nothing() -> None:
    kit.areas()
    edition = kit.edition()
    Observation.objects.filter(indicator__code="rent", area__name="Savena").delete()
    with pytest.raises(Invalid) as answer:
        domain.order_run(actor=makers.coordinator(), edition=edition)
    savena = Observation.objects.filter(area__name="Savena").first()
    assert savena is not None
    assert [(one.code, one.field, one.found) for one in answer.value.findings] == [
        ("index.lacks", "rent", savena.area.code)
    ]
    edition.refresh_from_db()
    assert (edition.state, edition.results.count(), edition.inputs) == ("drafted", 0, [])


def test_a_constant_indicator_is_named() -> None:
    kit.areas()
    edition = kit.edition()
    Observation.objects.filter(indicator__code="rent", status="ok").update(value=5.0)
    with pytest.raises(Invalid) as answer:
        domain.order_run(actor=makers.coordinator(), edition=edition)
    assert [(one.code, one.field) for one in answer.value.findings] == [("index.constant", "rent")]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_others_are_refused(role: Role) -> None:
    areas = kit.areas()
    edition = kit.edition()
    actor = makers.actor(role, areas["Colli"])
    with pytest.raises(Refused):
        domain.draft_edition(actor=actor, study=edition.study, title="Theirs")
    with pytest.raises(Refused):
        domain.set_specification(actor=actor, edition=edition, specification=kit.specification())
    with pytest.raises(Refused):
        domain.order_run(actor=actor, edition=edition)
    assert (Edition.objects.count(), AreaResult.objects.count()) == (1, 0)


def test_an_area_officer_studies_the_own_area() -> None:
    whole = makers.area("Whole", layer_code="city")
    inside = [makers.area(name, parent=whole) for name in ("In A", "In B")]
    makers.area("Outside")
    rent = makers.indicator("rent")
    for place, area in enumerate(inside):
        makers.observe(rent, area, float(place))
    officer = makers.actor(Role.AREA_OFFICER, whole)
    with pytest.raises(Refused):
        domain.open_study(actor=officer, code="all", title="All", layer=makers.layer())
    mine = domain.open_study(actor=officer, code="mine", title="Mine", layer=makers.layer(), within=whole)
    assert bool(rules.may_amend_study(officer, mine))
    text = kit.specification(domains=(), indicators=(kit.IndicatorChoice("rent", "2024", "worse"),))
    edition = domain.draft_edition(actor=officer, study=mine, title="First")
    domain.set_specification(actor=officer, edition=edition, specification=text)
    edition = run_edition(uid=domain.order_run(actor=officer, edition=edition).uid)
    assert ranks(edition) == {"In A": 2.0, "In B": 1.0}


def test_a_stale_version_is_told() -> None:
    kit.areas()
    edition = kit.edition()
    with pytest.raises(Conflict):
        domain.set_specification(
            actor=makers.coordinator(),
            edition=edition,
            specification=kit.specification(title="New"),
            version=1,
        )


def test_rows_of_withheld_areas_and_editions_of_withheld_indicators_are_not_shown() -> None:
    kit.areas()
    makers.area("Hidden", published=False)
    text = kit.specification().replace('missing = "refuse"', 'missing = "leave-out"')
    edition = kit.computed(specification=text)
    Edition.objects.update(publication="published")
    Study.objects.update(publication="published")
    names = {row.name for row in results_of(makers.VISITOR, edition)}
    assert names == {*kit.RENT, "Stazione"}
    assert Edition.objects.visible_to(makers.VISITOR).count() == 1
    Indicator.objects.filter(code="rent").update(publication="withdrawn")
    assert Edition.objects.visible_to(makers.VISITOR).count() == 0
    assert Edition.objects.visible_to(makers.actor(Role.AUDITOR)).count() == 1
