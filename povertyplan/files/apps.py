from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "povertyplan.files"
    label = "files"
