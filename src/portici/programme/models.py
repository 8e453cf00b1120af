"""What is done: programme, axis, action, project, sub-project, activity; each project's sheets, dated."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.needs.models import Need
from portici.organisations.models import Organisation
from portici.records.links import hangs_from
from portici.records.model_fields import WebAddress
from portici.records.models import Addressed, Publication, Record, RecordQuerySet
from portici.territory.models import Area, Place, within_scope


class Period(models.TextChoices):
    """A programming period of the European funds; each has its own rules on what is shown to the public."""

    P2014 = "2014-2020", "2014-2020"
    P2021 = "2021-2027", "2021-2027"


class Fund(models.TextChoices):
    """The European fund that pays a part."""

    ERDF = "erdf", _("European Regional Development Fund")
    ESF = "esf", _("European Social Fund")
    ESF_PLUS = "esf-plus", _("European Social Fund Plus")
    COHESION = "cf", _("Cohesion Fund")
    JTF = "jtf", _("Just Transition Fund")
    REACT_EU = "react-eu", "REACT-EU"


class Programme(Record):
    """A funding programme, a plan."""

    KIND = "programme"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "code", "description")

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    period = models.CharField(
        _("programming period"),
        max_length=9,
        blank=True,
        choices=Period.choices,
        help_text=_("Of the European funds; left empty when none pays."),
    )
    source = models.CharField(_("source"), max_length=300, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Axis(Addressed):
    """An axis of a programme, with what is allotted to it."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="axes")
    code = models.CharField(_("code"), max_length=10)
    name = models.CharField(_("name"), max_length=200)
    endowment = models.DecimalField(
        _("endowment (€)"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    fund = models.CharField(_("European fund"), max_length=8, blank=True, choices=Fund.choices)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["programme__code", "code"]
        verbose_name_plural = "axes"
        constraints = [models.UniqueConstraint(fields=["programme", "code"], name="axis_code_once")]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Action(Addressed):
    """An action within an axis ("Azione 3.3.1")."""

    axis = models.ForeignKey(Axis, on_delete=models.CASCADE, related_name="actions")
    code = models.CharField(_("code"), max_length=20)
    name = models.CharField(_("name"), max_length=200, blank=True)

    class Meta:
        ordering = ["axis__programme__code", "code"]
        constraints = [models.UniqueConstraint(fields=["axis", "code"], name="action_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class Project(Record):
    """A project or, with a parent, a sub-project. What the sheet says of it stands in its dated sheets."""

    KIND = "project"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "code", "sheet_text")

    UNTOLD: ClassVar[frozenset[str]] = Record.UNTOLD | {"code_key", "sheet_text"}

    code = models.CharField(_("project code"), max_length=30, unique=True)
    #: Puts codes in reading order: the ninth sub-project before the tenth.
    code_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    title = models.CharField(_("title"), max_length=500)
    action = models.ForeignKey(
        Action,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="projects",
        verbose_name=_("action"),
    )
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sub_projects",
        verbose_name=_("sub-project of"),
    )
    #: Words of the newest published sheet (CUP, official), kept by the desks so that they find the project.
    sheet_text = models.TextField(blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["code_key", "code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        led = _led_by(actor)
        return led | models.Q(pk__in=Project._default_manager.filter(led).values("parent"))

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return models.Q(parent=None) | models.Q(parent__publication=Publication.PUBLISHED) | _led_by(actor)


def _led_by(actor: Actor) -> models.Q:
    """Projects with an activity that an organisation of the actor is responsible for."""
    own = Organisation.own_of(actor).values("pk")
    return models.Q(pk__in=Activity._default_manager.filter(responsible__in=own).values("project"))


class Sheet(Record):
    """The sheet of a project as it stood on a date: a new version is a new row, the old ones stay."""

    KIND = "sheet"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "cup", "official")
    UNTOLD: ClassVar[frozenset[str]] = Record.UNTOLD | {"has_errors"}

    project = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="sheets")
    as_of = models.DateField(_("as of"))
    published_by = models.CharField(_("published by"), max_length=120, blank=True)
    source_url = WebAddress(_("address of the source"), max_length=300, blank=True)
    city = models.CharField(_("city"), max_length=80, blank=True)
    ambit = models.CharField(_("ambit"), max_length=80, blank=True)
    action_label = models.CharField(_("action"), max_length=120, blank=True)
    title = models.CharField(_("title"), max_length=500)
    implementer = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sheets",
        verbose_name=_("implementing body"),
    )
    #: As the source prints it; one of the wrong length is kept, and told by the checks.
    cup = models.CharField(_("CUP"), max_length=40, blank=True)
    official = models.CharField(
        _("responsible official (RUP)"),
        max_length=120,
        blank=True,
        help_text=_("Only as the source document names them."),
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)
    amount_programmed = models.DecimalField(
        _("amount programmed"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    amount_admitted = models.DecimalField(
        _("amount admitted to funding"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    amount_committed = models.DecimalField(
        _("legally binding amount"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    amount_paid = models.DecimalField(
        _("amount paid"), max_digits=16, decimal_places=2, null=True, blank=True
    )
    documents_note = models.CharField(_("documents"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)
    #: Whether the checks find an error in it (not what only time brings): so that *what needs me* finds such sheets.
    has_errors = models.BooleanField(default=False, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["project__code", "-as_of", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["project", "as_of", "published_by"], name="sheet_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.project.code} ({date_format(self.as_of, 'SHORT_DATE_FORMAT')})"

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "project", Project)

    def derive(self) -> None:
        from .checks import has_errors

        self.has_errors = has_errors(self)


class SheetSection(models.Model):
    """A section of a sheet's description: heading (may be empty) and paragraphs, divided by blank lines."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="sections")
    order = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(_("heading"), max_length=200, blank=True)
    body = models.TextField(_("text"))

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.heading


class Snapshot(Addressed):
    """The file in which somebody kept what a portal showed of a project on a day: evidence, beside the version read from it.

    Portal, address and day are its own, so that correcting the version leaves the evidence as it was kept.
    """

    KIND = "snapshot"

    sheet = models.OneToOneField(Sheet, on_delete=models.PROTECT, related_name="snapshot")
    portal = models.CharField(_("portal"), max_length=120)
    address = WebAddress(_("address of the page"), max_length=300)
    taken_on = models.DateField(_("taken on"))
    filename = models.CharField(_("file"), max_length=200)
    stored_at = models.CharField(max_length=120)
    #: A value of `kernel.uploads.Content`, which says how it is served.
    content = models.CharField(max_length=8)
    size = models.PositiveIntegerField(_("bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    actor_uid = models.CharField(max_length=32, blank=True)
    actor_label = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField(_("kept on"))

    def __str__(self) -> str:
        return f"{self.filename} · {self.portal} · {self.taken_on:%d/%m/%Y} · SHA-256 {self.sha256}"


class RelationType(models.TextChoices):
    """How one project stands to another; read from the other end in `INVERSE`."""

    HOSTS_EVENTS_OF = "hosts_events_of", _("hosts events of")
    SHARES_TARGET_WITH = "shares_target_with", _("shares its target group with")
    SUPPORTS = "supports", _("supports")
    CONTINUES = "continues", _("continues")


INVERSE = {
    RelationType.HOSTS_EVENTS_OF: _("has its events hosted by"),
    RelationType.SHARES_TARGET_WITH: _("shares its target group with"),
    RelationType.SUPPORTS: _("is supported by"),
    RelationType.CONTINUES: _("is continued by"),
}


class ProjectRelation(Addressed):
    """One project hosts the events of another, supports it, continues it, shares its target group."""

    source = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="relations_out")
    type = models.CharField(_("relation"), max_length=24, choices=RelationType.choices)
    target = models.ForeignKey(Project, on_delete=models.PROTECT, related_name="relations_in")
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["type", "target__code"]
        constraints = [
            models.UniqueConstraint(fields=["source", "type", "target"], name="project_relation_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} {self.type} {self.target_id}"


class ActivityState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    RUNNING = "running", _("Under way")
    SUSPENDED = "suspended", _("Suspended")
    DONE = "done", _("Done")
    CANCELLED = "cancelled", _("Cancelled")


class Activity(Record):
    """What somebody does somewhere from a day to another, to answer needs."""

    KIND = "activity"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "description")

    project = models.ForeignKey(
        Project, on_delete=models.PROTECT, related_name="activities", verbose_name=_("project")
    )
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    state = models.CharField(
        _("state"), max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED, db_index=True
    )
    responsible = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities_led",
        verbose_name=_("responsible organisation"),
    )
    partners = models.ManyToManyField(
        Organisation, blank=True, related_name="activities_joined", verbose_name=_("partners")
    )
    areas = models.ManyToManyField(Area, blank=True, related_name="activities", verbose_name=_("areas"))
    place = models.ForeignKey(
        Place,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="activities",
        verbose_name=_("place"),
    )
    needs = models.ManyToManyField(
        Need, blank=True, related_name="activities", verbose_name=_("needs that it answers")
    )
    depends_on = models.ManyToManyField(
        "self", blank=True, symmetrical=False, related_name="dependants", verbose_name=_("depends on")
    )
    starts_on = models.DateField(_("start"), null=True, blank=True)
    ends_on = models.DateField(_("end"), null=True, blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on", "title"]
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        own = models.Q(responsible__in=Organisation.own_of(actor).values("pk"))
        scoped = Area._default_manager.filter(within_scope(actor, "")).values("pk")
        here = models.Q(
            pk__in=Activity.areas.through._default_manager.filter(area__in=scoped).values("activity")
        )
        return own | here

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "project", Project)


class Milestone(Addressed):
    """A day by which something of an activity must be there."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(_("title"), max_length=160)
    due_on = models.DateField(_("due on"))
    reached_on = models.DateField(_("reached on"), null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title


class Assignment(Addressed):
    """Who of the staff works on an activity, lent by which body, for what part of their time."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("person"),
    )
    organisation = models.ForeignKey(
        Organisation,
        on_delete=models.PROTECT,
        related_name="assignments",
        verbose_name=_("body that they come from"),
    )
    function = models.CharField(_("function"), max_length=120, blank=True)
    time_share = models.PositiveSmallIntegerField(
        _("part of their time (%)"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "user", "since"], name="assignment_once"),
            # SQLite knows no "nulls not distinct".
            models.UniqueConstraint(
                fields=["activity", "user"], condition=models.Q(since=None), name="assignment_once_undated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.activity}"
