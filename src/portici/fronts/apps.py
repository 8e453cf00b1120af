from django.apps import AppConfig


class FrontsConfig(AppConfig):
    name = "portici.fronts"
    label = "fronts"

    def ready(self) -> None:
        from . import production  # noqa: F401 - registers its checks
