"""Addresses of villages, grouped per object; lists and pages that show households are in office."""

from django.urls import URLPattern, URLResolver, path

from villages.views import practices, villages

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
    # practices/
    path("practices/", practices.practice_list, name="practice_list"),
    path("practices/new/", practices.practice_create, name="practice_create"),
    path("practices/<int:pk>/", practices.practice_detail, name="practice_detail"),
    path("practices/<int:pk>/edit/", practices.practice_edit, name="practice_edit"),
    path("practices/<int:pk>/decline/", practices.practice_decline, name="practice_decline"),
    path("practices/<int:pk>/take-up/", practices.practice_take_up, name="practice_take_up"),
    path("practices/<int:pk>/files/new/", practices.practice_file_create, name="practice_file_create"),
    path("practices/<int:pk>/measures/new/", practices.local_measure_create, name="local_measure_create"),
    # practice-files/
    path("practice-files/<int:pk>/", practices.practice_file, name="practice_file"),
    # local-measures/
    path("local-measures/<int:pk>/edit/", practices.local_measure_edit, name="local_measure_edit"),
    path("local-measures/<int:pk>/done/", practices.local_measure_done, name="local_measure_done"),
]
