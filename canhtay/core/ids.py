"""Ids made by whoever creates, phones included. Nothing is sorted or dated by one that a phone made."""

import uuid

import uuid_utils.compat


def new() -> uuid.UUID:
    """A UUIDv7."""
    return uuid_utils.compat.uuid7()
