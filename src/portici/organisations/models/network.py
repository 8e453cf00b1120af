"""The network: who can be asked, where they are, under which codes others know them, what they belong to."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor, Scope
from portici.records.models import Addressed, Record, RecordQuerySet
from portici.territory.models import Area


class OrganisationType(models.TextChoices):
    PUBLIC_BODY = "public_body", _("Public body")
    SCHOOL = "school", _("School")
    UNIVERSITY = "university", _("University")
    RESEARCH_CENTRE = "research_centre", _("Research centre")
    ENTERPRISE = "enterprise", _("Enterprise")
    BUSINESS_ASSOCIATION = "business_association", _("Business association")
    TRADE_UNION = "trade_union", _("Trade union")
    THIRD_SECTOR = "third_sector", _("Third sector")
    RELIGIOUS_BODY = "religious_body", _("Religious body")
    FOUNDATION = "foundation", _("Foundation")
    INFORMAL_GROUP = "informal_group", _("Informal group or network")


class Organisation(Record):
    """A body, a school, a firm, an association, an informal group; also a pact or a network that others
    join.
    """

    KIND = "organisation"
    SEARCHED: ClassVar[tuple[str, ...]] = ("name", "short_name", "description", "codes_text")
    #: What the desks derive from the name and the codes, which are told.
    UNTOLD = Record.UNTOLD | {"folded_name", "codes_text"}

    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=80, blank=True)
    #: The name folded, for the duplicates' check.
    folded_name = models.CharField(max_length=300, editable=False, db_index=True)
    type = models.CharField(_("type"), max_length=24, choices=OrganisationType.choices, db_index=True)
    legal_form = models.CharField(_("legal form"), max_length=120, blank=True)
    description = models.TextField(_("description"), blank=True)
    website = models.CharField(_("website"), max_length=300, blank=True)
    email = models.CharField(_("e-mail of the body"), max_length=254, blank=True)
    pec = models.CharField(_("certified e-mail (PEC)"), max_length=254, blank=True)
    phone = models.CharField(_("telephone of the body"), max_length=40, blank=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("part of"),
    )
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged_from", editable=False
    )
    source = models.CharField(_("source"), max_length=300, blank=True)
    #: What the source says besides: name of the fact -> text (a school's grade, its pupils).
    facts = models.JSONField(_("facts"), default=dict, blank=True)
    #: The codes once more as text, kept by the desks so that a code finds its organisation.
    codes_text = models.CharField(max_length=300, blank=True, editable=False)

    objects = RecordQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [
            # The network's list: tens of thousands where all schools of a country are in.
            models.Index(fields=["publication", "merged_into", "folded_name"], name="network_by_name")
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        """A contact sees the organisation of the grant, also when that one was merged into another since."""
        uids = actor.scope_uids(Scope.ORGANISATION)
        moved = OldAddress.objects.filter(uid__in=uids).values("organisation")
        return models.Q(uid__in=uids) | models.Q(pk__in=moved)

    @classmethod
    def own_of(cls, actor: Actor) -> models.QuerySet[Organisation]:
        """Those that the actor is a contact of, for what hangs from them."""
        return Organisation._default_manager.filter(cls.in_scope_of(actor))

    @classmethod
    def offered(cls) -> models.Q:
        """Those that still stand: another stands for what was merged away."""
        return models.Q(merged_into=None)


class CodeScheme(models.TextChoices):
    FISCAL = "fiscal", _("Fiscal code")
    VAT = "vat", _("VAT number")
    IPA = "ipa", _("IPA code")
    SCHOOL = "school", _("School code")
    RUNTS = "runts", _("RUNTS number")


class OrganisationCode(Addressed):
    """An official code; two organisations never share one."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(_("kind of code"), max_length=10, choices=CodeScheme.choices)
    value = models.CharField(_("code"), max_length=40)

    class Meta:
        ordering = ["scheme"]
        constraints = [models.UniqueConstraint(fields=["scheme", "value"], name="organisation_code_once")]

    def __str__(self) -> str:
        return f"{self.scheme}:{self.value}"


class NameKey(models.Model):
    """The beginning of a word of the name that tells organisations apart: where likely duplicates are looked
    for.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="name_keys", db_index=False
    )
    key = models.CharField(max_length=5)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "key"], name="organisation_key_once")]
        indexes = [models.Index(fields=["key"])]

    def __str__(self) -> str:
        return self.key


class Seat(Addressed):
    """Where an organisation is. `area` is the smallest area known to hold it, or its comune."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="seats")
    label = models.CharField(_("label"), max_length=80, blank=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=5, blank=True)
    town = models.CharField(_("town"), max_length=120, blank=True)
    area = models.ForeignKey(
        Area, on_delete=models.PROTECT, null=True, blank=True, related_name="seats", verbose_name=_("area")
    )
    lon = models.FloatField(_("longitude"), null=True, blank=True)
    lat = models.FloatField(_("latitude"), null=True, blank=True)
    is_main = models.BooleanField(_("main seat"), default=True)

    class Meta:
        ordering = ["-is_main", "id"]

    def __str__(self) -> str:
        return ", ".join(filter(None, [self.address, self.town]))


class SeatInArea(models.Model):
    """That a seat's position lies in a target area or one drawn by hand (see `territory.positions`)."""

    area = models.ForeignKey(
        Area, on_delete=models.CASCADE, related_name="seat_points", verbose_name=_("area"), db_index=False
    )
    point = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="lies_in", verbose_name=_("seat"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "point"], name="seat_in_area_once")]

    def __str__(self) -> str:
        return f"{self.point_id} ∈ {self.area_id}"


class Contact(Addressed):
    """A person to call. Personal data: kept for the office's work with the organisation, never shown in
    public.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(_("name and surname"), max_length=120)
    function = models.CharField(_("function"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Membership(Addressed):
    """That an organisation belongs to another (a pact, a network, a union), from when to when."""

    member = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("member")
    )
    network = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="members", verbose_name=_("pact or network")
    )
    role = models.CharField(_("role"), max_length=80, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)

    class Meta:
        ordering = ["member__name"]
        # Two rules, since SQLite has none for nulls that count as equal.
        constraints = [
            models.UniqueConstraint(fields=["member", "network", "since"], name="membership_once"),
            models.UniqueConstraint(
                fields=["member", "network"], condition=models.Q(since=None), name="membership_once_undated"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.network}"


class OldAddress(models.Model):
    """The uid that a merged organisation had: whoever kept it still arrives."""

    uid = models.CharField(max_length=16, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="old_addresses")

    def __str__(self) -> str:
        return self.uid
