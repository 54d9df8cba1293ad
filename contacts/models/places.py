"""Countries (ISO 3166-1) and languages (BCP 47), filled by migration from the libraries that keep them."""

from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.translation import get_language_info, gettext
from django.utils.translation import gettext_lazy as _
from django_countries import countries


class Country(models.Model):
    code = models.CharField(_("ISO code"), max_length=2, primary_key=True)
    name = models.CharField(_("English name"), max_length=80, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("country")
        verbose_name_plural = _("countries")

    def __str__(self):
        """The name in the language of the page, as django-countries keeps it."""
        return str(countries.name(self.code)) or self.name

    @property
    def slug(self):
        return self.code.lower()


class Language(models.Model):
    code = models.CharField(_("code"), max_length=12, primary_key=True)
    name = models.CharField(_("English name"), max_length=60, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("language")
        verbose_name_plural = _("languages")

    def __str__(self):
        """The name in the language of the page, as Django keeps it."""
        return gettext(self.name)

    @property
    def own_name(self):
        """The language's name in itself: "Français"."""
        name = get_language_info(self.code)["name_local"] if self.code in LANG_INFO else self.name
        return name[:1].upper() + name[1:]

    @property
    def direction(self):
        """The HTML `dir` of a text in this language: "rtl" or "ltr"."""
        return "rtl" if self.code in LANG_INFO and get_language_info(self.code)["bidi"] else "ltr"
