from django.apps import AppConfig


class TeamsConfig(AppConfig):
    name = "canhtay.teams"

    def ready(self) -> None:
        from canhtay.teams import reforming  # noqa: F401, PLC0415 models must be loaded first
