"""{% load bag_standing %}: the household page lies below the floor on which bags are put together."""

from django import template
from django.utils import timezone

from households.models import Household
from office.bags.standing import BagStanding

register = template.Library()


@register.simple_tag
def bag_standing(household: Household) -> BagStanding:
    return BagStanding.of(household, on=timezone.localdate())
