"""Grants made Wagtail's permissions: the one place where that is done.

Wagtail knows groups. Each request to its rooms sets the account's groups to what its grants say at that moment (see
`fronts.editing`), so that a grant that ended opens nothing.
"""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from portici.kernel.actor import Actor
from portici.people.models import User

from .. import rules

WRITERS, REVIEWERS = "redazione", "revisione"
_PAGES = {
    WRITERS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    REVIEWERS: ("change_page", "publish_page", "lock_page", "unlock_page"),
}
#: Wagtail keeps rights over a library under the names of its own models, whatever the house's are called.
_LIBRARY = {
    WRITERS: ("add_image", "change_image", "delete_image", "choose_image", "add_document", "change_document",
              "delete_document", "choose_document"),
    REVIEWERS: ("choose_image", "choose_document", "change_image", "change_document"),
}  # fmt: skip


def settle_groups(user: User, actor: Actor) -> None:
    """Put the account into the groups that its grants of today give, and out of the others."""
    wanted = {
        name for name, roles in ((WRITERS, rules.WRITERS), (REVIEWERS, rules.REVIEWERS)) if actor.has(*roles)
    }
    if set(user.groups.values_list("name", flat=True)) != wanted:
        user.groups.set(Group.objects.filter(name__in=wanted))


def prepare_groups(pages: list[Page]) -> dict[str, Group]:
    """The two groups with what each may do in these parts of the tree and in the library; a second time changes nothing."""
    groups = {}
    admin = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    root = Collection.get_first_root_node() or Collection.add_root(name="Root")
    for name in (WRITERS, REVIEWERS):
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(admin)
        for page in pages:
            for codename in _PAGES[name]:
                GroupPagePermission.objects.get_or_create(group=group, page=page, permission=_page(codename))
        for codename in _LIBRARY[name]:
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=_library(codename)
            )
        groups[name] = group
    groups[WRITERS].permissions.add(
        *Permission.objects.filter(
            codename="submit_translation", content_type__app_label="simple_translation"
        )
    )
    return groups


def _page(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label="wagtailcore", codename=codename)


def _library(codename: str) -> Permission:
    return Permission.objects.get(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"), codename=codename
    )
