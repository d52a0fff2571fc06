"""Addresses of the audit log, grouped per object."""

from django.urls import path

from povertyplan.audit import views

app_name = "audit"

urlpatterns = [
    path("audit/", views.event_list, name="event_list"),
    path("audit/own/", views.own_events, name="own_events"),
]
