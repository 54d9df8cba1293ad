"""The limit that the newsroom is measured against: the least that Django can do for a page.

One view, one query for one row by its address, one small template that extends a base; the middleware
that a new project would not leave out; the connection kept as the newsroom keeps its own, but not
asked whether it is alive. Run by gunicorn as the newsroom is, on the same database.
"""

import os

import environ
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.shortcuts import render
from django.urls import path

BASE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{% block title %}{% endblock %} – Bare</title>
<link rel="stylesheet" href="/static/site.css">
</head>
<body>
<header><nav><ul><li><a href="/">Home</a></li><li><a href="/releases/">Releases</a></li></ul></nav></header>
<main>{% block content %}{% endblock %}</main>
<footer><p>Bare</p></footer>
</body>
</html>
"""
PAGE = """{% extends "base.html" %}
{% block title %}{{ row.title }}{% endblock %}
{% block content %}
<article><h1>{{ row.title }}</h1><p>{{ row.summary }}</p>{{ row.body|safe }}</article>
{% endblock %}
"""
TEMPLATES = {"base.html": BASE, "page.html": PAGE}

database = environ.Env.db_url_config(os.environ["DATABASE_URL"])
if not database["ENGINE"].endswith("sqlite3"):
    database["CONN_MAX_AGE"] = 60
settings.configure(
    SECRET_KEY="for-measuring-only-" + "0" * 40,
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": database},
    USE_TZ=True,
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.common.CommonMiddleware",
    ],
    TEMPLATES=[
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "OPTIONS": {
                "loaders": [
                    (
                        "django.template.loaders.cached.Loader",
                        [("django.template.loaders.locmem.Loader", TEMPLATES)],
                    )
                ]
            },
        }
    ],
)
application = get_wsgi_application()


class Row(models.Model):
    slug = models.CharField(max_length=120)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    body = models.TextField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "releases_release"

    def __str__(self):
        return self.title


def page(request, slug):
    return render(request, "page.html", {"row": Row.objects.get(slug=slug)})


urlpatterns = [path("<slug:slug>/", page)]
