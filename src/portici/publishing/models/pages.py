"""The pages: home's editable parts, news, plain pages. Wagtail keeps their drafts, reviews and schedules."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar

from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page

from portici.kernel import clock
from portici.kernel.findings import ensure
from portici.kernel.text import fold
from portici.records.models import new_uid

from .. import content, rules
from ..blocks import FEATURES, Body
from ..page_form import ContentPageForm
from .library import LibraryDocument, Picture


def today() -> date:
    return clock.today()


class ContentPage(Page):  # type: ignore[misc] # Wagtail has no types
    """What all pages have: a reference, words that find them, and the rule that nothing uncleared goes out."""

    KIND: ClassVar[str] = "page"
    uid = models.CharField(max_length=16, default=new_uid, editable=False, db_index=True)
    search_words = models.TextField(blank=True, editable=False)
    is_example = models.BooleanField(_("invented example"), default=False, editable=False)

    #: Nothing here is for some visitors only: what is not for all is not published.
    private_page_options: ClassVar[list[str]] = []
    base_form_class = ContentPageForm
    exclude_fields_in_copy: ClassVar[list[str]] = ["uid"]

    class Meta:
        abstract = True

    @property
    def language(self) -> str:
        return str(self.locale.language_code)

    @property
    def is_published(self) -> bool:
        return bool(self.live)

    def parts(self) -> Iterator[Any]:
        """The stream values that the page shows."""
        yield from ()

    def lead_picture(self) -> Picture | None:
        return None

    def words(self) -> str:
        texts = [content.text_of(part) for part in self.parts()]
        return " ".join([self.title, self.search_description, *texts])

    def pictures(self) -> list[Picture]:
        found = [picture for part in self.parts() for picture in content.pictures_in(part)]
        lead = self.lead_picture()
        return [lead, *found] if lead else found

    def documents(self) -> list[LibraryDocument]:
        return [document for part in self.parts() for document in content.documents_in(part)]

    def save(self, *args: Any, **options: Any) -> None:
        """Every way to the street passes here, live set: the button, the review's last yes, the schedule. Raises Refused."""
        if self.live:
            ensure(rules.may_go_out(self))
        self.search_words = fold(self.words())
        with transaction.atomic():
            super().save(*args, **options)
            if self.live:
                PageUse.keep(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"title": self.title}


class PageUse(models.Model):
    """Which pictures and documents a page shows as it was last published: what is in no page open to all is served to nobody."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    picture = models.ForeignKey(Picture, on_delete=models.CASCADE, null=True, related_name="page_uses")
    document = models.ForeignKey(
        LibraryDocument, on_delete=models.CASCADE, null=True, related_name="page_uses"
    )

    def __str__(self) -> str:
        return f"{self.page_id}"

    @classmethod
    def keep(cls, page: ContentPage) -> None:
        """Write anew what the page uses."""
        cls.objects.filter(page_id=page.pk).delete()
        pictures = {picture.pk for picture in page.pictures()}
        documents = {document.pk for document in page.documents()}
        PageUse.objects.bulk_create(
            [PageUse(page_id=page.pk, picture_id=key) for key in sorted(pictures)]
            + [PageUse(page_id=page.pk, document_id=key) for key in sorted(documents)]
        )


class HomePage(ContentPage):
    """The editable parts of the portal's first page: a message, and the news to show."""

    message = RichTextField(_("message"), blank=True, features=FEATURES)

    content_panels = [
        *Page.content_panels,
        FieldPanel("message"),
        InlinePanel("chosen", label=_("News to show"), max_num=6),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    subpage_types: ClassVar[list[str]] = ["publishing.NewsIndexPage", "publishing.PlainPage"]
    template = "portal/publishing/home.html"

    class Meta:
        verbose_name = _("home page")


class HomeNews(Orderable):  # type: ignore[misc] # Wagtail has no types
    """A piece of news chosen for the first page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="chosen")
    news = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", verbose_name=_("news"))

    panels = [PageChooserPanel("news", "publishing.NewsPage")]

    def __str__(self) -> str:
        return str(self.news)


class NewsIndexPage(ContentPage):
    """The list of the news."""

    intro = models.TextField(_("introduction"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types: ClassVar[list[str]] = ["publishing.HomePage"]
    subpage_types: ClassVar[list[str]] = ["publishing.NewsPage"]
    template = "portal/publishing/news_index.html"

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from .. import queries

        return super().get_context(request, *args, **kwargs) | queries.news_page(
            self, request.GET.get("page", "")
        )


class NewsPage(ContentPage):
    """A piece of news."""

    KIND: ClassVar[str] = "news"

    dated = models.DateField(_("date"), default=today)
    summary = models.CharField(_("summary"), max_length=300)
    picture = models.ForeignKey(
        Picture, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("picture")
    )
    body = StreamField(Body(), blank=True, verbose_name=_("content"))

    content_panels = [
        *Page.content_panels,
        FieldPanel("dated"),
        FieldPanel("summary"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    parent_page_types: ClassVar[list[str]] = ["publishing.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    template = "portal/publishing/news.html"

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def parts(self) -> Iterator[Any]:
        yield self.body

    def lead_picture(self) -> Picture | None:
        return self.picture

    def words(self) -> str:
        return f"{super().words()} {self.summary}"


class PlainPage(ContentPage):
    """A page of text: who we are, privacy, accessibility."""

    summary = models.CharField(_("summary"), max_length=300, blank=True)
    body = StreamField(Body(), blank=True, verbose_name=_("content"))

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    parent_page_types: ClassVar[list[str]] = ["publishing.HomePage", "publishing.PlainPage"]
    subpage_types: ClassVar[list[str]] = ["publishing.PlainPage"]
    template = "portal/publishing/plain.html"

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def parts(self) -> Iterator[Any]:
        yield self.body

    def words(self) -> str:
        return f"{super().words()} {self.summary}"
