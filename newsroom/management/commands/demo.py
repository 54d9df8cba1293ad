import os
import secrets
import socket
from errno import EACCES

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from contacts.models import Organisation, PressContact
from newsroom.models import User
from releases.models import Release

FIXTURES = ("organisations", "contacts", "releases")
ROLES = {"admin": None, "editor": "Editors", "writer": "Writers", "directory": "Directory staff"}


class Command(BaseCommand):
    help = (
        "Makes a newsroom to try out on this machine, with the two source releases and an account for "
        "each role, and serves it. Run again, it keeps everything that was changed in it."
    )

    def add_arguments(self, parser):
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--prepare-only", action="store_true", help="Do not serve.")

    def handle(self, *, port, prepare_only, verbosity, **options):
        if not settings.DEBUG:
            raise CommandError("This makes accounts with a known password, so it runs with DEBUG=1 only.")
        folder = settings.BASE_DIR / "var"
        self._check_folder(folder)
        if not prepare_only:
            self._check_port(port)
        call_command("migrate", verbosity=0)
        loaded = self._load()
        password = self._password(folder / "demo-password")
        self._accounts(password)
        where = f"http://127.0.0.1:{port}"
        self.stdout.write(
            f"\n  {'The two source releases are in.' if loaded else 'Everything is as you left it.'}\n\n"
            f"  Read     {where}/\n"
            f"  Sign in  {where}/admin/  as {', '.join(ROLES)}\n"
            f"  Password {password}\n"
        )
        self.stdout.flush()  # serving, it would wait in the buffer of a pipe or a log file
        if not prepare_only:
            # Visitors of a trial meet the newsroom's own error pages, not Django's for programmers.
            settings.DEBUG, settings.ALLOWED_HOSTS = False, ["127.0.0.1", "localhost"]
            call_command("runserver", f"127.0.0.1:{port}", use_reloader=False, skip_checks=True)

    def _check_folder(self, folder):
        try:
            folder.mkdir(exist_ok=True)
            probe = folder / ".writable"
            probe.touch()
            probe.unlink()
            for kept in folder.glob("*"):  # perhaps made by another account, as after sudo
                if not os.access(kept, os.R_OK | os.W_OK):
                    raise PermissionError(EACCES, os.strerror(EACCES))
        except OSError as error:
            raise CommandError(
                f"Cannot write to {folder}: {error.strerror}. The database is kept there."
            ) from error

    def _check_port(self, port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except (OSError, OverflowError) as error:
                raise CommandError(
                    f"Port {port} cannot be used: {getattr(error, 'strerror', None) or error}. "
                    f"Choose another: make run PORT={port + 1 if port < 65535 else 8000}"
                ) from error

    @transaction.atomic
    def _load(self):
        """Loads the fixtures into an empty newsroom, whole or not at all."""
        if any(model.objects.exists() for model in (Release, Organisation, PressContact)):
            return False
        call_command("loaddata", *FIXTURES, verbosity=0)
        call_command("createinitialrevisions", "releases", "contacts", comment="As received", verbosity=0)
        return True

    def _password(self, kept):
        password = os.environ.get("NEWSROOM_DEMO_PASSWORD")
        if password:
            return password
        if not kept.exists():
            kept.touch(mode=0o600)
            kept.write_text(secrets.token_urlsafe(9))
        return kept.read_text()

    @transaction.atomic
    def _accounts(self, password):
        for name, role in ROLES.items():
            user, made = User.objects.get_or_create(
                username=name, defaults={"is_staff": True, "is_superuser": role is None}
            )
            if made and role:
                user.groups.add(Group.objects.get(name=role))
            if not user.check_password(password):
                user.set_password(password)
                user.save()
