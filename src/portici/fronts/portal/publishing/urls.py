"""Addresses of this room in the portal. The pages themselves stand where the site's tree says (see config.urls)."""

from django.urls import path

from portici.fronts.addresses import office_link, portal_page

from . import feeds, files, pages, sitemap

urlpatterns = [
    path("immagini/<slug:uid>/<int:width>.<slug:form>", files.picture, name="picture"),
    path("documenti/<slug:uid>/", files.document, name="document"),
    path("progetti/<str:code>/<slug:sheet>.pdf", files.poster, name="poster"),
    path("notizie/", pages.news, name="news"),
    path("notizie/notizie.xml", feeds.NewsFeed(), name="news-rss"),
    path("notizie/notizie.json", feeds.json_feed, name="news-json"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemap.section, name="sitemap-section"),
]
for kind in ("news", "page"):
    portal_page(kind, lambda page: page.url or "")
    office_link(kind, lambda page: f"/redazione/pages/{page.pk}/edit/")
