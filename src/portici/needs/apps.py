from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "portici.needs"
    label = "needs"
