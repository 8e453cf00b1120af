"""The preliminary study: whose areas are compared, each edition with what went into it, and what came out for each area."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.needs.models import Designation
from portici.records.links import hangs_from, seen
from portici.records.models import Record, RecordQuerySet
from portici.territory.models import Area, Indicator, Layer, within_scope


class Study(Record):
    """A question about the areas of one layer, asked again as often as the data change: each time an edition."""

    KIND = "study"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "code", "purpose", "notes")

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Short; part of the study's address.")
    )
    title = models.CharField(_("title"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    layer = models.ForeignKey(
        Layer, on_delete=models.PROTECT, related_name="+", verbose_name=_("layer whose areas are compared")
    )
    within = models.ForeignKey(
        Area,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("only the areas within"),
        help_text=_("Left empty: all areas of the layer."),
    )
    notes = models.TextField(_("notes"), blank=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        verbose_name_plural = "studies"

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "within__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        return hangs_from(actor, "within", Area, optional=True)


class EditionState(models.TextChoices):
    """How far an edition is; see `rules.EDITION_STATES` for what follows what."""

    DRAFTED = "drafted", _("Being prepared")
    ORDERED = "ordered", _("Waiting to be computed")
    RUNNING = "running", _("Being computed")
    STOPPED = "stopped", _("Stopped: can be ordered again")
    REFUSED = "refused", _("Could not be computed")
    COMPUTED = "computed", _("Computed")


class Edition(Record):
    """One working out of a study: the specification, the inputs as they stood, the results. Computed, it is never altered."""

    KIND = "edition"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title",)
    #: Told by their digests in the journal's own words, or the worker's bookkeeping.
    UNTOLD = Record.UNTOLD | {"inputs", "shapes", "manifest", "findings", "worker", "seen_at", "draws_done"}

    study = models.ForeignKey(
        Study, on_delete=models.PROTECT, related_name="editions", verbose_name=_("study")
    )
    number = models.PositiveSmallIntegerField(_("number"), editable=False)
    title = models.CharField(_("title"), max_length=200)
    #: TOML of `portici.engine.index`: the one truth, which the form writes and the expert edits.
    specification = models.TextField(_("specification"), blank=True)
    #: What is asked of how sure the ranking is: the values of `sureness.Asked`, or nothing.
    uncertainty = models.JSONField(_("how sure the ranking is"), default=dict, blank=True)
    #: What is asked of where distress gathers: the values of `neighbours.Neighbourhood`, or nothing.
    clusters = models.JSONField(_("where distress gathers"), default=dict, blank=True)
    #: Where the neighbours come from, as it stood when the run was ordered (see `neighbours.Frozen.facts`).
    shapes = models.JSONField(_("borders"), default=dict, blank=True)
    #: One entry a column of the specification, as it stood when the run was ordered (see `inputs.Column.facts`).
    inputs = models.JSONField(_("inputs"), default=list, blank=True)
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="+", verbose_name=_("indicators"))
    #: The city's own published index, shown beside this one; it takes no part in the computation.
    published_index = models.ForeignKey(
        Indicator,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the city's published index"),
    )
    published_period = models.CharField(_("period of the published index"), max_length=10, blank=True)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=EditionState.choices,
        default=EditionState.DRAFTED,
        editable=False,
        db_index=True,
    )
    findings = models.JSONField(_("findings"), default=list, blank=True)
    manifest = models.JSONField(_("manifest"), default=dict, blank=True)
    results_digest = models.CharField(_("digest of the results"), max_length=64, blank=True, editable=False)
    draws_done = models.PositiveIntegerField(_("draws done"), default=0, editable=False)
    worker = models.CharField(max_length=160, blank=True, editable=False)
    seen_at = models.DateTimeField(null=True, blank=True, editable=False)
    computed_at = models.DateTimeField(_("computed"), null=True, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["study__title", "-number"]
        constraints = [models.UniqueConstraint(fields=["study", "number"], name="edition_number_once")]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "study__within__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        """With its study, with each indicator that it is made of and with each area that takes part: its figures would tell of them."""
        links = cls.indicators.through._default_manager.filter(edition=models.OuterRef("pk"))
        hidden = links.exclude(indicator__in=seen(Indicator, actor).values("pk"))
        reckoned = AreaResult.told_by_others(actor).filter(edition=models.OuterRef("pk"))
        return (
            hangs_from(actor, "study", Study)
            & ~models.Q(models.Exists(hidden))
            & ~models.Q(models.Exists(reckoned))
        )


class AreaState(models.TextChoices):
    """Whether an area takes part in an edition, and why not."""

    WAITING = "waiting", _("Not computed yet")
    INCLUDED = "included", _("In the index")
    EXCLUDED = "excluded", _("Excluded by the source")
    LEFT_OUT = "left-out", _("Left out: values are missing")
    INCOMPLETE = "incomplete", _("Without a score: a domain is missing")


class AreaResult(models.Model):
    """An area in an edition: what went in, frozen when the run was ordered, and what came out.

    Visible where its edition and its area are.
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="results")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    #: Place in the table that the engine was given.
    position = models.PositiveIntegerField()
    #: Name and code of the area, and of what it lies in, as they were.
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    parent_code = models.CharField(max_length=40, blank=True)
    #: What it lay in: may be called otherwise today, and the area may lie elsewhere.
    parent = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    #: Column -> value, or None where there is none.
    inputs = models.JSONField(default=dict, blank=True)
    #: Whether there is a value in any of the columns.
    has_figures = models.BooleanField(default=True)
    #: Columns for which the source excludes the area.
    excluded_by = models.JSONField(default=list, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=AreaState.choices, default=AreaState.WAITING)
    #: Heading -> value: each normalised indicator and each domain, in the engine's order.
    parts = models.JSONField(default=dict, blank=True)
    #: Parts that the area lacks.
    lacks = models.JSONField(default=list, blank=True)
    index = models.FloatField(_("index"), null=True, blank=True)
    rank = models.FloatField(_("rank"), null=True, blank=True)
    #: Over the draws, where the edition asked for them (see `sureness.Sureness`).
    rank_low = models.FloatField(_("lower end of the rank's interval"), null=True, blank=True)
    rank_median = models.FloatField(_("median of the ranks"), null=True, blank=True)
    rank_high = models.FloatField(_("upper end of the rank's interval"), null=True, blank=True)
    probability = models.FloatField(
        _("probability of being among the most distressed"), null=True, blank=True
    )
    #: Codes of its neighbours among the areas that are ranked and have a shape; None where it is not one of them.
    neighbours = models.JSONField(null=True, blank=True)
    #: Itself and its neighbours, in the engine's words (see `clustering.Local`); nothing where clusters are not told.
    quadrant = models.CharField(_("among its neighbours"), max_length=10, blank=True)
    cluster_p = models.FloatField(_("pseudo p of its cluster"), null=True, blank=True)
    cluster_q = models.FloatField(_("its p, corrected for the many areas"), null=True, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["edition", "area"], name="area_once_in_edition")]

    def __str__(self) -> str:
        return f"{self.edition_id}: {self.name}"

    @classmethod
    def told_by_others(cls, actor: Actor) -> models.QuerySet[AreaResult]:
        """The areas that the actor does not see and whose figures what is told of the others lets be reckoned: from means and deviations,
        ranges, ranks, digests. An area without figures moves none of these."""
        shown = models.Exists(seen(Area, actor).filter(pk=models.OuterRef("area_id")))
        rows = cls._default_manager.filter(has_figures=True).exclude(state=AreaState.WAITING)
        return rows.exclude(shown).order_by()


