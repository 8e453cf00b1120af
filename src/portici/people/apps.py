from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "portici.people"
    label = "people"

    def ready(self) -> None:
        from portici.records.picking import offer

        from . import notices, queries, subjects
        from .models import User

        offer(User.KIND, queries.open_accounts)
        subjects.put_in()
        notices.put_in()
