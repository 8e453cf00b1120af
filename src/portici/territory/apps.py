from django.apps import AppConfig


class TerritoryConfig(AppConfig):
    name = "portici.territory"
    label = "territory"
