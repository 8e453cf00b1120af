"""Stores made for a test: one with nothing in it, one with ten thousand rows of everything, one whose every name is hostile, one with
a row of what the office has seldom and the demo not at all.

python -m tests.e2e.recipes full      in the environment of the store
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from typing import Any

import django

MANY, BATCH = 10_000, 2_000
#: Breaks out of text, of an attribute, of a script; a formula, and a mark that turns the writing round.
HOSTILE = "=<script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u202e{{7*7}}"

WORDS = frozenset(
    "name short_name other_names title description reason act evidence source text grounds note label address town legal_form official ambit"
    " action_label documents_note heading body published_by office_name tagline role unit licence vintage subject_label person_name phone".split()
)


def empty() -> None:
    """Nothing but the coordinator, as after the installation."""
    from portici.kernel.actor import Role, system_actor
    from portici.people import domain
    from tests.e2e.store import PASSWORD

    house = system_actor("tests")
    user = domain.open_account(
        actor=house, email="ada.esempio@portici.example", full_name="Ada Esempio", password=PASSWORD
    )
    domain.grant_role(actor=house, user=user, role=Role.COORDINATOR)


def full() -> None:
    """Ten thousand of each kind, gathered around one area, one need, one organisation, one project, one activity, one decision."""
    from portici.governance.models import Decision
    from portici.needs.models import Designation, Opportunity
    from portici.organisations.models import Membership, Seat
    from portici.programme.models import Activity, Sheet
    from portici.territory.models import Area, Layer

    area = Area.objects.get(layer__code="quartieri", code="16")
    activity = Activity.objects.filter(needs__area=area, partners__isnull=False, place__isnull=False).first()
    need, decision = activity.needs.first(), Decision.objects.filter(publication="published").first()
    project, partner = activity.project, activity.partners.first()
    layer = Layer.objects.get(code="aree-statistiche")
    areas = copies(
        area,
        lambda i: {"code": f"z{i}", "name": f"Zona {i}", "layer": layer, "parent": area, "is_drawn": False},
    )
    with_paths(areas, area)
    copies(Designation.objects.filter(area=area).first(), lambda i: {"area": areas[i]})
    copies(need, lambda i: {"title": f"Bisogno {i}"})
    copies(
        Opportunity.objects.filter(area=area, publication="published").first(),
        lambda i: {"title": f"Opportunità {i}", "organisation": partner},
    )
    copies(activity.place, lambda i: {"name": f"Luogo {i}", "area": area})
    bodies = copies(partner, lambda i: {"name": f"Ente {i}", "folded_name": f"ente {i}"})
    Seat.objects.bulk_create([Seat(organisation=one, town="Bologna", area=area) for one in bodies], BATCH)
    Membership.objects.bulk_create([Membership(member=one, network=partner) for one in bodies], BATCH)
    projects = copies(
        project,
        lambda i: {
            "code": f"BO8.{i // 90 + 1}.{i % 90 + 1}.z",
            "title": f"Progetto {i}",
            "parent": project if i % 2 else None,
        },
    )
    copies(
        Sheet.objects.filter(project=project).first(),
        lambda i: {"project": projects[i], "implementer": partner},
    )
    done = copies(activity, lambda i: {"title": f"Attività {i}", "responsible": partner})
    decided = copies(
        decision,
        lambda i: {
            "number": i + 1,
            "year": 1990,
            "address": f"molte-{i}",
            "title": f"Decisione {i}",
            "motion_id": None,
        },
    )
    for name, other in (("areas", area), ("needs", need), ("partners", partner), ("depends_on", activity)):
        links(Activity, name, done, other)
    through = Decision.activities.through
    pairs = [(decision.pk, one.pk) for one in done] + [(one.pk, activity.pk) for one in decided]
    through.objects.bulk_create(
        [through(decision_id=left, activity_id=right) for left, right in pairs], BATCH, ignore_conflicts=True
    )
    told_often(need)
    tell_hubs(area, need, activity, decision, project, partner, activity.place)


def told_often(need: Any) -> None:
    """Ten thousand entries of the journal about the need, and as many files brought in."""
    from portici.imports.models import ImportRun
    from portici.journal.models import Entry

    entry = Entry.objects.filter(kind="need", ref=need.uid).first()
    copies(entry, lambda _i: {})
    run = ImportRun(
        importer="organisations",
        sha256="0" * 64,
        created_at=entry.at,
        finished_at=entry.at,
        state="done",
        total=1,
    )
    copies(run, lambda i: {"filename": f"elenco-{i}.csv"})


def tell_hubs(*hubs: Any) -> None:
    """Write down where the records stand that the many hang from: their pages, and the papers over them."""
    from django.conf import settings

    addresses = said_addresses()
    inside = [addresses.office_url(one) for one in hubs]
    papers = [addresses.office_url(one) + "modifica/" for one in hubs if one.KIND != "decision"]
    pages = [*(addresses.portal_url(one) for one in hubs), *inside, *papers]
    (settings.STATE / "hubs.txt").write_text("\n".join(pages))


def said_addresses() -> Any:
    """Where each kind's pages are, once the kinds have said it."""
    from importlib import import_module

    from django.conf import settings

    from portici.fronts import addresses

    import_module(settings.ROOT_URLCONF)
    return addresses


