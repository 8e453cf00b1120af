from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "portici.people"
    label = "people"
