from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "portici.deadlines"
    label = "deadlines"
