"""In which language a command speaks: Italian or English, one for the whole of a run."""

from __future__ import annotations

import gettext
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from django.conf import settings
from django.utils import translation

#: The first of these that names a language decides, after `--language`.
VARIABLES = ("PORTICI_LANGUAGE", "LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
OPTION = "--language"


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> str:
    """`it` or `en`: what the command line says, else the environment, else what the pages speak.

    A machine without a language (`C`, `POSIX`) says nothing; one of a third language is answered in English.

    >>> chosen(["--language", "en"], {"LANG": "it_IT.UTF-8"}), chosen([], {"LANG": "it_IT.UTF-8"})
    ('en', 'it')
    >>> chosen([], {"LANG": "C.UTF-8"}), chosen([], {"LANG": "de_DE"})
    ('it', 'en')
    """
    known = [code for code, _name in settings.LANGUAGES]
    said = _option(arguments)
    if said in known:
        return said
    for variable in VARIABLES:
        code = environment.get(variable, "").replace(".", "_").replace(":", "_").partition("_")[0].lower()
        if code and code not in {"c", "posix"}:
            return code if code in known else "en"
    return settings.LANGUAGE_CODE


def _option(arguments: Sequence[str]) -> str:
    for place, argument in enumerate(arguments):
        name, sign, value = argument.partition("=")
        if name == OPTION:
            return value if sign else next(iter(arguments[place + 1 :]), "")
    return ""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Everything within is said in this language, what `argparse` says included: it asks the standard library's
    gettext, which reads the same catalogue, in the language of the environment.
    """
    before = os.environ.get("LANGUAGE")
    gettext.bindtextdomain("django", str(settings.LOCALE_PATHS[0]))
    domain = gettext.textdomain()
    gettext.textdomain("django")
    os.environ["LANGUAGE"] = language
    try:
        with translation.override(language):
            yield
    finally:
        gettext.textdomain(domain)
        os.environ.pop("LANGUAGE")
        if before is not None:
            os.environ["LANGUAGE"] = before
