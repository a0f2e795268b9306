"""Decisions about teams: drafted, printed for signature, entered as signed, and taken back where a number was wrong.

A draft says what shall be; issuing it makes it so, in one transaction, and keeps the annex as it was signed.
"""
