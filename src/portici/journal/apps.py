from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "portici.journal"
    label = "journal"

    def ready(self) -> None:
        from . import subjects

        subjects.put_in()
