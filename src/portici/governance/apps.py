from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from . import kinds, subjects, watches
        from .papers import letters
        from .papers import watches as of_papers

        kinds.put_in()
        watches.put_in()
        of_papers.put_in()
        letters.put_in()
        subjects.put_in()
