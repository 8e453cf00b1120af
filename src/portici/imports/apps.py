from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "portici.imports"
    label = "imports"
