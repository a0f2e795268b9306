"""Where the environment is read: every setting a person may change passes through here, and docs/settings.md names it."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent


def data_folder() -> Path:
    """CANHTAY_DATA: everything this installation owns and a backup needs, except its keys."""
    return Path(os.environ.get("CANHTAY_DATA") or ROOT / "var").resolve()


def keys_folder() -> Path:
    """CANHTAY_KEYS: kept apart so that a stolen backup of the data opens no phone number and no note."""
    return Path(os.environ.get("CANHTAY_KEYS") or data_folder() / "keys").resolve()


def key(name: str) -> str:
    """The installation's own secret of this name, made at first use, readable by its owner only."""
    path = keys_folder() / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = path.with_suffix(f".{secrets.token_hex(4)}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(48))
        try:
            os.link(draft, path)  # two processes starting at once: the first one's key holds
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()


def flag(name: str) -> bool:
    return os.environ.get(name, "") == "1"


def database() -> dict:
    """DATABASE_URL (postgres://user:password@host:port/name, host may be a socket folder) or the embedded SQLite file."""
    url = os.environ.get("DATABASE_URL", "")
    return postgres(url) if url else sqlite(data_folder() / "canhtay.sqlite3")


def sqlite(path: Path) -> dict:
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",  # a reader that becomes a writer half-way would fail at once, not wait
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            " PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY;",
        },
    }


def postgres(url: str) -> dict:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SystemExit("DATABASE_URL phải bắt đầu bằng postgres:// · DATABASE_URL must begin with postgres://")
    options: dict = dict(parse_qsl(parts.query))
    host = options.pop("host", parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        # pgbouncer in transaction mode keeps no prepared statement between two transactions
        "OPTIONS": {**options, "prepare_threshold": None},
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def hosts() -> list[str]:
    """CANHTAY_HOSTS: the names this server answers to, by comma; loopback when none is given."""
    return [h for h in os.environ.get("CANHTAY_HOSTS", "").split(",") if h] or ["127.0.0.1", "localhost", "[::1]"]


def trusted_origins() -> list[str]:
    """Behind a proxy that ends TLS, the browser's origin is https://HOST."""
    return [f"https://{host}" for host in hosts() if host not in {"127.0.0.1", "localhost", "[::1]"}]


def city_sign_on() -> dict:
    """CANHTAY_OIDC_SERVER and its fellows: the city's own sign-on, as django-allauth wants it; empty without one."""
    server = os.environ.get("CANHTAY_OIDC_SERVER", "")
    if not server or flag("CANHTAY_DEMO"):
        return {}
    _require_sign_on(server)
    app = {
        "provider_id": "city",
        "name": os.environ.get("CANHTAY_OIDC_NAME") or "Đăng nhập bằng tài khoản thành phố",
        "client_id": os.environ.get("CANHTAY_OIDC_CLIENT", ""),
        "secret": os.environ.get("CANHTAY_OIDC_SECRET", ""),
        "settings": {
            "server_url": server,
            "username_claim": os.environ.get("CANHTAY_OIDC_CLAIM") or "preferred_username",
        },
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def _require_sign_on(server: str) -> None:
    """What would only fail at the city's page, and what it tells is believed because it came over TLS."""
    parts = urlsplit(server)
    if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost", "::1"}:
        raise SystemExit(
            "CANHTAY_OIDC_SERVER phải bắt đầu bằng https:// · CANHTAY_OIDC_SERVER must begin with https://"
        )
    if not os.environ.get("CANHTAY_OIDC_CLIENT"):
        raise SystemExit(
            "CANHTAY_OIDC_SERVER cần có CANHTAY_OIDC_CLIENT · CANHTAY_OIDC_SERVER needs CANHTAY_OIDC_CLIENT"
        )


def static_folder() -> Path:
    return Path(os.environ.get("CANHTAY_STATIC") or ROOT / "build" / "static").resolve()
