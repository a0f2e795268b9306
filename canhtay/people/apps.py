from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "canhtay.people"

    def ready(self) -> None:
        from canhtay.people import reforming  # noqa: F401, PLC0415 models must be loaded first
        from canhtay.people.our_clock import follow_our_clock  # noqa: PLC0415 models must be loaded first

        follow_our_clock()
