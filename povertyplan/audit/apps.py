from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "povertyplan.audit"
    label = "audit"
