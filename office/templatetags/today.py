"""{% load today %}: the page of the funds lies below the floor on which tasks are put together."""

from django import template
from django.template.context import Context
from django.utils import timezone

from office.work import worklist
from office.work.worklist import Worklist

register = template.Library()


@register.simple_tag(takes_context=True)
def worklist_of_reader(context: Context) -> Worklist:
    """{% worklist_of_reader as list %}"""
    return worklist.of(context["request"].user, now=timezone.now())
