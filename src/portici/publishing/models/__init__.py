"""What is published besides records: pictures and documents with their papers, what hangs from a record, pages."""

from .attachments import Attachment
from .library import DocumentKind, LibraryDocument, Licence, Picture, PictureRendition
from .pages import ContentPage, HomeNews, HomePage, NewsIndexPage, NewsPage, PageUse, PlainPage

__all__ = [
    "Attachment",
    "ContentPage",
    "DocumentKind",
    "HomeNews",
    "HomePage",
    "LibraryDocument",
    "Licence",
    "NewsIndexPage",
    "NewsPage",
    "PageUse",
    "Picture",
    "PictureRendition",
    "PlainPage",
]
