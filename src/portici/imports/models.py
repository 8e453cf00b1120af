"""Files brought into the house: each run with its file's hash, how far it went, and every row that was not
taken.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.records.models import Addressed


class RunState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    REFUSED = "refused", _("File refused")
    STOPPED = "stopped", _("Stopped: can be resumed")


class RunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, actor: Actor) -> RunQuerySet:
        """Imports are the office's own work: those who read all see them, nobody else."""
        return self if actor.reads_all else self.none()


class ImportRun(Addressed):
    """One file brought in, or tried (`dry_run`). `cursor` is the last row whose batch has been committed."""

    KIND = "import"

    importer = models.CharField(_("kind of file"), max_length=40)
    filename = models.CharField(_("file"), max_length=200)
    stored_at = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    options = models.JSONField(default=dict, blank=True)
    dry_run = models.BooleanField(_("trial only"), default=False)
    actor_uid = models.CharField(max_length=32, blank=True)
    actor_label = models.CharField(max_length=80, blank=True)
    #: The grants with which the person ordered it: (role, scope, uid of what the scope is about).
    actor_grants = models.JSONField(default=list, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=RunState.choices, default=RunState.WAITING)
    total = models.PositiveIntegerField(_("rows"), null=True)
    cursor = models.PositiveIntegerField(default=0)
    added = models.PositiveIntegerField(_("added"), default=0)
    changed = models.PositiveIntegerField(_("changed"), default=0)
    unchanged = models.PositiveIntegerField(_("unchanged"), default=0)
    refused = models.PositiveIntegerField(_("refused"), default=0)
    warned = models.PositiveIntegerField(_("with warnings"), default=0)
    #: The columns of the file's first row, in their order (a JSON object does not keep it everywhere).
    columns = models.JSONField(default=list, blank=True)
    #: Digest of all row differences in their order, told in the journal's entry of the run.
    differences_digest = models.CharField(max_length=64, blank=True)
    #: Who carries it out ("host:process:token") and when it last showed itself: how a dead run is told from
    #: a slow one.
    worker = models.CharField(max_length=160, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.filename

    @property
    def takes_something(self) -> bool:
        """Whether it adds or changes a record; of a trial, whether it would."""
        return self.added + self.changed > 0

    @property
    def is_finished(self) -> bool:
        return self.state in {RunState.DONE, RunState.REFUSED}


class ImportFault(models.Model):
    """A finding on a row (line 0: on the file). `raw` is the row as it came, for the file to correct."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="faults")
    line = models.PositiveIntegerField(_("line"))
    severity = models.CharField(_("severity"), max_length=8)
    code = models.CharField(max_length=60)
    field = models.CharField(_("field"), max_length=80, blank=True)
    found = models.TextField(_("found"), blank=True)
    accepted = models.JSONField()  # {"template": …, "params": {…}}: translated when shown
    todo = models.JSONField()
    raw = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["line", "id"]

    def __str__(self) -> str:
        return f"{self.line}: {self.code}"


class RowDifference(models.Model):
    """What a run changed in one record: the part of the record's history that came from a file.

    Reached through a record that passed `visible_to`, like the journal's entries.
    """

    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="differences")
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    ref = models.CharField(max_length=64)
    changes = models.JSONField()  # field -> [before, after], as text

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["kind", "ref", "-id"])]

    def __str__(self) -> str:
        return f"{self.kind}:{self.ref}"
