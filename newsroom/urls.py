"""The whole public address book on one screen. Pages end with a slash, files do not."""

from django.contrib import admin
from django.urls import include, path, register_converter

from contacts.converters import UnicodeSlugConverter
from contacts.inquiry import confirmation
from releases import access, corrections, directory, feeds, sitemaps
from releases import views as releases
from releases.filters import FACETS

from . import views
from .caching import MINUTE, kept

register_converter(UnicodeSlugConverter, "uslug")

# What each page reads of the query; it is shown nothing else.
PLACE, DAYS = ("after", "before"), ("year", "from", "to", "undated")
NARROWED = {"many": tuple(FACETS), "typed": ("q",)}
CONTACTS = ("organisation", "country", "on_call", "page")

release_pages = [
    path("releases/", kept(releases.release_list, *DAYS, "order", *PLACE, **NARROWED), name="list"),
    path("releases/feed.atom", kept(feeds.AtomFeed(), *DAYS, **NARROWED), name="feed-atom"),
    path("releases/feed.rss", kept(feeds.RssFeed(), *DAYS, **NARROWED), name="feed-rss"),
    path("releases/<uslug:slug>.txt", kept(releases.release_text), name="text"),
    path("releases/<uslug:slug>/", kept(releases.release_detail), name="detail"),
    path("releases/<uslug:slug>/versions/<int:number>/", kept(releases.release_version), name="version"),
    path("corrections/", kept(corrections.correction_list, *PLACE), name="corrections"),
    path("corrections/feed.atom", kept(feeds.CorrectionsFeed()), name="corrections-feed"),
    path("access/<str:token>.txt", access.access_text, name="access-text"),
    path("access/<str:token>/", access.access_page, name="access"),
]
directory_pages = [
    path("organisations/", kept(directory.organisation_list, "page", typed=["q"]), name="organisation-list"),
    path("organisations/<uslug:slug>/", kept(directory.organisation_detail), name="organisation-detail"),
    path(
        "contacts/",
        kept(directory.contact_list, *CONTACTS, typed=["q"], step=MINUTE),
        name="contact-list",
    ),
    path("contacts/<uslug:slug>.vcf", kept(directory.contact_vcard), name="contact-vcard"),
    path("contacts/<uslug:slug>/", kept(directory.contact_detail, step=MINUTE), name="contact-detail"),
    path("confirm/<str:token>/", confirmation, name="confirmation"),
]

urlpatterns = [
    path("", kept(views.home), name="home"),
    path("", include((release_pages, "releases"))),
    path("", include((directory_pages, "contacts"))),
    path("sitemap.xml", kept(sitemaps.sitemap), name="sitemap"),
    # Not kept: the clock alone takes what is two days old out of it.
    path("sitemap-news.xml", sitemaps.sitemap_news, name="sitemap-news"),
    path("sitemap-<slug:section>-<int:number>.xml", kept(sitemaps.sitemap_part), name="sitemap-part"),
    path("robots.txt", kept(views.robots), name="robots"),
    path("healthz", views.health, name="health"),
    path("admin/", admin.site.urls),
]
