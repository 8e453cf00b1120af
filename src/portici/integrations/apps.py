from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "portici.integrations"
    label = "integrations"

    def ready(self) -> None:
        from portici.outbox.couriers import appoint

        from .mail import Mail

        appoint(Mail())
