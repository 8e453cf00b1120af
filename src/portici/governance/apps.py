from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "portici.governance"
    label = "governance"

    def ready(self) -> None:
        from . import kinds, subjects, watches

        kinds.put_in()
        watches.put_in()
        subjects.put_in()
