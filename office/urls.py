"""Addresses of office, grouped per object."""

from django.urls import URLPattern, URLResolver

app_name = "office"

urlpatterns: list[URLPattern | URLResolver] = []
