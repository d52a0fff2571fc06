"""The one way in which an action says no."""


class Refused(Exception):
    """An action's refusal: one Chinese sentence for the person who asked, and the form field it belongs to."""

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field
