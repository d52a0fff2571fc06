"""Addresses of office, grouped per object."""

from django.urls import URLPattern, URLResolver, path

from office.views import bags, battle_map, exit_sheets, health, home, search, villages

app_name = "office"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("battle-map/", battle_map.battle_map, name="battle_map"),
    path("search/", search.search, name="search"),
    path("health/", health.health, name="health"),
    path("health/known/", health.health_known, name="health_known"),
    # households/
    path("households/<int:pk>/bag.pdf", bags.bag_pdf, name="bag_pdf"),
    path("b/<slug:token>/", bags.bag_edition, name="bag_edition"),
    # exits/
    path("exits/<int:pk>/minutes.pdf", exit_sheets.exit_minutes, name="exit_minutes"),
    path("exits/<int:pk>/consent.pdf", exit_sheets.exit_consent, name="exit_consent"),
    path("exits/<int:pk>/notice.pdf", exit_sheets.exit_notice, name="exit_notice"),
    path("exits/<int:pk>/announcement.pdf", exit_sheets.exit_announcement, name="exit_announcement"),
    path("exits/<int:pk>/village-notice.pdf", exit_sheets.village_exit_notice, name="village_exit_notice"),
    # villages/
    path("villages/", villages.village_list, name="village_list"),
    path("villages/<int:pk>/", villages.village_detail, name="village_detail"),
]
