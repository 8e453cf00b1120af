"""The journal's own words as people read them: verbs of the desks, names of what belongs to a record, counts
of an import.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

VERBS = {
    "add": _("Entered"),
    "amend": _("Changed"),
    "publish": _("Published"),
    "withdraw": _("Withdrawn"),
    "import": _("Imported"),
    "refuse-import": _("File refused"),
    "load": _("Loaded"),
    "load-city": _("City pack loaded"),
    "load-national": _("National data loaded"),
    "layer": _("Layer changed"),
    "compute": _("Computed"),
    "observe": _("Values entered"),
    "remove-values": _("Values taken out"),
    "remove-counts": _("Counts of people taken out"),
    "set-parts": _("Parts changed"),
    "move": _("Moved"),
    "end": _("Ended"),
    "close": _("Closed"),
    "reopen": _("Opened again"),
    "answer": _("Answered"),
    "carry-out": _("Carried out"),
    "assign": _("Person assigned"),
    "end-assignment": _("Assignment ended"),
    "relate": _("Related"),
    "unrelate": _("Relation taken away"),
    "add-axis": _("Axis added"),
    "amend-axis": _("Axis changed"),
    "add-action": _("Action added"),
    "amend-action": _("Action changed"),
    "add-milestone": _("Milestone added"),
    "amend-milestone": _("Milestone changed"),
    "reach-milestone": _("Milestone reached"),
    "remove-milestone": _("Milestone taken away"),
    "add-member": _("Member added"),
    "amend-member": _("Member changed"),
    "end-member": _("Member left"),
    "add-code": _("Code added"),
    "remove-code": _("Code taken away"),
    "add-seat": _("Seat added"),
    "amend-seat": _("Seat changed"),
    "remove-seat": _("Seat taken away"),
    "add-contact": _("Contact added"),
    "amend-contact": _("Contact changed"),
    "remove-contact": _("Contact taken away"),
    "add-membership": _("Membership added"),
    "end-membership": _("Membership ended"),
    "merge": _("Merged"),
    "merge-fill": _("Completed from the merged one"),
    "follow-merge": _("Led to the merged organisation"),
    "open-account": _("Account opened"),
    "close-account": _("Account closed"),
    "reopen-account": _("Account opened again"),
    "choose-language": _("Language chosen"),
    "grant-role": _("Role given"),
    "revoke-role": _("Role taken away"),
    "erase-values": _("Values erased"),
}

#: The parts of the house that act when no person does.
HOUSE = {
    "load": _("Loading of the city pack"),
    "import_file": _("Import of files"),
}

#: What is told under a record and is not one of its fields, or belongs to what is no kind of record.
FIELDS = {
    "axes": _("axes"),
    "actions": _("actions"),
    "codes": _("codes"),
    "contacts": _("contacts"),
    "seats": _("seats"),
    "members": _("members"),
    "memberships": _("memberships"),
    "merged_from": _("merged with it"),
    "milestones": _("milestones"),
    "parts": _("parts"),
    "relations": _("relations"),
    "population": _("counts of people"),
    "sections": _("sections"),
    "staff": _("people assigned"),
    "exhibits": _("grounds"),
    "publication": _("publication"),
    "grants": _("roles"),
    "email": _("e-mail"),
    "full_name": _("name and surname"),
    "is_active": _("active"),
    "language": _("language"),
    "file": _("file"),
    "sha256": _("digest of the file"),
    "importer": _("kind of file"),
    "options": _("options"),
    "differences": _("digest of the differences"),
    "erased": _("numbers of what was erased"),
    "address": _("address"),
    "area": _("area"),
    "function": _("function"),
    "is_main": _("main seat"),
    "label": _("label"),
    "lat": _("latitude"),
    "lon": _("longitude"),
    "name": _("name"),
    "phone": _("telephone"),
    "postcode": _("postcode"),
    "town": _("town"),
    "until": _("until"),
    "values": _("values"),
}

#: What belongs to a record and is told under it, one at a time.
PARTS = {
    "seat": _("seat"),
    "contact": _("person to call"),
    "milestone": _("milestone"),
    "member": _("member"),
}

#: Things with a page that are no records.
KINDS = {
    "account": _("account"),
    "import": _("import"),
    "city": _("city"),
    "layer": _("layer"),
    "pack": _("city pack"),
    "population": _("population data"),
    "journal": _("journal"),
}

COUNTS = {
    "rows": _("rows"),
    "added": _("added"),
    "changed": _("changed"),
    "unchanged": _("unchanged"),
    "refused": _("refused"),
    "removed": _("taken out"),
    "warned": _("with warnings"),
    "values": _("values"),
    "reasons": _("reasons"),
}
