"""One settings file; every value that differs between machines comes from the environment.

A missing secret stops the start: there is no default that could reach production by accident.
`./run` sets all of them for the private demo and test databases.
"""

from pathlib import Path

import environ
import pghistory
import pgtrigger

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
# An office with invented people and accounts that everybody knows; without it the deployment check refuses them.
DEMO = env.bool("DEMO", default=False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

# Keys for ID and account numbers, outside the database and apart from SECRET_KEY:
# a stolen dump must be useless. Newest first: "k2=64 hex digits,k1=64 hex digits".
FIELD_KEYS = env.dict("FIELD_KEYS")
INDEX_KEY = env.str("INDEX_KEY")

# Behind TLS unless said otherwise; `./run demo` serves plain HTTP on loopback.
HTTPS = env.bool("HTTPS", default=True)

INSTALLED_APPS = [
    "office",
    "funds",
    "enterprises",
    "households",
    "villages",
    "povertyplan.ui",
    "povertyplan.files",
    "povertyplan.audit",
    "povertyplan.accounts",
    "crispy_forms",
    "django_filters",
    "pghistory",
    "pgtrigger",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
]

# Which files can be imported, in the order of the upload page; see povertyplan/ui/sheets/kinds.py.
IMPORT_KINDS = [
    "households.import_kinds.ROSTER",
    "households.import_kinds.HELPERS",
    "enterprises.import_kinds.ENTERPRISES",
    "villages.import_kinds.BOUNDARIES",
]

# Sentences by the constraint names that triggers raise; see povertyplan/ui/forms.py.
REFUSALS = ["enterprises.refusals.WORDS", "funds.refusals.WORDS"]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "povertyplan.middleware.response_headers",
    "povertyplan.ui.errors.no_blank_page",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "office.unsent.typed_text_survives",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "povertyplan.accounts.middleware.session_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "povertyplan.urls"
WSGI_APPLICATION = "povertyplan.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "povertyplan.ui.context_processors.page",
            ],
            "builtins": ["povertyplan.ui.templatetags.ui", "povertyplan.ui.templatetags.charts"],
            "loaders": [("django.template.loaders.cached.Loader", ["django.template.loaders.filesystem.Loader"])],
        },
    }
]
FORM_RENDERER = "povertyplan.ui.forms.Renderer"

DATABASES = {
    "default": {
        **env.db("DATABASE_URL"),
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
        # Compiling a statement costs more than any page's statement takes: data health 1.3 s with it, 0.25 s without.
        "OPTIONS": {"options": "-c jit=off"},
    }
}
# The role that the application runs as owns no table (see audit/migrations/0001_app_role.py).
APP_ROLE = "povertyplan_app"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Row history of every domain model, written by statement-level triggers: bulk and raw SQL are seen too.
PGHISTORY_LEVEL = pgtrigger.Statement
PGHISTORY_APPEND_ONLY = True
PGHISTORY_OBJ_FIELD = pghistory.ObjForeignKey(related_name="history", related_query_name="history")

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "accounts:sign_in"
LOGIN_REDIRECT_URL = "office:home"
LOGOUT_REDIRECT_URL = "accounts:sign_in"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if HTTPS else "csrftoken"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "office.unsent.csrf_failure"
# The longest absolute limit; the limits per role are in accounts/sessions.py.
SESSION_COOKIE_AGE = 7 * 24 * 3600

SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No proxy header is believed unless the number of proxies in front is stated.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = env.path("STATIC_ROOT", default=BASE_DIR / ".local" / "staticfiles")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=BASE_DIR / "media")
# Typefaces cut down for printing; made at the first print.
PAPER_FONTS = env.path("PAPER_FONTS", default=BASE_DIR / ".local" / "fonts")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "povertyplan.ui.static_files.HashedStaticFiles"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o600
# A roster holds ID numbers: it stays in memory and never lies unsealed in a temporary file.
FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000

CRISPY_ALLOWED_TEMPLATE_PACKS = "plain"
CRISPY_TEMPLATE_PACK = "plain"

# The office itself: data of this installation, shown on pages and paper.
OFFICE_NAME = env.str("OFFICE_NAME", default="示范办事处")
OFFICE_HOTLINE = env.str("OFFICE_HOTLINE", default="100 0000 1230")
PUBLIC_URL = env.str("PUBLIC_URL", default="https://office.example")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"nameless": {"()": "povertyplan.logs.NamelessFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "nameless"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}
