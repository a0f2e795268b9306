from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "canhtay.people"

    def ready(self) -> None:
        from canhtay.people import reforming  # noqa: F401, PLC0415 models must be loaded first
