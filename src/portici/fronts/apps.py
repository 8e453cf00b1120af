from django.apps import AppConfig


class FrontsConfig(AppConfig):
    name = "portici.fronts"
    label = "fronts"