def copies(record: Any, changes: Callable[[int], dict[str, Any]], number: int = MANY) -> list[Any]:
    """As many rows like this one, each with its changes."""
    from portici.kernel.text import fold
    from portici.records.models import Record, new_uid

    model = type(record)
    values = {
        field.attname: getattr(record, field.attname)
        for field in model._meta.concrete_fields
        if not field.primary_key
    }
    rows = []
    for i in range(number):
        row = model(**(values | ({"uid": new_uid()} if "uid" in values else {})))
        for name, value in changes(i).items():
            setattr(row, name, value)
        if isinstance(row, Record):
            row.derive()
            row.search_text = fold(row.words())
        rows.append(row)
    return list(model._default_manager.bulk_create(rows, BATCH))


def with_paths(areas: list[Any], parent: Any) -> None:
    for area in areas:
        area.path = f"{parent.path}{area.pk}/"
    type(parent).objects.bulk_update(areas, ["path"], BATCH)


def links(model: Any, name: str, rows: list[Any], other: Any) -> None:
    """Tie each row to the one other record."""
    field = model._meta.get_field(name)
    through, here, there = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()
    made = [through(**{f"{here}_id": row.pk, f"{there}_id": other.pk}) for row in rows]
    through._default_manager.bulk_create(made, BATCH, ignore_conflicts=True)


def hostile() -> None:
    """Every name and text of the demo is what an attacker would type."""
    from django.apps import apps

    for model in apps.get_models():
        if not model.__module__.startswith("portici.") or model._meta.app_label in {
            "journal",
            "people",
            "imports",
        }:
            continue
        once = {name for rule in model._meta.constraints for name in getattr(rule, "fields", ())}
        texts = {}
        for field in model._meta.concrete_fields:
            if field.name in WORDS and not (
                field.unique or field.choices or field.name in once or field.is_relation
            ):
                texts[field.name] = HOSTILE[: field.max_length or 500]
        if texts:
            model._default_manager.update(**texts)


def seldom() -> None:
    """What the demo lacks, through the desks: a withheld picture, a closed need, somebody to call, values of an imported indicator, a
    version of a sheet without the page kept of it beside one with, a file brought in, a second factor, a message about another, a study's
    second edition with target areas proposed from it, and a third that is not computed; a meeting of the Board in preparation.
    """
    from django.conf import settings

    from portici.kernel.actor import system_actor
    from portici.needs import domain as needs
    from portici.needs.models import Need
    from portici.organisations import domain as organisations
    from portici.organisations.models import Organisation
    from portici.people import domain as people
    from portici.programme.models import Project
    from portici.territory.models import Indicator
    from tests.e2e.board import in_preparation

    house = system_actor("tests")
    need = Need.objects.filter(state="open", publication="published").order_by("pk").first()
    needs.close_need(actor=house, need=need, reason="Non c'è più")
    organisation = Organisation.objects.filter(publication="published").order_by("pk").first()
    organisations.add_contact(
        actor=house, organisation=organisation, name="Olga Esempio", email="olga@ente.example"
    )
    project = Project.objects.get(code="BO3.3.1.c")
    versions_of_a_sheet(house, project)
    withheld_picture(house, project)
    brought_in(house)
    locked_account("bruno.prova@portici.example")
    people.reset_second_factor(
        actor=house, user=locked_account("carla.finta@portici.example"), reason="Telefono perso"
    )
    computed = Indicator.objects.exclude(method="published").filter(observations__isnull=False).first()
    hubs = (need, organisation, project, *project.sheets.all(), imported_indicator(house), computed)
    hubs += further_editions(house) + in_preparation(house)
    (settings.STATE / "seldom.txt").write_text("\n".join(map(said_addresses().office_url, hubs)))


def further_editions(house: Any) -> tuple[Any, ...]:
    """A computed edition after the demo's, a proposal from it, and a draft; the first two published."""
    from portici.records import domain as records
    from portici.study import domain
    from portici.study.models import Edition
    from portici.study.proposals.rule import Stated
    from portici.study.running import run_edition

    first = Edition.objects.filter(publication="published", state="computed").order_by("pk").first()
    drafts = [
        domain.draft_edition(actor=house, study=first.study, title=title, copy_of=first)
        for title in ("Seconda edizione", "Terza edizione")
    ]
    second = run_edition(uid=domain.order_run(actor=house, edition=drafts[0]).uid)
    proposal = domain.propose_target_areas(
        actor=house, edition=second, title="Tre aree", stated=Stated("worst", number=3)
    )
    for record in (second, proposal):
        records.publish(actor=house, record=record)
    return (second, drafts[1], proposal)


