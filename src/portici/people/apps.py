from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "portici.people"
    label = "people"

    def ready(self) -> None:
        from . import subjects

        subjects.put_in()
