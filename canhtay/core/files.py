"""Files kept in the database, each with a purpose and an end; the same content for the same purpose is kept once."""

import hashlib
from base64 import b64decode, b64encode
from datetime import timedelta

from canhtay.core import clock, sealing
from canhtay.core.models import StoredFile


def keep(name: str, content: bytes, *, purpose: str, days: int) -> StoredFile:
    """`days`: how long. Kept again, it stays longer."""
    sha256 = hashlib.sha256(content).hexdigest()
    until = clock.now() + timedelta(days=days)
    same = StoredFile.objects.filter(sha256=sha256, purpose=purpose, name=name[:200]).first()
    if same:
        same.until = max(same.until, until)
        same.save(update_fields=["until"])
        return same
    return StoredFile.objects.create(
        sha256=sha256, name=name[:200], purpose=purpose, content=content, stored_at=clock.now(), until=until
    )


def keep_sealed(name: str, content: bytes, *, purpose: str, days: int) -> StoredFile:
    """For a file with names in it: a copy of the database does not open it. `unsealed` gives the content back."""
    return keep(name, sealing.seal(b64encode(content).decode()), purpose=purpose, days=days)


def unsealed(file: StoredFile) -> bytes:
    return b64decode(sealing.unseal(bytes(file.content)))


def forget_old() -> int:
    """Delete what has reached its end; returns how many."""
    return StoredFile.objects.filter(until__lte=clock.now()).delete()[0]
