"""Addresses of villages, grouped per object; lists and pages that show households are in office."""

from django.urls import URLPattern, URLResolver, path

from villages import views

app_name = "villages"

urlpatterns: list[URLPattern | URLResolver] = [
    # villages/
    path("villages/<int:pk>/edit/", views.village_edit, name="village_edit"),
    path("villages/<int:pk>/officer/", views.posting, name="posting"),
    path("villages/<int:pk>/indicators/", views.indicator, name="indicator"),
    # postings/
    path("postings/<int:pk>/end/", views.posting_end, name="posting_end"),
    # baseline/
    path("baseline/", views.baseline, name="baseline"),
]
