"""Addresses of this room in the office."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.Messages.as_view(), name="messages"),
    path("<slug:uid>/", views.MessagePage.as_view(), name="message"),
]
