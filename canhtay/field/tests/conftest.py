"""The phone in Chromium and the server it speaks to; over the real server, only `phone_server` changes."""

from canhtay.field.tests.browser import chromium, hoa, phone, playwright
from canhtay.field.tests.fake import phone_server, starter

__all__ = ["chromium", "hoa", "phone", "phone_server", "playwright", "starter"]
