"""`canhtay prepare`: what every installation needs before its first request, and nothing else. Repeatable."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính và danh mục dịch vụ nếu chưa có · load units and services if they are missing"

    def handle(self, *args: Any, **options: Any) -> None:
        for path in settings.REFERENCE_DATA:
            new = import_string(path)()
            if new and options["verbosity"]:
                self.stdout.write(f"{path.rpartition('.')[2]}: {new}")
