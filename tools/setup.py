#!/usr/bin/env python3
"""Sets the project up. Standard library only, run by the system's Python; repeatable, and quick when nothing changed.

    python3 tools/setup.py run    what the product needs to run, and nothing else; PDF's libraries where it may install them
    python3 tools/setup.py dev    also what tests need: tools, Node packages, PostgreSQL, Chromium, a font, readers of PDF

Written so that a Python too old for the product still reads this file and can say so.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from ctypes.util import find_library
from pathlib import Path

LEAST = (3, 11)
LEAST_FREE_MB = {"run": 400, "dev": 1500}

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LAUNCHER = VENV / "bin" / "canhtay"
STAMP = VENV / "set-up.json"
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}
PACKAGE_LOCK = ROOT / "package-lock.json"
STATIC = ROOT / "build" / "static"

# The first lines are read by sh, which finds this environment's Python also where the folder's name has spaces;
# Python takes them for a string.
LAUNCH = """\
#!/bin/sh
'''exec' "$(dirname -- "$(readlink -f -- "$0")")/python" -P "$0" "$@"
' '''
import pathlib, sys
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2]))
from canhtay.cli import main; main()
"""

# What pip says, and what that means for the person at the keyboard.
NO_NETWORK = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|NameResolution|Network is unreachable|Connection (refused|reset)"
    r"|ProxyError|SSLError|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|Temporary failure|from versions: none"
)
DISK_FULL = re.compile(r"No space left on device|ENOSPC|Disk quota exceeded")
OTHER_HASH = re.compile(r"DO NOT MATCH THE HASHES|EINTEGRITY")


class Stop(Exception):
    """A sentence that says what is wrong and what to do."""


def main() -> int:
    kind = sys.argv[1] if len(sys.argv) == 2 else ""
    if kind not in LOCKS:
        print(__doc__)
        return 2
    began = time.monotonic()
    try:
        find_a_newer_python_if_this_is_old()
        with one_at_a_time():
            set_up(kind)
    except Stop as stop:
        print(f"\n{stop}", file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(f"\n{disk_full()}", file=sys.stderr)
        return 1
    print(f"Xong sau {seconds_since(began)} · done", flush=True)
    return 0


def set_up(kind: str) -> None:
    changed = False
    if kind == "dev":
        changed |= step("Gói của hệ điều hành · system packages", missing_packages(), install_packages)
    if not venv_works():
        changed |= step("Môi trường Python · virtual environment", True, make_venv)
    packages = f"Thư viện Python · Python packages ({LOCKS[kind].name})"
    changed |= step(packages, stamp().get(kind) != digest(LOCKS[kind]), lambda: install_lock(kind))
    if kind == "run":
        changed |= offer_pdf()
    if kind == "dev" and PACKAGE_LOCK.exists():
        changed |= step("Thư viện Node · Node packages", not node_is_fresh(), install_node_packages)
    if not LAUNCHER.exists() or LAUNCHER.read_text(encoding="utf-8") != LAUNCH:
        write_launcher()
    changed |= step("Bản dịch · message catalogues", not messages_are_fresh(), compile_messages)
    changed |= step("Tệp tĩnh · static files", not static_is_fresh(), collect_static)
    if not changed:
        print("Mọi thứ đã sẵn sàng · everything is in place", flush=True)


def step(what: str, needed: object, do: Callable[..., None]) -> bool:
    """Run `do` if it is needed (a list of what is missing is handed to it) and say how long it took."""
    if not needed:
        return False
    print(f"{what} …", end=" ", flush=True)
    began = time.monotonic()
    try:
        do(needed) if isinstance(needed, list) else do()
    except BaseException:
        print("không được · failed", flush=True)
        raise
    print(seconds_since(began), flush=True)
    return True


# Python ----------------------------------------------------------------------------------------------------------


def find_a_newer_python_if_this_is_old() -> None:
    if sys.version_info[:2] >= LEAST:
        return
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        path = shutil.which(name)
        if path and subprocess.call([path, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            os.execv(path, [path, *sys.argv])
    raise Stop(
        f"Cần Python {dotted(LEAST)} trở lên; python3 ở đây là {dotted(sys.version_info[:2])}."
        f" Cài bản mới hơn (Debian 12 trở lên có sẵn) rồi chạy lại.\n"
        f"Python {dotted(LEAST)} or newer is needed; this one is {dotted(sys.version_info[:2])}."
    )


def venv_works() -> bool:
    """It may have been made by a Python that is gone, by an older one, or been cut off half-way."""
    if not PYTHON.exists():
        return False
    about = json.loads(asked(PYTHON, "-c", "import json, pip, sys; print(json.dumps(sys.version_info[:2]))") or "[]")
    return tuple(about) >= LEAST


def make_venv() -> None:
    require_venv_module()
    shutil.rmtree(VENV, ignore_errors=True)
    command([sys.executable, "-m", "venv", str(VENV)])


def require_venv_module() -> None:
    """Debian keeps it in a package of its own."""
    if asked(sys.executable, "-c", "import ensurepip, venv; print('here')"):
        return
    own = f"python{dotted(sys.version_info[:2])}"
    is_default = os.path.realpath("/usr/bin/python3") == os.path.realpath(sys.executable)
    install_packages(["python3-venv" if is_default else f"{own}-venv"])


def install_lock(kind: str) -> None:
    require_free_disk(kind)
    command([str(PYTHON), "-m", "pip", "install", *PIP, "--require-hashes", "-r", str(LOCKS[kind])])
    kept = stamp()
    # What tests need contains what the product needs, at the same versions.
    kept.update({name: digest(LOCKS[name]) for name in LOCKS if kind in ("dev", name)})
    put_stamp(kept)


PIP = ["--quiet", "--no-input", "--disable-pip-version-check", "--no-warn-script-location"]


def write_launcher() -> None:
    LAUNCHER.write_text(LAUNCH, encoding="utf-8")
    LAUNCHER.chmod(0o755)


# Node ------------------------------------------------------------------------------------------------------------


def node_is_fresh() -> bool:
    return (ROOT / "node_modules").is_dir() and stamp().get("node") == digest(PACKAGE_LOCK)


def install_node_packages() -> None:
    command(["npm", "ci", "--loglevel=error", "--no-audit", "--no-fund", "--ignore-scripts"])
    put_stamp({**stamp(), "node": digest(PACKAGE_LOCK)})


# The operating system --------------------------------------------------------------------------------------------


def missing_packages() -> list[str]:
    """Debian's packages that tests need and whose files are not there, from wherever they may have come."""
    missing = []
    if not (list(Path("/usr/lib/postgresql").glob("*/bin/postgres")) or shutil.which("postgres")):
        missing.append("postgresql")
    if not Path("/usr/bin/chromium").exists():
        missing.append("chromium")
    if not list(Path("/usr/share/fonts").glob("**/NotoSans-Regular.*")):
        missing.append("fonts-noto-core")  # Vietnamese letters in pictures of pages
    if PACKAGE_LOCK.exists():
        missing += [package for package, name in (("nodejs", "node"), ("npm", "npm")) if not shutil.which(name)]
    if not (shutil.which("pdffonts") and shutil.which("pdftotext")):
        missing.append("poppler-utils")
    return missing + missing_for_pdf()


