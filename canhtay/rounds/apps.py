from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "canhtay.rounds"

    def ready(self) -> None:
        from canhtay.rounds import reforming  # noqa: F401, PLC0415 models must be loaded first