class Proposal(Record):
    """Which areas of a computed edition a stated rule makes target areas: the answer, frozen with what it was worked out from."""

    KIND = "target-proposal"
    SEARCHED: ClassVar[tuple[str, ...]] = ("title", "note")
    #: The answer is told by its digest.
    UNTOLD = Record.UNTOLD | {"answer", "inputs"}

    edition = models.ForeignKey(
        Edition, on_delete=models.PROTECT, related_name="proposals", verbose_name=_("edition of a study")
    )
    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(
        _("why this rule"), blank=True, help_text=_("Read by everybody beside the proposal.")
    )
    #: The values of `proposals.rule.Stated`.
    rule = models.JSONField(_("rule"), default=dict)
    #: One entry a count that the rule reads, as it stood (see `inputs.Column.facts`).
    inputs = models.JSONField(_("inputs"), default=list, blank=True)
    indicators = models.ManyToManyField(Indicator, blank=True, related_name="+", verbose_name=_("indicators"))
    #: What came out of the whole: see `proposals.working.Answer`.
    answer = models.JSONField(_("answer"), default=dict, blank=True)
    digest = models.CharField(_("digest"), max_length=64, blank=True, editable=False)
    computed_at = models.DateTimeField(_("computed"), editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["-computed_at", "title"]

    def __str__(self) -> str:
        return self.title

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        return within_scope(actor, "edition__study__within__")

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        """With its edition, and with each count that its rule reads."""
        links = cls.indicators.through._default_manager.filter(proposal=models.OuterRef("pk"))
        hidden = links.exclude(indicator__in=seen(Indicator, actor).values("pk"))
        return hangs_from(actor, "edition", Edition) & ~models.Q(models.Exists(hidden))


class Standing(models.TextChoices):
    """What a proposal's rule makes of an area."""

    CHOSEN = "chosen", _("Chosen")
    NEAR = "near", _("Near miss")
    OUT = "out", _("Not chosen")
    EXCLUDED = "excluded", _("Never a candidate: excluded by the source")
    LEFT_OUT = "left-out", _("Never a candidate: without a score")


class ProposalArea(models.Model):
    """An area in a proposal: chosen or not, and why, in sentences. Visible where its proposal and its area are."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="areas")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", verbose_name=_("area"))
    position = models.PositiveIntegerField()
    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("name"), max_length=160)
    standing = models.CharField(_("what the rule says"), max_length=10, choices=Standing.choices)
    index = models.FloatField(_("index"), null=True, blank=True)
    #: 1 is the most distressed, whatever the index calls high.
    place = models.PositiveIntegerField(_("place"), null=True, blank=True)
    residents = models.PositiveIntegerField(_("residents"), null=True, blank=True)
    #: What the rule asks one area of; where it asks.
    group = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("lies in")
    )
    #: A sentence each, as `proposals.sentences` keeps them.
    reasons = models.JSONField(default=list, blank=True)
    designation = models.ForeignKey(
        Designation,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("designation"),
    )

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["proposal", "area"], name="area_once_in_proposal")]

    def __str__(self) -> str:
        return f"{self.proposal_id}: {self.name}"
