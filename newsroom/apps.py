from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Accounts")
    default = True


class DeskConfig(admin.AdminConfig):
    """Django's admin, with the editor's desk as its front page."""

    default = False
    default_site = "newsroom.site.DeskSite"
