"""What a parameter accepts, said in the reader's language."""

from __future__ import annotations

from typing import Any

from portici.kernel.findings import Message, gettext_noop

_AS_SHOWN = gettext_noop("Written as the documentation shows.")
_LISTED = gettext_noop("One of: %(expected)s.")
_WHOLE = gettext_noop("A whole number.")
#: What pydantic calls the error -> what is said of it, with the places that its context fills.
_SAID = {
    "enum": _LISTED,
    "literal_error": _LISTED,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE,
    "int_from_float": _WHOLE,
    "greater_than_equal": gettext_noop("A number from %(ge)s on."),
    "less_than_equal": gettext_noop("A number up to %(le)s."),
    "string_too_long": gettext_noop("At most %(max_length)s characters."),
}


def accepted(found: dict[str, Any]) -> Message:
    """What is accepted where this error was found."""
    context = dict(found.get("ctx", {}))
    if "expected" in context:  # "'a', 'b' or 'c'": the words are the same in every language
        context["expected"] = context["expected"].replace("'", "").replace(" or ", ", ")
    return Message(_SAID.get(found["type"], _AS_SHOWN), context)


def unknown(parameters: frozenset[str]) -> Message:
    """There is no such parameter; there are these."""
    if not parameters:
        return Message(gettext_noop("This address takes no parameters."))
    names = ", ".join(sorted(parameters))
    return Message(gettext_noop("There is no such parameter; there are: %(names)s."), {"names": names})
