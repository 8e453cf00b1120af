"""One file of settings, read from the environment; every variable is listed in docs/settings.md."""

import os
from pathlib import Path

import dj_database_url
from django.utils.translation import gettext_lazy as _

from portici.config import env, identity, security

SOURCE = Path(__file__).resolve().parent.parent
ROOT = SOURCE.parent.parent
STATE = Path(env.text("PORTICI_STATE", str(ROOT / "build" / "state"))).resolve()

DEBUG = env.flag("PORTICI_DEBUG")
#: A demonstration: invented accounts with a known password, no second factor. Never with real data.
DEMO = env.flag("PORTICI_DEMO")
DEMO_PASSWORD = env.text("PORTICI_DEMO_PASSWORD", "portici-demo-2026")
STATE.mkdir(parents=True, exist_ok=True)
#: Where compiled loops of the workshop are kept; the program's own folder may not be written to.
os.environ.setdefault("NUMBA_CACHE_DIR", str(STATE / "numba"))
SECRET_KEY = env.text("PORTICI_SECRET_KEY")
if not SECRET_KEY:
    # A key of this installation's own, made at the first start and kept with its data.
    _key_file = STATE / "secret-key"
    if not _key_file.exists():
        import secrets

        _key_file.touch(mode=0o600)
        _key_file.write_text(secrets.token_urlsafe(48))
    SECRET_KEY = _key_file.read_text()
ALLOWED_HOSTS = env.words("PORTICI_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("PORTICI_ORIGINS")

INSTALLED_APPS = [
    "portici.journal",
    "portici.records",
    "portici.deadlines",
    "portici.imports",
    "portici.outbox",
    "portici.territory",
    "portici.people",
    "portici.organisations",
    "portici.needs",
    "portici.programme",
    "portici.governance",
    "portici.study",
    "portici.citypack",
    "portici.integrations",
    "portici.fronts",
    "portici.fronts.portal",
    "portici.fronts.office",
    "portici.fronts.api",
    "portici.cli",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "django_tasks",
    "django_tasks_db",
    "modelcluster",
    "taggit",
    "wagtail.users",
    "wagtail.images",
    "wagtail.documents",
    "wagtail.search",
    "wagtail.contrib.simple_translation",
    "wagtail.admin",
    "wagtail",
    "portici.publishing",  # after Wagtail, whose mails it takes back
    "whitenoise.runserver_nostatic",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "portici.kernel.frames.with_room",
    "portici.fronts.operations.watch.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "portici.fronts.headers.HeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portici.fronts.door.DoorMiddleware",
    "portici.fronts.factors.SecondFactorMiddleware",
    "portici.fronts.pace.PaceMiddleware",
    "portici.fronts.editing.EditingMiddleware",
]

ROOT_URLCONF = "portici.config.urls"
WSGI_APPLICATION = "portici.config.wsgi.application"
FORM_RENDERER = "portici.fronts.forms.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [SOURCE / "fronts" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portici.fronts.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "portici.fronts.templatetags.portici",
                "portici.fronts.templatetags.publishing",
            ],
        },
    }
]

