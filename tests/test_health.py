"""What a load balancer asks: is the newsroom's database there?"""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError, connection

ASK = """
import django
django.setup()
from django.test import Client
answer = Client().get("/healthz", secure=True)
print(answer.status_code, answer.content.decode(), end="")
"""


@pytest.mark.django_db
def test_a_newsroom_whose_database_answers_is_well(client):
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_a_newsroom_whose_database_went_away_says_so_in_one_line(client, monkeypatch, error):
    def gone(*args):
        raise error("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    response = client.get("/healthz")
    assert (response.status_code, response.content) == (503, b"database unreachable\n")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    "url", ["postgres://nobody@127.0.0.1:1/nowhere", "sqlite:////nonexistent/newsroom.sqlite3"]
)
def test_a_newsroom_that_never_reached_its_database_answers_503(url):
    run = subprocess.run(
        [sys.executable, "-c", ASK],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": url},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (run.returncode, run.stdout) == (0, "503 database unreachable\n"), run.stderr
