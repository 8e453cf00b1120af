"""What the engine finds, said to who works on the form: areas by name, and what to choose instead of what to write in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from portici.kernel.findings import Finding, Message, gettext_noop

#: Findings that list areas by their codes.
OF_AREAS = frozenset({"index.lacks", "index.lacks_parts"})
IN_THE_FORM: Mapping[str, tuple[Message, Message]] = {
    "index.lacks": (
        Message(gettext_noop("A value for every area that takes part.")),
        Message(
            gettext_noop(
                "Import the value, or say beside the indicator what is to be done where it is missing: leave the area out, or"
                " fill it."
            )
        ),
    ),
    "spec.weights_sum": (
        Message(gettext_noop("Weights whose sum is 1.")),
        Message(
            gettext_noop(
                "Correct them, or choose to have them divided by their sum; left empty they are equal."
            )
        ),
    ),
}


def on_paper(found: Finding, names: Mapping[str, str] | None = None) -> Finding:
    """The finding as the form's reader needs it; `names` are the areas' by their codes."""
    accepted, todo = IN_THE_FORM.get(found.code, (found.accepted, found.todo))
    told = found.found
    if found.code in OF_AREAS and names:
        told = ", ".join(names.get(one, one) for one in told.split(", "))
    return replace(found, found=told, accepted=accepted, todo=todo)
