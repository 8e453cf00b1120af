from django.apps import AppConfig


class CitypackConfig(AppConfig):
    name = "portici.citypack"
    label = "citypack"
