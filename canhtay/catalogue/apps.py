from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "canhtay.catalogue"
