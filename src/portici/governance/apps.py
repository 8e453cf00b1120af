from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from . import kinds, subjects, watches
        from .meetings import letters
        from .meetings import watches as meeting_watches

        kinds.put_in()
        watches.put_in()
        meeting_watches.put_in()
        letters.put_in()
        subjects.put_in()
