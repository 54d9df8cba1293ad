from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from .engines import sqlite_index


class ReleasesConfig(AppConfig):
    name = "releases"
    verbose_name = _("Press releases")

    def ready(self):
        connection_created.connect(sqlite_index.teach)
        pre_migrate.connect(sqlite_index.stop_keeping, sender=self)
        post_migrate.connect(sqlite_index.keep, sender=self)
