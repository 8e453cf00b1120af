from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "portici.journal"
    label = "journal"
