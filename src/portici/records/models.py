"""What every record of the house has: a stable reference, a version, a publication state, a language, words to be found by."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from portici.kernel.actor import Actor
from portici.kernel.codes import phrases
from portici.kernel.text import fold

#: Letters and digits that cannot be taken for one another when read aloud or copied from paper.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


def new_uid() -> str:
    """Twelve characters (59 bits) that say nothing about the row."""
    return "".join(secrets.choice(ALPHABET) for _position in range(12))


class Publication(models.TextChoices):
    """Whether the street may see a record."""

    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Language(models.TextChoices):
    """The languages that content is written in."""

    ITALIAN = "it", _("Italian")
    ENGLISH = "en", _("English")


def containing(phrase: str) -> models.Q:
    """Rows whose text contains one of `kernel.codes.phrases`: a word anywhere, a code as whole words.

    So the first sub-project is not found in the tenth, nor a code in one that only has the same numbers.
    """
    if " " not in phrase:
        return models.Q(search_text__contains=phrase)
    return (
        models.Q(search_text=phrase)
        | models.Q(search_text__startswith=f"{phrase} ")
        | models.Q(search_text__endswith=f" {phrase}")
        | models.Q(search_text__contains=f" {phrase} ")
    )


class RecordQuerySet(models.QuerySet[Any]):
    """Every reading of records starts with `visible_to(actor)`."""

    def visible_to(self, actor: Actor) -> Self:
        """What is published; for the technical office everything; for a scoped role also what is in its scope."""
        confined = self.model.confined_to(actor)
        if actor.reads_all:
            return self.filter(confined) if confined else self
        condition = models.Q(publication=Publication.PUBLISHED)
        if actor.grants:
            condition |= self.model.in_scope_of(actor)
        return self.filter(condition & self.model.withheld_with(actor) & confined)

    def matching(self, text: str) -> Self:
        """Rows that contain every word of `text`, whatever the accents, the case and the spelling of a code."""
        found = self
        for phrase in phrases(text):
            found = found.filter(containing(phrase))
        return found

    def saying(self, text: str) -> Self:
        """Rows that contain the words of `text` one after the other, whatever the accents and the case."""
        return self.filter(search_text__contains=fold(text))


class Addressed(models.Model):
    """Base of what an address names: by a stable reference that says nothing about the row."""

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)

    class Meta:
        abstract = True


class Record(Addressed):
    """Base of what has a page of its own."""

    #: Name of the kind in journals, exhibits and the registry of kinds.
    KIND: ClassVar[str]
    #: Fields whose text finds the record.
    SEARCHED: ClassVar[tuple[str, ...]] = ()
    #: Fields that the journal does not compare: the house's own bookkeeping.
    UNTOLD: ClassVar[frozenset[str]] = frozenset(
        {"id", "uid", "version", "search_text", "created_at", "updated_at", "published_at"}
    )

    version = models.PositiveIntegerField(default=1, editable=False)
    publication = models.CharField(
        _("publication"),
        max_length=10,
        choices=Publication.choices,
        default=Publication.DRAFT,
        editable=False,
        db_index=True,
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    language = models.CharField(
        _("language of the content"), max_length=2, choices=Language.choices, default=Language.ITALIAN
    )
    is_example = models.BooleanField(_("invented example"), default=False, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    created_at = models.DateTimeField(editable=False)
    updated_at = models.DateTimeField(editable=False)

    class Meta:
        abstract = True

    @classmethod
    def in_scope_of(cls, actor: Actor) -> models.Q:
        """Which unpublished rows a scoped role sees. Nothing, unless the kind says otherwise."""
        return models.Q(pk__in=())

    @classmethod
    def withheld_with(cls, actor: Actor) -> models.Q:
        """What else must be visible for the row to be: a kind adds here the record that it hangs from."""
        return models.Q()

    @classmethod
    def confined_to(cls, actor: Actor) -> models.Q:
        """Which rows the actor may see whatever else opens them: a kind that has confidential rows says here for whom they are."""
        return models.Q()

    @classmethod
    def offered(cls) -> models.Q:
        """Which rows a box offers to point to. All, unless the kind says that others stand for some."""
        return models.Q()

    def derive(self) -> None:
        """Set the fields that follow from others, before the row is stored."""

    def words(self) -> str:
        """The text that finds the record, not yet folded."""
        return " ".join(str(getattr(self, name) or "") for name in self.SEARCHED)

    @property
    def is_published(self) -> bool:
        return self.publication == Publication.PUBLISHED
