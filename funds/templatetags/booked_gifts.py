"""{% load booked_gifts %}: the enterprises' pages lie below the floor on which the funds' books are kept."""

from django import template

from enterprises.models import Delivery
from funds.gifts import BookedGift

register = template.Library()


@register.simple_tag
def booked_gift(delivery: Delivery) -> BookedGift | None:
    """{% booked_gift delivery as booked %}: None where the gift went into no fund. `delivery` with its sides."""
    return BookedGift.of(delivery) if delivery.is_booked else None
