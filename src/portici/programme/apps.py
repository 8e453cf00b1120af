from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "portici.programme"
    label = "programme"
