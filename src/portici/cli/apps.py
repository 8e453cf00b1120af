from django.apps import AppConfig


class CliConfig(AppConfig):
    name = "portici.cli"
    label = "cli"
