from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "portici.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        from . import subjects

        subjects.put_in()
