from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "portici.imports"
    label = "imports"

    def ready(self) -> None:
        from . import subjects

        subjects.put_in()
