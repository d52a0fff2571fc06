from django.apps import AppConfig


class OfficeConfig(AppConfig):
    name = "office"

    def ready(self) -> None:
        # System checks register when they are imported, and they import models, which are ready only now.
        import office.checks  # noqa: PLC0415 - see above
        import office.demo.checks  # noqa: F401, PLC0415 - see above
