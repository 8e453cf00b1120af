from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portici.fronts.portal"
    label = "portal"
