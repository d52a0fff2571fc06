from importlib import import_module

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "povertyplan.audit"
    label = "audit"

    def ready(self) -> None:
        import_module("povertyplan.audit.checks")
