"""{% load fund_help %}: the household page lies below the floor of funds."""

from django import template

from funds.household_money import HouseholdMoney
from households.models import Household

register = template.Library()


@register.simple_tag
def fund_help(household: Household) -> HouseholdMoney:
    """{% fund_help household as money %}"""
    return HouseholdMoney.of(household)
