"""{% load exit_prints %}: the sheets of an exit that the reader of the page may print now."""

from django import template
from django.template.context import Context

from households.models import Exit
from office.printing import exit_press
from office.printing.exit_press import Kind

register = template.Library()


@register.simple_tag(takes_context=True)
def exit_prints(context: Context, exit_: Exit) -> list[Kind]:
    """{% exit_prints exit as kinds %}"""
    return exit_press.offered(exit_, context["request"].user)
