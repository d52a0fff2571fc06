"""Addresses of villages, grouped per object."""

from django.urls import URLPattern, URLResolver

app_name = "villages"

urlpatterns: list[URLPattern | URLResolver] = []