def versions_of_a_sheet(house: Any, project: Any) -> None:
    """One with the page that the portal showed, and a later one without."""
    from portici.kernel import clock
    from portici.programme import domain

    page = io.BytesIO(b"Pagina del portale")
    domain.attach_snapshot(actor=house, sheet=project.sheets.get(), filename="pagina.txt", content=page)
    domain.record_sheet(
        actor=house,
        project=project,
        as_of=clock.today(),
        title=project.title,
        published_by="portale.example",
        source_url="https://portale.example/",
    )


def withheld_picture(house: Any, project: Any) -> None:
    from portici.publishing import domain
    from portici.publishing.models import Attachment

    attachment = Attachment.objects.filter(kind=project.KIND, ref=project.uid, document=None).first()
    domain.withhold_attachment(actor=house, record=project, attachment=attachment, reason="Da rivedere")


def imported_indicator(house: Any) -> Any:
    from portici.territory import domain
    from portici.territory.models import Area

    made = domain.record_indicator(
        actor=house, code="di-prova", name="Indicatore di prova", direction="worse", source="Prova"
    )
    areas = Area.objects.filter(layer__code="quartieri")
    readings = [domain.Reading(made.pk, area.pk, "2024", float(number)) for number, area in enumerate(areas)]
    domain.observe(actor=house, readings=readings)
    return made


def brought_in(house: Any) -> None:
    """A file that adds more organisations than one page shows, and has a row that is refused."""
    from portici.imports.domain import receive_file, run_import

    rows = [f"Circolo di prova {number};Terzo settore" for number in range(30)]
    table = io.BytesIO("\n".join(["nome;tipo", *rows, "Senza tipo;cosa"]).encode())
    run = receive_file(actor=house, importer="organisations", filename="enti.csv", content=table)
    run_import(run_uid=run.uid)


def locked_account(email: str) -> Any:
    """An account that is opened with an app besides the password."""
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from portici.people.models import User

    user = User.objects.get(email=email)
    TOTP.activate(user, generate_totp_secret())
    return user


def charted() -> None:
    """A published edition about the quartieri, with intervals and the city's own index beside it."""
    from portici.kernel.actor import system_actor
    from portici.records import domain as records
    from portici.study import choices, domain
    from portici.study.running import run_edition
    from portici.study.sureness import Asked
    from portici.territory.models import Layer

    house = system_actor("tests")
    city = imported_indicator(house)
    made = [
        measured(house, code, turn)
        for code, turn in (("prova-affitto", 5), ("prova-soli", 3), ("prova-case", 2))
    ]
    chosen = tuple(
        choices.IndicatorChoice(one.code, "2024", "worse", domain=domain_of)
        for one, domain_of in zip(
            made, ("Disagio sociale", "Disagio sociale", "Disagio abitativo"), strict=True
        )
    )
    domains = tuple(choices.LevelChoice(name) for name in ("Disagio sociale", "Disagio abitativo"))
    text = choices.written(choices.Choices("Disagio di prova", domains=domains, indicators=chosen))
    study = domain.open_study(
        actor=house, code="prova", title="Studio di prova", layer=Layer.objects.get(code="quartieri")
    )
    edition = domain.draft_edition(actor=house, study=study, title="Disagio di prova")
    edition = domain.set_specification(actor=house, edition=edition, specification=text)
    edition = domain.ask_how_sure(actor=house, edition=edition, asked=Asked(draws=200, k=2))
    edition = run_edition(uid=domain.order_run(actor=house, edition=edition).uid)
    domain.name_published_index(actor=house, edition=edition, indicator=city, period="2024")
    for record in (*made, city, study, edition):
        records.publish(actor=house, record=record)


def measured(house: Any, code: str, turn: int) -> Any:
    """An indicator with values in the quartieri, in another order for each `turn`."""
    from portici.territory import domain
    from portici.territory.models import Area

    made = domain.record_indicator(
        actor=house, code=code, name=f"Indicatore {code}", direction="worse", source="Prova"
    )
    areas = Area.objects.filter(layer__code="quartieri").order_by("code")
    readings = [
        domain.Reading(made.pk, area.pk, "2024", float(10 + number * turn % 7))
        for number, area in enumerate(areas)
    ]
    domain.observe(actor=house, readings=readings)
    return made


if __name__ == "__main__":
    django.setup()
    {"empty": empty, "full": full, "hostile": hostile, "seldom": seldom, "charted": charted}[sys.argv[1]]()
