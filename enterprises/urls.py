"""Addresses of enterprise help, grouped per object."""

from django.urls import URLPattern, URLResolver, path

from enterprises.views import (
    advice,
    deliveries,
    enterprises,
    gifts,
    mode_tables,
    own,
    pairings,
    pledges,
    proposals,
    visits,
)

app_name = "enterprises"

urlpatterns: list[URLPattern | URLResolver] = [
    path("enterprises/", enterprises.enterprise_list, name="enterprise_list"),
    path("enterprises/new/", enterprises.enterprise_create, name="enterprise_create"),
    path("enterprises/<int:pk>/", enterprises.enterprise_detail, name="enterprise_detail"),
    path("enterprises/<int:pk>/edit/", enterprises.enterprise_edit, name="enterprise_edit"),
    path("enterprises/<int:pk>/leave/", enterprises.enterprise_leave, name="enterprise_leave"),
    path("enterprises/<int:pk>/contacts/new/", enterprises.contact_create, name="contact_create"),
    path("contacts/<int:pk>/end/", enterprises.contact_end, name="contact_end"),
    path("enterprises/<int:pk>/pairings/new/", pairings.pairing_create, name="pairing_create"),
    path("pairings/<int:pk>/end/", pairings.pairing_end, name="pairing_end"),
    path("pairings/<int:pk>/households/", pairings.pairing_households, name="pairing_households"),
    path("household-pairings/<int:pk>/end/", pairings.household_pairing_end, name="household_pairing_end"),
    path("enterprises/modes/", mode_tables.mode_list, name="mode_list"),
    path("enterprises/advice/", advice.advice, name="advice"),
    path("enterprises/advice/<int:pk>/pair/", advice.advice_pair, name="advice_pair"),
    path("enterprises/proposal/", proposals.proposal, name="proposal"),
    path("enterprises/own/", own.own, name="own"),
    path("pairings/<int:pk>/visits/new/", visits.visit_create, name="visit_create"),
    path("pairings/<int:pk>/modes/", pledges.mode_choose, name="mode_choose"),
    path("pairings/<int:pk>/needs/", own.pairing_needs, name="pairing_needs"),
    path("enterprise-visits/<int:pk>/edit/", visits.visit_edit, name="visit_edit"),
    path("household-pairings/<int:pk>/", own.household_pairing, name="household_pairing"),
    path("mode-choices/<int:pk>/pledges/new/", pledges.pledge_create, name="pledge_create"),
    path("pledges/<int:pk>/edit/", pledges.pledge_edit, name="pledge_edit"),
    path("pledges/<int:pk>/deliveries/new/", deliveries.delivery_create, name="delivery_create"),
    path("deliveries/", deliveries.delivery_list, name="delivery_list"),
    path("deliveries/<int:pk>/", deliveries.delivery_detail, name="delivery_detail"),
    path("deliveries/<int:pk>/edit/", deliveries.delivery_edit, name="delivery_edit"),
    path("deliveries/<int:pk>/confirm/", deliveries.delivery_confirm, name="delivery_confirm"),
    path("deliveries/<int:pk>/return/", deliveries.delivery_return, name="delivery_return"),
    path("deliveries/<int:pk>/void/", deliveries.delivery_void, name="delivery_void"),
    path("deliveries/<int:pk>/uses/new/", gifts.delivery_use_create, name="delivery_use_create"),
    path("gift-uses/<int:pk>/edit/", gifts.gift_use_edit, name="gift_use_edit"),
    path("gifts/<str:code>/", gifts.gift, name="gift"),
    path("delivery-files/<int:pk>/", deliveries.delivery_file, name="delivery_file"),
    path("beneficiaries/<int:pk>/end/", deliveries.post_end, name="post_end"),
]
