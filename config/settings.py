"""The one settings file. What a city may change comes from the environment and is named in docs/settings.md."""

from pathlib import Path

from config import environment
from config.environment import ROOT

DATA = environment.data_folder()
SECRET_KEY = environment.key("secret")
# Seals phone numbers and notes (encryption) and answers "is this the same number?" (keyed digest).
SEALING_KEY = environment.key("sealing")

DEBUG = environment.flag("CANHTAY_DEBUG")
# Set by `canhtay demo` only; the demo's pages answer 404 unless the database is marked as a demo's as well.
DEMO = environment.flag("CANHTAY_DEMO")
ALLOWED_HOSTS = environment.hosts()
CSRF_TRUSTED_ORIGINS = environment.trusted_origins()
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("CANHTAY_BEHIND_PROXY") else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = environment.flag("CANHTAY_HTTPS")
# A year, of this very name: the city's other sites under the same domain are none of ours to decide for.
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SESSION_COOKIE_SECURE else 0
SESSION_COOKIE_NAME = "canhtay"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "SAMEORIGIN" if DEMO else "DENY"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_tasks",
    "canhtay.core",
    "canhtay.sync",
    "canhtay.web",
    "canhtay.catalogue",
    "canhtay.places",
    "canhtay.people",
    "canhtay.teams",
    "canhtay.register",
    "canhtay.rounds",
    "canhtay.home",
    "canhtay.field",
    # Without "allauth" itself, whose templates are its default look: a page that we did not write does not exist.
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "canhtay.web.security.content_security_policy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "canhtay.web.language.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "canhtay.web.readers.reader_is_known",
    "django.contrib.messages.middleware.MessageMiddleware",
    "canhtay.web.answers.shown_by_address",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "canhtay.web.problem_pages.problems_become_pages",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "canhtay.web.context.every_page",
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static", "canhtay.web.templatetags.look"],
        },
    }
]

DATABASES = {"default": environment.database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "people.Account"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"

# Signing in, by django-allauth: names and passwords, no mail, nobody signs up (canhtay/people/adapters.py).
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
ACCOUNT_ADAPTER = "canhtay.people.adapters.OfficeAccounts"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGOUT_REDIRECT_URL = "sign-in"
# Its limits want a cache that all processes share; ours are in the database (canhtay/people/lock_out.py).
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "canhtay.people.adapters.SecondFactors"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Cánh Tay"
MFA_TOTP_TOLERANCE = 1  # half a minute early or late: telephones of offices are not all set by the network
MFA_RECOVERY_CODES_SHOW_ONCE = True
SOCIALACCOUNT_ADAPTER = "canhtay.people.city_sign_on.CitySignOn"
SOCIALACCOUNT_PROVIDERS = environment.city_sign_on()
# Our policy lets no form lead elsewhere, so the button is a link; its state is bound to the session as ever.
SOCIALACCOUNT_LOGIN_ON_GET = True

# What `canhtay prepare` loads where it is missing; each answers how many rows were new.
REFERENCE_DATA = ["canhtay.places.loading.load_units", "canhtay.catalogue.actions.load_services"]
# Said on the terminal when `canhtay serve` answers; each gets the address and may say nothing.
SAID_AT_START = ["canhtay.home.begin.said_at_start"]
REACTIONS = "config.reactions.REACTIONS"
TASKS = {"default": {"BACKEND": "canhtay.core.jobs.backend.LeasedBackend"}}

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [ROOT / "canhtay" / "locale"]
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"

STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.static_folder())
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # files live in the database (core.files)
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "canhtay.web.hashed_static.HashedStatic"
    },
}

# A roster of 40 lists in a ZIP is well under this; what is larger is refused with a sentence, not read.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
}
