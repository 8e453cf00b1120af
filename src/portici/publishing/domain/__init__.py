"""Desks for the library, for what hangs from records, for the site's tree, for who works on it, and for what is due."""

from .attachments import amend_attachment, attach, detach, show_attachment, withhold_attachment
from .library import add_document, add_picture, amend_picture
from .people import settle_groups
from .schedule import publish_due
from .site import open_page, prepare_site, publish_page, record_news, write_home

__all__ = [
    "add_document",
    "add_picture",
    "amend_attachment",
    "amend_picture",
    "attach",
    "detach",
    "open_page",
    "prepare_site",
    "publish_due",
    "publish_page",
    "record_news",
    "settle_groups",
    "show_attachment",
    "withhold_attachment",
    "write_home",
]
