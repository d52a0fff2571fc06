"""{% enterprise_advice enterprise %} and {% household_advice household %}: advice as panels of other pages (R5.3)."""

from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone

from enterprises.fairness import fitting_enterprises, fitting_households, modes_for_paired
from enterprises.models import Enterprise, Pairing
from households.models import Household
from povertyplan.accounts.matrix import Capability, Scope

register = template.Library()

_MOST = 5


@register.inclusion_tag("enterprises/_enterprise_advice.html", takes_context=True)
def enterprise_advice(context: Context, enterprise: Enterprise) -> dict[str, Any]:
    """还能帮谁. A contact reads of households that are paired, and of none what only the office knows."""
    user, today = context["request"].user, timezone.localdate()
    if user.scope(Capability.VIEW_ENTERPRISES) is Scope.ITS:
        found, paired = modes_for_paired(enterprise, on=today, most=_MOST), True
    else:
        visible = Household.objects.visible_to(user)
        found, paired = fitting_households(enterprise, visible, on=today, most=_MOST), False
    may_pair = user.can(Capability.EDIT_ENTERPRISES) and not paired
    pairings = dict(enterprise.pairings.current(on=today).values_list("village", "pk")) if may_pair else {}
    return {
        "rows": [(one, one.words(sees_causes=not paired), pairings.get(one.household.village)) for one in found],
        "paired": paired,
        "enterprise": enterprise,
        "csrf_token": context.get("csrf_token"),
    }


@register.inclusion_tag("enterprises/_household_advice.html", takes_context=True)
def household_advice(context: Context, household: Household) -> dict[str, Any]:
    """哪些企业合适: for a household that has still to be lifted; nothing for who sees no enterprises."""
    user, today = context["request"].user, timezone.localdate()
    if not user.can(Capability.VIEW_ENTERPRISES) or not household.is_still_poor:
        return {}
    paired = Pairing.objects.filter(village=household.village_id).current(on=today)
    active = Enterprise.objects.active()
    near = active.filter(pk__in=paired.values("enterprise"))
    found = fitting_enterprises(household, near, on=today, most=3)
    return {"rows": [(one, one.words(sees_causes=True)) for one in found], "asked": True}
