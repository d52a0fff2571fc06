from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "povertyplan.accounts"
    label = "accounts"
