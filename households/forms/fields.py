"""Fields of their own kind."""

from povertyplan.ui.fields import YuanField

__all__ = ["YuanField"]
