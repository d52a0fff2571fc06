"""{% load enterprise_help %}: the household page lies below the floor of enterprises."""

from django import template
from django.utils import timezone

from enterprises.household_help import HouseholdHelp
from households.models import Household

register = template.Library()


@register.simple_tag
def enterprise_help(household: Household) -> HouseholdHelp:
    """{% enterprise_help household as help %}"""
    return HouseholdHelp.of(household, on=timezone.localdate())
