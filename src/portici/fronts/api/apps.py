from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "portici.fronts.api"
    label = "api"