DATABASES = {
    "default": dj_database_url.parse(
        env.text("DATABASE_URL", f"sqlite:///{STATE / 'portici.sqlite3'}"), conn_max_age=60
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a writing transaction waits for its turn at its beginning, instead of failing in its middle.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON",
    }
    # The tests' store is a file too: in memory all threads would share one connection, and none would wait for another.
    DATABASES["default"]["TEST"] = {"NAME": str(STATE / f"tests-{os.getpid()}.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_ADAPTER = "portici.fronts.accounts.Adapter"
ACCOUNT_FORMS = {"reset_password": "portici.fronts.mails.LinkForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
#: Nobody signs up, and no mail goes to addresses that strangers type in.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "reset_password": "20/m/ip,3/5m/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
}
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/ufficio/"
LOGOUT_REDIRECT_URL = "/"

#: Whether who works in the office must have a second factor; a demonstration's invented people need none.
SECOND_FACTOR = env.flag("PORTICI_SECOND_FACTOR", default=not DEMO)
MFA_ADAPTER = "portici.fronts.factors.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.flag("PORTICI_HTTPS")  # a trial on localhost has no TLS
MFA_FORMS = {
    "authenticate": "portici.fronts.factor_forms.CodeForm",
    "reauthenticate": "portici.fronts.factor_forms.CodeAgainForm",
    "activate_totp": "portici.fronts.factor_forms.AppForm",
    "add_webauthn": "portici.fronts.factor_forms.KeyForm",
    "edit_webauthn": "portici.fronts.factor_forms.KeyNameForm",
}
SOCIALACCOUNT_ADAPTER = "portici.fronts.outside.OutsideAdapter"
SOCIALACCOUNT_PROVIDERS = identity.providers()
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
OIDC_OPENS_ACCOUNTS = identity.OPENS_ACCOUNTS
OIDC_IS_STRONG = identity.IS_STRONG
OIDC_EMAIL_CLAIM = identity.EMAIL_CLAIM
OIDC_EMAIL_IS_VERIFIED = identity.EMAIL_IS_VERIFIED

#: Attempts are counted in the store, so that all web processes and hosts count together; "pace" is a process's own
#: count of searches and files, which only spares the machine.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "portici_cache",
    },
    #: Pictures of charts by the digest of what is in them: each host draws its own, and all may be thrown away.
    "charts": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": STATE / "charts",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    #: Dossiers' checks and PDFs by the digest of what they are made of, as the pictures.
    "papers": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": STATE / "papers",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
    "pace": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pace"},
}
#: How many searches, and how many files, one visitor asks for in a minute.
SEARCHES_PER_MINUTE = env.number("PORTICI_SEARCHES_PER_MINUTE", 120)
API_PER_MINUTE = env.number("PORTICI_API_PER_MINUTE", 1200)
FILES_PER_MINUTE = env.number("PORTICI_FILES_PER_MINUTE", 60)

LANGUAGE_CODE = "it"
LANGUAGES = [("it", _("Italian")), ("en", _("English"))]
LOCALE_PATHS = [SOURCE / "locale"]
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True
FORMAT_MODULE_PATH = ["portici.config.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = ROOT / "build" / "static"
MEDIA_ROOT = STATE / "media"
#: Files as they lie in the store are for who works in the editors' rooms; the street has doors of its own, which ask first.
MEDIA_URL = "/redazione/media/"
# Names with digests once the files have been collected (`make build`); straight from their folders before.
COLLECTED = (STATIC_ROOT / "staticfiles.json").exists() and not env.flag("PORTICI_UNCOLLECTED")
COLLECTED = COLLECTED or env.flag("PORTICI_COLLECT")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if COLLECTED
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not COLLECTED
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
#: Bytes; the largest file that the imports page takes.
IMPORT_MAX_BYTES = env.number("PORTICI_IMPORT_MAX_BYTES", 60_000_000)

#: What the office's own data are given away under; sources say their own.
DATA_LICENCE = env.text("PORTICI_DATA_LICENCE", "CC BY 4.0")
DATA_LICENCE_URL = env.text("PORTICI_DATA_LICENCE_URL", "https://creativecommons.org/licenses/by/4.0/")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
#: Seconds after a change within which the worker seals its journal entry.
SEAL_SECONDS = env.number("PORTICI_SEAL_SECONDS", 30)

CONTENT_SECURITY_POLICY = security.content_policy(identity.origins())
PERMISSIONS_POLICY = security.PERMISSIONS
HTTPS = env.flag("PORTICI_HTTPS")
#: Networks of the proxies that may say who the visitor is, see fronts.clients.
TRUSTED_PROXIES = env.words("PORTICI_PROXIES")
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("PORTICI_HSTS_SUBDOMAINS", default=True)
    #: A balancer asks within the machine room, without TLS.
    SECURE_REDIRECT_EXEMPT = [r"^-/"]
#: Preloading is asked for a whole domain by who holds it, not by one site under it.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
#: An installation for real: it does not start with what is fit only for a trial, see fronts.production.
HAS_PUBLIC_NAME = security.is_public(ALLOWED_HOSTS)
PRODUCTION = env.flag("PORTICI_PRODUCTION", default=HAS_PUBLIC_NAME and not DEMO)

# Wagtail, for publishing only (see docs/decisions/publishing.md): no call to the outside, no second sign-in.
WAGTAIL_SITE_NAME = "Portici"
WAGTAILADMIN_BASE_URL = env.text("PORTICI_ADDRESS", "http://localhost:8000")
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("it", "Italiano"), ("en", "English")]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = (
    False
)
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAILADMIN_COMMENTS_ENABLED = False
# As everywhere else in the house; see `config.formats`.
WAGTAIL_DATE_FORMAT, WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y", "%d/%m/%Y %H:%M"
WAGTAILIMAGES_IMAGE_MODEL = "publishing.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "portici.publishing.editors.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = env.number("PORTICI_PICTURE_MAX_BYTES", 15_000_000)
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 40_000_000
WAGTAILIMAGES_AVIF_QUALITY, WAGTAILIMAGES_WEBP_QUALITY, WAGTAILIMAGES_JPEG_QUALITY = 60, 80, 82
# Which sizes of a picture there are is asked of the store: a memory of each process would speak of files that are gone.
CACHES["renditions"] = {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}
WAGTAILDOCS_DOCUMENT_MODEL = "publishing.LibraryDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portici.publishing.editors.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "odp", "docx", "xlsx", "pptx", "csv", "txt"]
#: Bytes; the largest document.
DOCUMENT_MAX_BYTES = env.number("PORTICI_DOCUMENT_MAX_BYTES", 25_000_000)
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

EMAIL_HOST = env.text("PORTICI_EMAIL_HOST")
EMAIL_PORT = env.number("PORTICI_EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("PORTICI_EMAIL_USER")
EMAIL_HOST_PASSWORD = env.text("PORTICI_EMAIL_PASSWORD")
EMAIL_USE_TLS = env.flag("PORTICI_EMAIL_TLS", default=True)
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("PORTICI_EMAIL_FROM", "portici@localhost")
EMAIL_BACKEND = env.text(
    "PORTICI_EMAIL_BACKEND",
    f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend",
)
#: Whom to tell of a weakness of the site: a mailbox, or the address of a page. Shown in security.txt.
SECURITY_CONTACT = env.text("PORTICI_SECURITY_CONTACT")

FILTERS_EMPTY_CHOICE_LABEL = _("Any")
DJANGO_TABLES2_TEMPLATE = "includes/table.html"
DJANGO_TABLES2_TABLE_ATTRS = {"class": "table table-cards"}
#: Without a token nobody reads the measures.
METRICS_TOKEN = env.text("PORTICI_METRICS_TOKEN")
LOG_LEVEL = env.text("PORTICI_LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "portici.config.logs.JsonLines"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            # The worker raises its own loggers to INFO: two lines a job, which hide what the house says.
            "level": LOG_LEVEL,
            # People read a development server's lines, machines an installation's.
            "formatter": "json" if env.flag("PORTICI_LOG_JSON") else None,
        }
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
