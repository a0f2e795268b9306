"""The program without its rooms: what is tested here is how it is started and stopped."""

import os
from pathlib import Path

from config.settings import *  # noqa: F403
from config.settings import STORAGES

INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.staticfiles", "django_tasks", "canhtay.core"]
MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]
ROOT_URLCONF = "canhtay.core.serving.tests.example_urls"
REFERENCE_DATA: list[str] = []
SAID_AT_START: list[str] = []
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}
STATIC_ROOT = Path(os.environ["CANHTAY_DATA"]) / "static"
STATICFILES_DIRS = [Path(os.environ["CANHTAY_DATA"]) / "sources"]
