"""The newsroom as it is deployed: it refuses to start unsafe, and guards every answer."""

import json
import os
import re
import subprocess
import sys

import pytest
from django.conf import settings
from django.urls import reverse

from tests.builders import PASSWORD, make_release, make_user

PUBLIC = [
    "/",
    "/releases/",
    "/releases/one/",
    "/releases/one.txt",
    "/releases/feed.atom",
    "/releases/feed.rss",
    "/corrections/",
    "/corrections/feed.atom",
    "/organisations/",
    "/contacts/",
    "/sitemap.xml",
    "/robots.txt",
    "/no-such-page/",
]
KEY = "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz"
READ = """
import json, django
from django.conf import settings
django.setup()
print(json.dumps({name: getattr(settings, name) for name in (
    "DEBUG", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "SECURE_SSL_REDIRECT",
    "SECURE_HSTS_SECONDS", "X_FRAME_OPTIONS", "ALLOWED_HOSTS")}))
"""


def deployed(*command, **environment):
    """A process of the newsroom under its own settings, with these variables and no other."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "newsroom.settings"} | environment,
        capture_output=True,
        text=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("environment", "sentence"),
    [
        (
            {"ALLOWED_HOSTS": "a.example"},
            "Set SECRET_KEY (50 random characters or more), or DEBUG=1 for a trial.",
        ),
        ({"SECRET_KEY": KEY}, "Set ALLOWED_HOSTS to the host names this newsroom answers to."),
        ({"SECRET_KEY": "", "ALLOWED_HOSTS": "a.example"}, "Set SECRET_KEY (50 random"),
        ({"SECRET_KEY": KEY, "ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS"),
        (
            {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "a.example", "EMBARGO_ZONES": "UTC,Mars/Base"},
            "EMBARGO_ZONES names no time zone with “Mars/Base”.",
        ),
    ],
)
def test_a_newsroom_without_its_key_or_its_hosts_does_not_start_and_says_why(environment, sentence):
    run = deployed("manage.py", "check", **environment)
    assert run.returncode != 0
    assert run.stderr.startswith(sentence)
    assert len(run.stderr.splitlines()) == 1


def test_a_deployed_newsroom_passes_djangos_own_deployment_check():
    run = deployed(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=KEY, ALLOWED_HOSTS="a.example"
    )
    assert run.returncode == 0, run.stderr


def test_a_deployed_newsroom_is_strict_without_being_asked():
    run = deployed("-c", READ, SECRET_KEY=KEY, ALLOWED_HOSTS="a.example")
    assert json.loads(run.stdout) == {
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
        "X_FRAME_OPTIONS": "DENY",
        "ALLOWED_HOSTS": ["a.example"],
    }


ASK_FOR_A_STYLESHEET = """
import json, django
django.setup()
from django.templatetags.static import static
from django.test import Client
address, client = static("newsroom/site.css"), Client(headers={"host": "a.example"})
asked = [{"accept-encoding": one} for one in ("br, gzip", "gzip", "")]
answers = [client.get(address, headers=one, secure=True) for one in asked]
print(json.dumps([address, *(dict(one.headers) for one in answers)]))
"""


def test_styles_and_scripts_are_kept_for_ever_and_are_sent_compressed(tmp_path):
    here = {"SECRET_KEY": KEY, "ALLOWED_HOSTS": "a.example", "STATIC_ROOT": str(tmp_path)}
    assert deployed("manage.py", "collectstatic", "--no-input", **here).returncode == 0
    address, brotli, gzip, plain = json.loads(deployed("-c", ASK_FOR_A_STYLESHEET, **here).stdout)
    assert re.fullmatch(r"/static/newsroom/site\.[0-9a-f]{12}\.css", address)
    assert [one.get("Content-Encoding") for one in (brotli, gzip, plain)] == ["br", "gzip", None]
    assert int(brotli["Content-Length"]) < int(gzip["Content-Length"]) < int(plain["Content-Length"])
    for headers in (brotli, gzip, plain):
        assert headers["Cache-Control"] == "max-age=315360000, public, immutable"
        assert headers["Vary"] == "Accept-Encoding"


@pytest.mark.django_db
@pytest.mark.parametrize("address", [*PUBLIC, "/healthz"])
def test_every_public_answer_is_guarded(client, address):
    make_release(slug="one")
    headers = client.get(address, secure=True).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC)
def test_no_public_page_sets_a_cookie_or_depends_on_one(client, address):
    make_release(slug="one")
    response = client.get(address)
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.django_db
def test_a_public_page_may_be_kept_but_is_checked_with_us_each_time(client):
    release = make_release(slug="one")
    for address in PUBLIC[:-1]:
        first = client.get(address)
        assert first["Cache-Control"] == "public, no-cache", address
        assert first["ETag"].startswith('"'), address
        again = client.get(address, headers={"if-none-match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b""), address
    detail = client.get("/releases/one/")["ETag"]
    release.minor_edit(make_user("Editors"), "A letter was missing.", title="Corrected")
    response = client.get("/releases/one/", headers={"if-none-match": detail})
    assert response.status_code == 200
    assert b"Corrected" in response.content


@pytest.mark.django_db
def test_what_is_not_a_public_page_is_kept_nowhere(client):
    make_release(slug="one")
    for response in (
        client.get("/no-such-page/"),
        client.get("/releases/?after=x"),
        client.post("/releases/one/"),
    ):
        assert response["Cache-Control"] == "private, no-store"
        assert "ETag" not in response
    assert "no-store" in client.get("/healthz")["Cache-Control"]
    assert "no-store" in client.get(reverse("admin:login"))["Cache-Control"]


@pytest.mark.django_db
def test_a_redirect_to_a_present_address_may_be_kept_and_checked(client):
    release = make_release(slug="old")
    release.slug = "new"
    release.save()
    response = client.get("/releases/old/")
    assert (response.status_code, response["Cache-Control"]) == (301, "public, no-cache")


@pytest.mark.django_db
@pytest.mark.parametrize("address", PUBLIC[:-1])
def test_a_public_page_answers_head_like_get_and_refuses_everything_else(client, address):
    make_release(slug="one")
    get, head = client.get(address), client.head(address)
    assert head.status_code == 200
    assert head.content == b""
    assert head["Content-Type"] == get["Content-Type"]
    if "feed" not in address and "sitemap" not in address:
        for method in (client.post, client.put, client.patch, client.delete):
            assert method(address).status_code == 405


@pytest.mark.django_db
def test_a_host_that_the_newsroom_does_not_answer_to_is_refused(client):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]


def sign_in(client, name, password):
    return client.post(reverse("admin:login"), {"username": name, "password": password})


@pytest.mark.django_db
def test_somebody_who_guesses_passwords_is_stopped(client):
    user = make_user("Editors")
    answers = [sign_in(client, user.username, f"guess {number}") for number in range(11)]
    assert {answer.status_code for answer in answers[:9]} == {200}
    assert answers[10].status_code == 429
    assert "<h1" in answers[10].content.decode()
    assert sign_in(client, user.username, PASSWORD).status_code == 429
    assert sign_in(client, make_user("Editors").username, PASSWORD).status_code == 302


@pytest.mark.django_db
def test_a_colleague_who_mistypes_a_few_times_gets_in(client):
    user = make_user("Editors")
    for _ in range(2):
        for number in range(9):
            assert sign_in(client, user.username, f"slip {number}").status_code == 200
        assert sign_in(client, user.username, PASSWORD).status_code == 302
