"""What search engines are told of: every page that the public may open, and nothing else."""

from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from contacts.models import PressContact

from .directory import listed_organisations
from .models import Release


class PageSitemap(Sitemap):
    def items(self):
        return [
            "home",
            "releases:list",
            "releases:corrections",
            "contacts:organisation-list",
            "contacts:contact-list",
        ]

    def location(self, name):
        return reverse(name)


class ReleaseSitemap(Sitemap):
    def items(self):
        return Release.objects.public().newest_first()

    def lastmod(self, release):
        return release.updated_at()


class OrganisationSitemap(Sitemap):
    def items(self):
        return listed_organisations()


class ContactSitemap(Sitemap):
    def items(self):
        return PressContact.objects.listed().order_by("pk")


SITEMAPS = {
    "pages": PageSitemap,
    "releases": ReleaseSitemap,
    "organisations": OrganisationSitemap,
    "contacts": ContactSitemap,
}
