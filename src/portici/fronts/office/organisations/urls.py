"""Addresses of this room in the office."""

from django.urls import path

from portici.fronts.addresses import office_page
from portici.fronts.office.kit import OfficeUp

from . import lists, merging, pages, rows

_ONE = "<slug:uid>/"
#: Beginnings under which rows of the record are added and changed.
_PARTS = {
    "codes": "codici",
    "seats": "sedi",
    "contacts": "contatti",
    "memberships": "appartenenze",
    "members": "aderenti",
}
#: Beginnings of which a row has no paper of its own, only the paper that takes it out or ends it.
_ROWS = {"code": "codici", "membership": "appartenenze"}

urlpatterns = [
    path("", lists.Organisations.as_view(), name="organisations"),
    path("nuovo/", pages.OrganisationAdd.as_view(), name="organisation-add"),
    path(_ONE, pages.OrganisationPage.as_view(), name="organisation"),
    path(f"{_ONE}modifica/", pages.OrganisationEdit.as_view(), name="organisation-edit"),
    path(f"{_ONE}unisci/", merging.Merge.as_view(), name="organisation-merge"),
    path(f"{_ONE}codici/nuovo/", rows.CodeAdd.as_view(), name="organisation-code-add"),
    path(f"{_ONE}codici/<slug:row>/togli/", rows.CodeRemove.as_view(), name="organisation-code-remove"),
    path(f"{_ONE}sedi/nuova/", rows.SeatAdd.as_view(), name="organisation-seat-add"),
    path(f"{_ONE}sedi/<slug:row>/", rows.SeatEdit.as_view(), name="organisation-seat-edit"),
    path(f"{_ONE}sedi/<slug:row>/togli/", rows.SeatRemove.as_view(), name="organisation-seat-remove"),
    path(f"{_ONE}contatti/nuovo/", rows.ContactAdd.as_view(), name="organisation-contact-add"),
    path(f"{_ONE}contatti/<slug:row>/", rows.ContactEdit.as_view(), name="organisation-contact-edit"),
    path(
        f"{_ONE}contatti/<slug:row>/togli/", rows.ContactRemove.as_view(), name="organisation-contact-remove"
    ),
    path(f"{_ONE}appartenenze/nuova/", rows.MembershipAdd.as_view(), name="organisation-membership-add"),
    path(f"{_ONE}aderenti/nuovo/", rows.MemberAdd.as_view(), name="organisation-member-add"),
    path(
        f"{_ONE}appartenenze/<slug:row>/fine/",
        rows.MembershipEnd.as_view(),
        name="organisation-membership-end",
    ),
    *(
        path(
            f"{_ONE}{part}/",
            OfficeUp.as_view(to="office:organisation", keeps=("uid",)),
            name=f"organisation-up-{name}",
        )
        for name, part in _PARTS.items()
    ),
    *(
        path(
            f"{_ONE}{part}/<slug:row>/",
            OfficeUp.as_view(to="office:organisation", keeps=("uid",)),
            name=f"organisation-up-{name}",
        )
        for name, part in _ROWS.items()
    ),
]
office_page("organisation", "office:organisation", "office:organisations")
