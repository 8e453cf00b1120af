from django.apps import AppConfig


class FrontsConfig(AppConfig):
    name = "portici.fronts"
    label = "fronts"

    def ready(self) -> None:
        from . import mails, production, reminding, told_locks  # noqa: F401 - they register themselves
        from .boardpapers import drawn  # noqa: F401 - as above
