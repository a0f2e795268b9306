from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "canhtay.home"

    def ready(self) -> None:
        from canhtay.home import navigation  # noqa: PLC0415 - models are not loaded before the apps are ready

        navigation.declare()
