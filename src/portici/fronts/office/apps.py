from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "portici.fronts.office"
    label = "office"
