"""The web server's way in."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from portici.fronts.production import refuse_unsafe

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portici.config.settings")
refuse_unsafe(settings)
application = get_wsgi_application()
