from django.conf import settings
from django.urls import path

from povertyplan.ui import views

app_name = "ui"

urlpatterns = [
    path("display/", views.display, name="display"),
    path("me/", views.me, name="me"),
]

if settings.DEBUG:
    urlpatterns += [
        path("styleguide/", views.styleguide, name="styleguide"),
        path("styleguide/phone/", views.styleguide_phone, name="styleguide_phone"),
    ]
