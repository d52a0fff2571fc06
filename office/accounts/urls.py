"""Signing in and accounts."""

from django.urls import path

from office.accounts import views

app_name = "accounts"

urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("sign-out/", views.sign_out, name="sign_out"),
    path("password/", views.password_change, name="password_change"),
    # accounts/
    path("accounts/", views.user_list, name="user_list"),
    path("accounts/new/", views.user_create, name="user_create"),
    path("accounts/<int:pk>/edit/", views.user_edit, name="user_edit"),
    path("accounts/<int:pk>/reset/", views.user_reset, name="user_reset"),
]
