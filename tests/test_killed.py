"""A server process killed in the middle of a save leaves the old version whole, or the new one.

It is killed with SIGKILL after each single statement that it writes, and once more when all is written and
nothing answered: for a save of the form with its rows and relations, and for a step of the life-cycle.
"""

import os
import select
import signal
import subprocess
import sys
import time
from contextlib import closing
from http.client import HTTPConnection
from itertools import count
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.test import Client
from django.urls import reverse
from reversion.models import Revision, Version

from releases.models import OutboxMessage, Quote, Release, ReleaseOrganisation
from tests.builders import make_contact, make_organisation, make_release, make_topic, make_user
from tests.form_values import add_row, typed
from tests.test_demo import free_port

STEPS = 60


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture(scope="module")
def port(db, tmp_path_factory):
    """A server of one process, which is started anew as often as it is killed."""
    port = free_port()
    command = ["gunicorn", "tests.stalling", "--preload", "--workers=1", f"--bind=127.0.0.1:{port}"]
    server = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "SECRET_KEY": settings.SECRET_KEY,
            "DATABASE_URL": db,
        },
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield port
    server.terminate()
    server.wait(timeout=20)


@pytest.fixture
def editor(db):
    client = Client()
    client.force_login(make_user("Editors"))
    return client


def connected(port):
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.connect()
            return connection
        except ConnectionError:
            time.sleep(0.05)
    pytest.fail("no server")


def killed_after(port, client, url, data, written, sign):
    """Posts the form, and kills the process once it has written so many statements."""
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = {
        "Cookie": cookies,
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Stall-After": str(written),
        "X-Stall-Sign": str(sign),
    }
    with closing(connected(port)) as connection:
        connection.request("POST", url, urlencode(data, doseq=True), headers)
        for _ in range(1200):
            if sign.exists() and sign.read_text():
                os.kill(int(sign.read_text()), signal.SIGKILL)
                select.select([connection.sock], [], [], 20)  # Its end of the connection closes as it dies.
                return
            time.sleep(0.01)
    pytest.fail("the server neither stopped nor answered")


def everything(release):
    """Every row of the release and of its history, as the database has it."""
    rows = [Release.objects.filter(pk=release.pk), Revision.objects, Version.objects, LogEntry.objects]
    rows += [Quote.objects, ReleaseOrganisation.objects, OutboxMessage.objects]
    rows += [Release.topics.through.objects, Release.written_by.through.objects]
    return [list(one.order_by("pk").values()) for one in rows]


def sweep(port, client, release, url, data, tmp_path):
    """Kills the server after each statement in turn until the save is in; returns how many it survived."""
    before = everything(release)
    for written in count(1):
        assert written < STEPS
        killed_after(port, client, url, data, written, tmp_path / f"{written}")
        if everything(release) != before:
            return written - 1


def test_a_save_killed_half_way_leaves_the_old_version_whole_and_then_the_new(port, editor, tmp_path):
    first, second = make_organisation(), make_organisation()
    release = make_release(
        status="draft",
        public_from=None,
        body="<p>One. Two.</p>",
        organisations=[first],
        topics=[make_topic()],
    )
    Quote.objects.create(release=release, text="One.", speaker="Ada")
    url = reverse("admin:releases_release_change", args=[release.pk])
    data = typed(editor.get(url), title="The new title", topics=[str(make_topic().pk), str(make_topic().pk)])
    data = add_row(data | {"quotes-0-DELETE": "on"}, "quotes", text="Two.", speaker="Grace", position=1)
    data |= {"organisation_links-0-organisation": str(second.pk)}
    assert sweep(port, editor, release, url, data, tmp_path) > 8
    release.refresh_from_db()
    assert release.title == "The new title"
    assert [quote.text for quote in release.quotes.all()] == ["Two."]
    assert release.issued_by() == [second]
    assert release.topics.count() == 2
    version, _as_found = Version.objects.get_for_object(release)
    assert version.field_dict["title"] == "The new title"
    assert set(version.field_dict["topics"]) == set(release.topics.values_list("pk", flat=True))
    assert LogEntry.objects.get(object_id=release.pk).get_change_message()


def test_publishing_killed_half_way_publishes_with_all_of_it_or_not_at_all(port, editor, tmp_path):
    release = make_release(status="approved", public_from=None, contacts=[make_contact()])
    url = reverse("admin:releases_release_publish", args=[release.pk])
    assert sweep(port, editor, release, url, typed(editor.get(url)), tmp_path) > 3
    release.refresh_from_db()
    assert release.is_public()
    assert release.outbox.get().due_at == release.public_from
    assert Version.objects.get_for_object(release).first().field_dict["status"] == "published"
    assert LogEntry.objects.filter(object_id=release.pk).exists()
