"""The whole public address book on one screen. Pages end with a slash, files do not."""

from django.contrib import admin
from django.urls import include, path, register_converter

from contacts.converters import UnicodeSlugConverter
from releases import access, corrections, directory, feeds, sitemaps
from releases import views as releases

from . import views

register_converter(UnicodeSlugConverter, "uslug")

release_pages = [
    path("releases/", releases.release_list, name="list"),
    path("releases/feed.atom", feeds.AtomFeed(), name="feed-atom"),
    path("releases/feed.rss", feeds.RssFeed(), name="feed-rss"),
    path("releases/<uslug:slug>.txt", releases.release_text, name="text"),
    path("releases/<uslug:slug>/", releases.release_detail, name="detail"),
    path("releases/<uslug:slug>/versions/<int:number>/", releases.release_version, name="version"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("corrections/feed.atom", feeds.CorrectionsFeed(), name="corrections-feed"),
    path("access/<str:token>.txt", access.access_text, name="access-text"),
    path("access/<str:token>/", access.access_page, name="access"),
]
directory_pages = [
    path("organisations/", directory.organisation_list, name="organisation-list"),
    path("organisations/<uslug:slug>/", directory.organisation_detail, name="organisation-detail"),
    path("contacts/", directory.contact_list, name="contact-list"),
    path("contacts/<uslug:slug>.vcf", directory.contact_vcard, name="contact-vcard"),
    path("contacts/<uslug:slug>/", directory.contact_detail, name="contact-detail"),
]

urlpatterns = [
    path("", views.home, name="home"),
    path("", include((release_pages, "releases"))),
    path("", include((directory_pages, "contacts"))),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-news.xml", sitemaps.sitemap_news, name="sitemap-news"),
    path("sitemap-<slug:section>-<int:number>.xml", sitemaps.sitemap_part, name="sitemap-part"),
    path("robots.txt", views.robots, name="robots"),
    path("healthz", views.health, name="health"),
    path("admin/", admin.site.urls),
]
