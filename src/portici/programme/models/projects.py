"""Projects and sub-projects, and how one stands to another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.organisations.models import Organisation
from portici.records.models import Addressed, Publication, Record, RecordQuerySet

from .programmes import Action


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
    from .activities import Activity

    own = Organisation.own_of(actor).values("pk")
    return models.Q(pk__in=Activity._default_manager.filter(responsible__in=own).values("project"))


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
