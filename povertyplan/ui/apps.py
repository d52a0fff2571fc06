from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "povertyplan.ui"
    label = "ui"
