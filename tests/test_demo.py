"""`make run`: a newsroom to try out, made once and then left as it is."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from io import StringIO

import pytest
from django.conf import settings as newsroom
from django.core.management import CommandError, call_command
from reversion.models import Version

from contacts.models import ContactPoint, Organisation
from newsroom.models import User
from releases.models import Release

PASSWORD = "of-this-test-run"


@pytest.fixture
def demo(db, settings, tmp_path, monkeypatch):
    """Runs the command in a folder of its own, with these arguments, and returns what it prints."""
    settings.DEBUG, settings.BASE_DIR = True, tmp_path
    monkeypatch.setenv("NEWSROOM_DEMO_PASSWORD", PASSWORD)

    def run(*arguments):
        told = StringIO()
        call_command("demo", "--prepare-only", *arguments, stdout=told)
        return told.getvalue()

    return run


def test_the_first_run_makes_both_releases_and_an_account_for_each_role(demo, client):
    told = demo("--port", "8123")
    assert "The two source releases are in." in told
    assert "http://127.0.0.1:8123/admin/  as admin, editor, writer, directory" in told
    assert f"Password {PASSWORD}" in told
    assert Release.objects.public().count() == 2
    roles = {user.username: [group.name for group in user.groups.all()] for user in User.objects.all()}
    assert roles == {
        "admin": [],
        "editor": ["Editors"],
        "writer": ["Writers"],
        "directory": ["Directory staff"],
    }
    for user in User.objects.all():
        assert (user.check_password(PASSWORD), user.is_staff) == (True, True)
        assert user.is_superuser is (user.username == "admin")
    for release in Release.objects.all():
        assert [one.revision.comment for one in Version.objects.get_for_object(release)] == ["As received"]


def test_a_second_run_changes_nothing_and_keeps_what_an_editor_changed(demo):
    demo()
    release = Release.objects.order_by("title").first()
    release.minor_edit(User.objects.get(username="editor"), "A typing error", title="An editor's title")
    kept = list(Release.objects.order_by("pk").values()), list(User.objects.order_by("pk").values())
    counts = Organisation.objects.count(), ContactPoint.objects.count(), Version.objects.count()
    assert "Everything is as you left it." in demo()
    assert kept == (list(Release.objects.order_by("pk").values()), list(User.objects.order_by("pk").values()))
    assert counts == (Organisation.objects.count(), ContactPoint.objects.count(), Version.objects.count())


def test_an_organisation_that_an_editor_took_off_a_release_stays_off(demo):
    demo()
    Release.objects.get(dated_on__isnull=False).organisation_links.filter(role="named").delete()
    demo()
    assert not Release.objects.get(dated_on__isnull=False).organisation_links.filter(role="named").exists()


def test_a_newsroom_whose_releases_were_all_deleted_is_not_filled_again(demo):
    demo()
    Release.objects.all().delete()
    demo()
    assert not Release.objects.exists()


def test_without_a_password_given_one_is_made_once_and_kept_from_others(demo, monkeypatch, tmp_path):
    monkeypatch.delenv("NEWSROOM_DEMO_PASSWORD")
    first, second = (re.search(r"Password (\S+)", demo())[1] for _ in range(2))
    assert first == second
    assert len(first) >= 12
    assert User.objects.get(username="editor").check_password(first)
    kept = tmp_path / "var" / "demo-password"
    assert (kept.read_text(), kept.stat().st_mode & 0o777) == (first, 0o600)


def test_a_new_password_given_replaces_the_old_one(demo, monkeypatch):
    demo()
    monkeypatch.setenv("NEWSROOM_DEMO_PASSWORD", "another-one")
    demo()
    assert {user.check_password("another-one") for user in User.objects.all()} == {True}


def test_a_deployed_newsroom_gets_no_demonstration_accounts(demo, settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG=1 only"):
        demo()
    assert not User.objects.exists()
    assert not Release.objects.exists()


def test_a_folder_that_cannot_be_written_to_is_named_in_one_sentence(demo, tmp_path):
    (tmp_path / "var").write_text("a file where the folder should be")
    with pytest.raises(CommandError, match=f"Cannot write to {tmp_path}/var: "):
        demo()


def test_what_another_account_left_there_is_named_in_one_sentence(demo, tmp_path, monkeypatch):
    demo()
    (tmp_path / "var" / "demo-password").touch()
    monkeypatch.setattr(os, "access", lambda path, mode: os.path.basename(path) != "demo-password")
    with pytest.raises(CommandError, match=f"Cannot write to {tmp_path}/var: Permission denied"):
        demo()


def process(tmp_path, port, *command):
    return subprocess.Popen(
        command or [sys.executable, "manage.py", "demo", "--port", str(port)],
        cwd=newsroom.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DEBUG": "1",
            "SECRET_KEY": "of-this-test-run",
            "DATABASE_URL": f"sqlite:///{tmp_path}/newsroom.sqlite3",
            "NEWSROOM_DEMO_PASSWORD": PASSWORD,
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        # A run of the tests that was put in the background ignores Ctrl-C, and so would its children.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )


def visit(address):
    """(status, page) of an answer, whatever it is; OSError while nobody answers."""
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def first_page(port):
    """The list of releases, as soon as somebody serves it."""
    for _ in range(300):
        try:
            return visit(f"http://127.0.0.1:{port}/releases/")[1]
        except OSError:
            time.sleep(0.1)
    return ""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def test_a_newcomer_reads_both_releases_and_stops_it_cleanly(tmp_path):
    port = free_port()
    run = process(tmp_path, port)
    try:
        page = first_page(port)
        status, missing = visit(f"http://127.0.0.1:{port}/no-such-page/")
        style = visit(f"http://127.0.0.1:{port}/static/newsroom/site.css")
        os.set_blocking(run.stdout.fileno(), False)
        told = os.read(run.stdout.fileno(), 4096).decode()  # while it runs, not when it ends
        run.send_signal(signal.SIGINT)
        _, complaints = run.communicate(timeout=20)
    finally:
        run.kill()
    assert page.count('class="row__title"') == 2
    assert (status, "We can’t find that page" in missing) == (404, True)
    assert (style[0], ".mast" in style[1]) == (200, True)
    assert run.returncode == 0
    assert f"Read     http://127.0.0.1:{port}/" in told
    assert "Traceback" not in complaints
    assert "UserWarning" not in complaints


def test_ctrl_c_in_a_terminal_stops_make_run_without_a_complaint(tmp_path):
    port = free_port()
    installed = ["-o", ".venv/run.stamp", f"BIN={os.path.dirname(sys.executable)}"]
    run = process(tmp_path, port, "make", "run", f"PORT={port}", *installed)
    try:
        first_page(port)
        os.killpg(run.pid, signal.SIGINT)
        _, complaints = run.communicate(timeout=20)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(run.pid, signal.SIGKILL)
    assert "make:" not in complaints
    assert "Traceback" not in complaints


def test_a_busy_port_is_named_in_one_sentence_with_another(tmp_path):
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        port = busy.getsockname()[1]
        told, complaints = process(tmp_path, port).communicate(timeout=60)
    assert complaints.startswith(f"CommandError: Port {port} cannot be used: Address already in use.")
    assert complaints.rstrip().endswith(f"make run PORT={port + 1}")
    assert len(complaints.splitlines()) == 1
    assert told == ""


@pytest.mark.parametrize("port", [-1, 65536, 99999999])
def test_a_port_that_no_machine_has_is_refused_in_one_sentence(tmp_path, port):
    _, complaints = process(tmp_path, port).communicate(timeout=60)
    assert complaints.startswith(f"CommandError: Port {port} cannot be used")
    assert len(complaints.splitlines()) == 1
