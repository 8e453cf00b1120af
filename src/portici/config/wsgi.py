"""The web server's way in."""

import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from portici.config.memory import keep_what_is_loaded
from portici.fronts.production import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
refuse_unsafe(settings)
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # the first visit does not wait for it
keep_what_is_loaded()
