"""What must be known of a picture or a document before it goes to the street."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portici.kernel import clock
from portici.kernel.codes.parsed import error
from portici.kernel.findings import Finding, Message, gettext_noop

if TYPE_CHECKING:
    from .models import LibraryDocument, Picture


def on_picture(picture: Picture) -> Iterator[Finding]:
    """Alternative text or "decorative", author, licence; and of who can be recognised, releases in force."""
    name = str(picture)
    if not picture.alternative_text.strip() and not picture.is_decorative:
        accepted = Message(gettext_noop("An alternative text, or that the picture is decorative."))
        todo = Message(gettext_noop("Write what it says to who does not see it."))
        yield error("picture.alternative", name, accepted, todo).at("alternative_text")
    if not picture.author.strip():
        accepted = Message(gettext_noop("The picture's author."))
        yield error("picture.author", name, accepted, Message(gettext_noop("Write who made it."))).at(
            "author"
        )
    if not picture.licence:
        accepted = Message(gettext_noop("The licence, or that it is shown with the author's permission."))
        todo = Message(gettext_noop("Ask the author and choose it."))
        yield error("picture.licence", name, accepted, todo).at("licence")
    yield from _releases(picture, name)


def _releases(picture: Picture, name: str) -> Iterator[Finding]:
    if picture.shows_minors and not picture.shows_people:
        accepted = Message(gettext_noop("Who shows minors shows people."))
        todo = Message(gettext_noop("Tick that people can be recognised in it too."))
        yield error("picture.people", name, accepted, todo).at("shows_people")
    if not (picture.shows_people or picture.shows_minors):
        return
    if not picture.release_reference.strip():
        accepted = Message(gettext_noop("Where the releases of the people portrayed are kept."))
        todo = Message(
            gettext_noop(
                "Collect the releases (of minors, from both parents) and write where they are; or choose another picture."
            )
        )
        yield error("picture.release", name, accepted, todo).at("release_reference")
    if picture.release_until is not None and picture.release_until < clock.today():
        accepted = Message(gettext_noop("A release that is still valid."))
        todo = Message(gettext_noop("Have it renewed, or choose another picture."))
        yield error("picture.release-over", f"{picture.release_until:%d-%m-%Y}", accepted, todo).at(
            "release_until"
        )


def on_document(document: LibraryDocument) -> Iterator[Finding]:
    """A licence: without one nobody knows whether it may be used again."""
    if not document.licence:
        accepted = Message(gettext_noop("The licence of the document."))
        todo = Message(gettext_noop("Choose it: for the body's own documents Creative Commons Attribution."))
        yield error("document.licence", str(document), accepted, todo).at("licence")
