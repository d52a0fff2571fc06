"""All addresses; each app groups its own per object."""

from django.urls import include, path

handler400 = "povertyplan.ui.errors.bad_request"
handler403 = "povertyplan.ui.errors.forbidden"
handler404 = "povertyplan.ui.errors.not_found"
handler500 = "povertyplan.ui.errors.server_error"

urlpatterns = [
    path("", include("office.urls")),
    path("", include("funds.urls")),
    path("", include("enterprises.urls")),
    path("", include("households.urls")),
    path("", include("villages.urls")),
    path("", include("povertyplan.ui.urls")),
    path("", include("povertyplan.audit.urls")),
    path("", include("office.accounts.urls")),
]
