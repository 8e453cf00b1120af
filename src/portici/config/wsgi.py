"""The web server's way in."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from portici.fronts.production import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
refuse_unsafe(settings)
application = get_wsgi_application()
import_module(settings.ROOT_URLCONF)  # the first visit does not wait for it
# What is loaded by here stays: the collector would go through all of it again and again, in the middle of pages.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 50)
