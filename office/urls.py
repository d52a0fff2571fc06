"""Addresses of office, grouped per object."""

from django.urls import URLPattern, URLResolver, path

from office.views import bags, battle_map, home, search, villages

app_name = "office"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("battle-map/", battle_map.battle_map, name="battle_map"),
    path("search/", search.search, name="search"),
    # households/
    path("households/<int:pk>/bag.pdf", bags.bag_pdf, name="bag_pdf"),
    path("b/<slug:token>/", bags.bag_edition, name="bag_edition"),
    # villages/
    path("villages/", villages.village_list, name="village_list"),
    path("villages/<int:pk>/", villages.village_detail, name="village_detail"),
]
