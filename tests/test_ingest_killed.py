"""An ingest killed with SIGKILL, again and again, and then run to its end gives what one run gives."""

import os
import signal
import subprocess
import sys
import time
from io import StringIO

import pytest
from django.conf import settings
from django.core import serializers
from django.core.management import call_command
from django.utils.text import slugify
from reversion.models import Version

from contacts.models import ContactPoint, Organisation, PressContact
from releases.models import Gap, Intake, Quote, Release, ReleaseContact, ReleaseOrganisation, SourceDocument
from tests.ingesting import release_text

TEXTS = 400
ROWS = (Release, Quote, ReleaseOrganisation, ReleaseContact, Organisation, PressContact, ContactPoint)
ROWS += (SourceDocument, Intake, Gap, Version)


@pytest.fixture(scope="module")
def db(own_database):
    return own_database


@pytest.fixture
def folder(tmp_path):
    for number in range(TEXTS):
        (tmp_path / f"{number:03}.txt").write_text(release_text(number))
    return tmp_path


def killed_once_more_is_saved(folder, db):
    """Starts the command, and kills it as soon as it has saved anything; returns how many releases stand."""
    before = Release.objects.count()
    environment = {
        "PATH": os.environ["PATH"],
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "SECRET_KEY": settings.SECRET_KEY,
        "DATABASE_URL": db,
    }
    command = [sys.executable, "manage.py", "ingest", str(folder)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    running = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, **quiet)
    while running.poll() is None and Release.objects.count() == before:
        time.sleep(0.005)
    running.send_signal(signal.SIGKILL)
    assert running.wait() == -signal.SIGKILL
    return Release.objects.count()


def everything():
    return [serializers.serialize("json", model.objects.order_by("pk")) for model in ROWS]


def test_killed_twice_and_run_again_the_result_is_that_of_one_run(db, folder):
    stood = [killed_once_more_is_saved(folder, db) for _ in range(2)]
    assert 0 < stood[0] < stood[1] < TEXTS
    call_command("ingest", str(folder), stdout=StringIO())
    titles = [f"Harbour Board Opens Bridge {number:06}" for number in range(TEXTS)]
    assert sorted(Release.objects.values_list("title", flat=True)) == titles
    assert sorted(Release.objects.values_list("slug", flat=True)) == sorted(map(slugify, titles))
    assert Organisation.objects.count() == PressContact.objects.count() == 1
    assert ContactPoint.objects.count() == 2
    for model in (SourceDocument, Intake, Quote, ReleaseOrganisation, ReleaseContact):
        assert model.objects.count() == TEXTS
    assert Version.objects.get_for_model(Release).count() == TEXTS
    assert not Intake.objects.exclude(state="saved").exists()
    before = everything()
    call_command("ingest", str(folder), stdout=StringIO())
    assert everything() == before
