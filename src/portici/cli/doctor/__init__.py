"""What can be wrong with an installation, and how to mend it: `portici doctor`.

One function a subject, in the module of what it looks at: the machine, the store, the service. Each yields its advice; a subject
whose examination fails is an error itself, so that one trouble never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _

from portici.cli.doctor import machine, service, store
from portici.cli.doctor.advice import Advice, Level, error

__all__ = ["SUBJECTS", "Advice", "Level", "examine"]

SUBJECTS: tuple[Callable[[], Iterator[Advice]], ...] = (
    machine.clock_of_the_house,
    machine.folders,
    machine.disk,
    machine.front_end,
    machine.paper,
    store.connection_and_version,
    store.migrations,
    store.wholeness,
    service.settings_for_the_street,
    service.demonstration,
    service.mail,
    service.jobs,
    service.tray,
)


def examine() -> Iterator[Advice]:
    """Every subject's advice, in the order in which to mend."""
    for subject in SUBJECTS:
        try:
            yield from subject()
        except Exception as fault:
            name = subject.__name__.replace("_", " ")
            yield error(name, f"{type(fault).__name__}: {fault}", _("Mend what is above first."))
