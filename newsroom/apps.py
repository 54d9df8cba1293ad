from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from . import watching


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Accounts")
    default = True

    def ready(self):
        pre_migrate.connect(watching.remove, sender=self)
        post_migrate.connect(watching.install, sender=self)


class DeskConfig(admin.AdminConfig):
    """Django's admin, with the editor's desk as its front page."""

    default = False
    default_site = "newsroom.site.DeskSite"
