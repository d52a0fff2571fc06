"""Half-months in addresses."""

from django.http import Http404
from django.utils import timezone

from villages.periods import Fortnight


def begun(slug: str) -> Fortnight:
    """The half-month of that slug; 404 for one that does not exist, has not begun or is spelled another way."""
    try:
        period = Fortnight.parse(slug)
    except ValueError:
        raise Http404 from None
    if period.start > timezone.localdate() or period.slug != slug:
        raise Http404
    return period
