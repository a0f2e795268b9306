"""Phone numbers and free notes: sealed in the database, with a keyed digest where "is this the same one?" must be asked.

The key lies apart from the data and its backups (config/environment.py), so a copy of the database opens neither.
"""

import hashlib
import hmac
import os
from functools import cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

NONCE = 12


@cache
def _key(purpose: str) -> bytes:
    return hmac.digest(settings.SEALING_KEY.encode(), purpose.encode(), "sha256")


@cache
def _box() -> AESGCM:
    return AESGCM(_key("seal"))


def seal(text: str) -> bytes:
    if not text:
        return b""
    nonce = os.urandom(NONCE)
    return nonce + _box().encrypt(nonce, text.encode(), None)


def unseal(sealed: bytes) -> str:
    """Raises cryptography's InvalidTag when the key is not the one it was sealed with."""
    if not sealed:
        return ""
    sealed = bytes(sealed)
    return _box().decrypt(sealed[:NONCE], sealed[NONCE:], None).decode()


def digest(text: str, purpose: str) -> str:
    """The same text gives the same digest here and nowhere else; purposes do not mix. Empty for nothing."""
    return hmac.new(_key(purpose), text.encode(), hashlib.sha256).hexdigest() if text else ""


def blanked(text: str) -> str:
    """What stays where a person's words stood: proof that something was there.

    Salted and keyed: names are few enough to be guessed back from a salt that lies beside them, but not without the key.
    """
    salt = os.urandom(16).hex()
    return f"{salt}${digest(salt + text, 'blanked')}"


class SealedText(models.BinaryField):
    """Text in Python, ciphertext in the table. Not searchable; keep a digest beside it for that."""

    empty_strings_allowed = True
    if TYPE_CHECKING:
        _pyi_private_set_type: str  # type: ignore[assignment,unused-ignore]
        _pyi_private_get_type: str  # type: ignore[assignment,unused-ignore]

    def get_default(self) -> str:
        return ""

    def has_default(self) -> bool:
        return True

    def from_db_value(self, value: bytes | None, expression: object, connection: object) -> str:
        return unseal(value) if value else ""

    def get_db_prep_value(self, value: str | bytes | None, connection: Any, prepared: bool = False) -> Any:
        sealed = value if isinstance(value, bytes) else seal(value or "")
        return connection.Database.Binary(sealed)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))

    def to_python(self, value: str | None) -> str:
        return value or ""
