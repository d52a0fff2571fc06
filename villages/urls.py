"""Addresses of villages, grouped per object; lists and pages that show households are in office."""

from django.urls import URLPattern, URLResolver, path

from villages.views import villages

app_name = "villages"

urlpatterns: list[URLPattern | URLResolver] = [
    # villages/
    path("villages/<int:pk>/edit/", villages.village_edit, name="village_edit"),
    path("villages/<int:pk>/officer/", villages.posting, name="posting"),
    path("villages/<int:pk>/indicators/", villages.indicator, name="indicator"),
    # postings/
    path("postings/<int:pk>/end/", villages.posting_end, name="posting_end"),
    # baseline/
    path("baseline/", villages.baseline, name="baseline"),
]