def missing_for_pdf() -> list[str]:
    return [package for package, library in PDF_LIBRARIES.items() if not find_library(library)]


# Debian's package: the library in it that WeasyPrint loads.
PDF_LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}


def offer_pdf() -> bool:
    """Not worth a stop: without these the product serves, and papers come as DOCX. Tried once an environment, since a
    machine without network would wait for it at every start."""
    missing = missing_for_pdf()
    if missing and "pdf" not in stamp():
        put_stamp({**stamp(), "pdf": "tried"})
        with contextlib.suppress(Stop):
            return step(
                "Thư viện để làm PDF · libraries for PDF", missing, lambda names: install_packages(names, ask=False)
            )
    if missing:
        print(
            "Chưa làm được PDF; văn bản vẫn có bản DOCX. Muốn có, gõ · no PDF yet, papers come as DOCX; to have it, type:\n"
            f"  {by_hand(missing)}",
            flush=True,
        )
    return False


def install_packages(packages: list[str], *, ask: bool = True) -> None:
    """`ask`: a password may be asked for."""
    become_root = root_prefix(ask=ask)
    if become_root is None or not shutil.which("apt-get"):
        raise Stop(
            f"Thiếu gói của hệ điều hành. Gõ dòng này rồi chạy lại · a system package is missing; type this line:\n"
            f"  {by_hand(packages)}"
        )
    apt = [*become_root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-y", "-qq"]
    install = [*apt, "install", "--no-install-recommends", *packages]
    if not succeeds(install):
        # A machine fresh from its image has no list of packages yet.
        succeeds([*apt, "update"])
        try:
            command(install)
        except Stop as stop:
            raise Stop(f"{stop}\n\nGõ thử · try by hand:\n  {by_hand(packages)}") from None


def by_hand(packages: list[str]) -> str:
    return f"sudo apt-get install {' '.join(packages)}"


def root_prefix(*, ask: bool = True) -> list[str] | None:
    """What to put before a command that only root may run; None when there is no way."""
    if os.geteuid() == 0:
        return []
    if not shutil.which("sudo"):
        return None
    asks = [] if ask and sys.stdin.isatty() else ["-n"]  # a password can be asked only where somebody sits
    return ["sudo", *asks] if subprocess.call(["sudo", *asks, "true"], stderr=subprocess.DEVNULL) == 0 else None


def require_free_disk(kind: str) -> None:
    if shutil.disk_usage(ROOT).free < LEAST_FREE_MB[kind] * 1_000_000:
        raise Stop(disk_full(LEAST_FREE_MB[kind]))


# What is made from the sources -----------------------------------------------------------------------------------


def messages_are_fresh() -> bool:
    if not (ROOT / "tools" / "messages.py").exists():
        return True
    return all(is_newer(po.with_suffix(".mo"), [po]) for po in (ROOT / "canhtay").glob("**/locale/*/LC_MESSAGES/*.po"))


def compile_messages() -> None:
    command([str(PYTHON), "tools/messages.py", "compile"])


def static_is_fresh() -> bool:
    sources = (path for path in (ROOT / "canhtay").glob("*/static/**/*") if path.is_file())
    return is_newer(STATIC / "staticfiles.json", [*sources, STAMP])


def collect_static() -> None:
    """As `canhtay serve` does at its start. The settings want a data folder; a passing one keeps var/ untouched."""
    code = "import django; django.setup()\nfrom canhtay.core.serving import static_files as s; s.collect_if_stale()"
    with tempfile.TemporaryDirectory() as scratch:
        its = {"CANHTAY_DATA": scratch, "CANHTAY_STATIC": str(STATIC), "DJANGO_SETTINGS_MODULE": "config.settings"}
        command([str(PYTHON), "-c", code], dict.fromkeys(("CANHTAY_DEBUG", "DATABASE_URL"), "") | its)
    if (STATIC / "staticfiles.json").exists():
        (STATIC / "staticfiles.json").touch()


def is_newer(made: Path, sources: list[Path]) -> bool:
    return made.exists() and all(path.stat().st_mtime <= made.stat().st_mtime for path in sources)


# Small things ----------------------------------------------------------------------------------------------------


def command(words: list[str], env: dict[str, str] | None = None) -> None:
    """Quiet when it succeeds; when it fails, what it said becomes a sentence."""
    done = subprocess.run(
        words, env=clean_env() | (env or {}), cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if done.returncode:
        raise Stop(meaning(done.stdout + done.stderr))


def succeeds(words: list[str]) -> bool:
    return subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, check=False).returncode == 0


def asked(*words: str | Path) -> str:
    """What it prints, or nothing if it fails."""
    return subprocess.run(words, env=clean_env(), cwd=ROOT, capture_output=True, text=True, check=False).stdout


def clean_env() -> dict[str, str]:
    """Without what would lead another Python's packages in here, or ours out; a person's mirror and proxy stay."""
    leading_astray = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER", "VIRTUAL_ENV"}
    return {name: value for name, value in os.environ.items() if name not in leading_astray} | {"PIP_USER": "0"}


def meaning(said: str) -> str:
    last = "\n".join(said.strip().splitlines()[-12:])
    if DISK_FULL.search(said):
        return disk_full()
    if OTHER_HASH.search(said):
        return (
            f"{last}\n\nGói tải về khác với bản đã khoá; không cài gói ấy. Hãy báo cho người phát triển.\n"
            "A downloaded package differs from the locked one and was refused. Please report it."
        )
    if NO_NETWORK.search(said):
        return (
            f"{last}\n\nKhông tải được thư viện: kiểm tra mạng (hoặc HTTPS_PROXY) rồi chạy lại; phần đã xong được giữ.\n"
            "Could not download: check the network (or HTTPS_PROXY) and run again; what is done is kept."
        )
    return last


def disk_full(needed_mb: int = 0) -> str:
    least_vi, least_en = (
        (f"cần {needed_mb} MB", f"make {needed_mb} MB of room") if needed_mb else ("cần thêm chỗ", "make room")
    )
    return f"Ổ đĩa đầy: {least_vi} ở {ROOT}, rồi chạy lại.\nThe disk is full: {least_en} and run again; what is done is kept."


def stamp() -> dict[str, str]:
    with contextlib.suppress(OSError, ValueError):
        return dict(json.loads(STAMP.read_text(encoding="utf-8")))
    return {}


def put_stamp(kept: dict[str, str]) -> None:
    STAMP.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def digest(path: Path) -> str:
    """Of the lock and of the Python it was installed for."""
    about = (VENV / "pyvenv.cfg").read_bytes() if (VENV / "pyvenv.cfg").exists() else b""
    return hashlib.sha256(path.read_bytes() + about).hexdigest()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / "set-up.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Chờ một lần cài đặt khác xong · waiting for another set-up …", flush=True)
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def seconds_since(began: float) -> str:
    return f"{time.monotonic() - began:.1f} s"


def dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)


if __name__ == "__main__":
    sys.exit(main())
