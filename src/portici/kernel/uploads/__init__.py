"""Whether a file that somebody sends may be read at all: by what it is, not by what it is called.

Checked before any parser sees it, in steps that cost no more than the limits say: the kind by its first bytes, other kinds hidden in it,
the parts of an archive with their names and true sizes, the points of a picture, the declarations of a markup file.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from portici.kernel.findings import Finding

from .archives import check_gzip, check_zip
from .content import ARCHIVES, PICTURES, Content, Limits, content_of, fault, gettext_noop, hidden_kinds
from .markup import check_markup
from .pictures import check_picture, picture_again

__all__ = ["ARCHIVES", "PICTURES", "Content", "Limits", "check_upload", "content_of", "picture_again"]


def check_upload(path: Path, *, accepted: Collection[Content], limits: Limits) -> list[Finding]:
    """What is wrong with the file; empty when it may be read.

    `accepted`: the kinds that the place takes. Reads at most the file itself and `limits.unpacked` bytes of what is in it.
    """
    size = path.stat().st_size
    if not size:
        return [fault("upload.empty", "", gettext_noop("A file with something in it."))]
    if size > limits.size:
        return [
            fault(
                "upload.size",
                str(size),
                gettext_noop("A file of at most %(limit)s bytes."),
                limit=limits.size,
            )
        ]
    kind = content_of(path)
    if kind is None or kind not in accepted:
        found = kind.value if kind else "?"
        kinds = ", ".join(sorted(accepted))
        return [
            fault(
                "upload.content",
                found,
                gettext_noop("A file whose content is one of: %(kinds)s."),
                kinds=kinds,
            )
        ]
    hidden = hidden_kinds(path, kind)
    if hidden:
        found = ", ".join(hidden)
        return [
            fault(
                "upload.polyglot",
                found,
                gettext_noop("A file that is one thing only; this one is also another."),
            )
        ]
    return _inside(path, kind, limits)


def _inside(path: Path, kind: Content, limits: Limits) -> list[Finding]:
    if kind is Content.ZIP:
        return check_zip(path, limits)
    if kind is Content.GZIP:
        return check_gzip(path, limits)
    if kind in PICTURES:
        return check_picture(path, kind, limits)
    if kind in {Content.XML, Content.SVG}:
        return check_markup(path, kind, limits)
    return []
