from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "portici.records"
    label = "records"

    def ready(self) -> None:
        from . import subjects

        subjects.put_in()
