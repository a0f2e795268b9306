from django.apps import AppConfig


class RegisterConfig(AppConfig):
    name = "canhtay.register"

    def ready(self) -> None:
        from canhtay.register import reforming  # noqa: F401, PLC0415 models must be loaded first
