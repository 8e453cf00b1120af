from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "portici.records"
    label = "records"
