from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "portici.outbox"
    label = "outbox"

    def ready(self) -> None:
        from . import subjects

        subjects.put_in()
