from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "portici.organisations"
    label = "organisations"
