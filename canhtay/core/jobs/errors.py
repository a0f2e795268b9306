"""What is kept of an exception: enough to find the fault, nothing that an error message may quote of a person."""

import re
import traceback

MOST_LETTERS = 300
# "Key (phone)=(0912345678) already exists", "invalid literal for int(): 'Nguyễn Thị Lan'", an address, a path's id.
NUMBERS = re.compile(r"\d{4,}")
ADDRESSES = re.compile(r"\S+@\S+")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|=\([^)]*\)")
NAMES_IN_CODE = re.compile(r"['\"][A-Za-z_][A-Za-z0-9_.]*['\"]")


def class_path(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def describe(error: BaseException) -> str:
    """`ValueError (jobs.py:41): message`, its first line only: PostgreSQL puts the row's values on the second."""
    message = masked(next(iter(str(error).splitlines()), ""))
    return f"{type(error).__name__}{place(error)}: {message}"[:MOST_LETTERS]


def masked(text: str) -> str:
    text = QUOTED.sub(lambda m: m[0] if NAMES_IN_CODE.fullmatch(m[0]) else "…", text)
    return NUMBERS.sub("…", ADDRESSES.sub("…", text))


def frames(error: BaseException) -> str:
    """Where it went wrong, for the log: files, lines and source, no values."""
    return "".join(traceback.format_tb(error.__traceback__))


def place(error: BaseException) -> str:
    stack = traceback.extract_tb(error.__traceback__)
    return f" ({stack[-1].filename.rsplit('/', 1)[-1]}:{stack[-1].lineno})" if stack else ""
