"""Archives, opened without trust: nothing of them is ever written to disk."""

import logging
import re
import zipfile

from django.utils.translation import gettext as _

MOST_MEMBERS = 200_000
MOST_TIMES = 200  # text shrinks to a tenth, rarely to a fiftieth; a bomb to a thousandth
SMALL = 1_000_000  # below which any ratio is harmless
log = logging.getLogger(__name__)


class Unreadable(Exception):
    """What is wrong with a file, in one sentence that names it."""


def unexpected(name, error):
    """One sentence on what nobody foresaw; the log has the rest. For use where it was caught."""
    log.exception("“%s” could not be taken in", name)
    said = _("“%(name)s” could not be taken in: a fault of this program (%(error)s). The log tells more.")
    return said % {"name": name, "error": type(error).__name__}


def check_archive(archive, size, name, most=None):
    """Refuses what would unpack to far more than it is or, where that is given, to more than `most`."""
    members = archive.infolist()
    total = sum(member.file_size for member in members)
    if len(members) > MOST_MEMBERS or total > max(SMALL, min(size * MOST_TIMES, most or total)):
        raise Unreadable(_("“%(name)s” would unpack to far too much: it is not opened.") % {"name": name})


def open_archive(file, size, name):
    try:
        archive = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(_("“%(name)s” is damaged, or not a zip archive.") % {"name": name}) from error
    check_archive(archive, size, name)
    return archive


def read_member(archive, member, most, name):
    """The bytes of one member, never more than `most`."""
    if leads_outside(member.filename):
        raise Unreadable(_("“%(name)s” has a name that leads out of its archive.") % {"name": name})
    if member.flag_bits & 0x1:
        raise Unreadable(_("“%(name)s” is encrypted.") % {"name": name})
    if member.file_size > most:
        raise Unreadable(too_large(name, most))
    try:
        with archive.open(member) as stream:
            data = stream.read(most + 1)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Unreadable(_("“%(name)s” is damaged.") % {"name": name}) from error
    except Exception as error:
        # zlib.error, lzma.LZMAError and bz2's have no common parent but this.
        raise Unreadable(_("“%(name)s” is damaged.") % {"name": name}) from error
    if len(data) > most:
        raise Unreadable(too_large(name, most))
    return data


def leads_outside(path):
    return (
        path.startswith(("/", "\\")) or bool(re.match(r"[a-zA-Z]:", path)) or ".." in re.split(r"[/\\]", path)
    )


def too_large(name, most):
    return _("“%(name)s” is larger than %(most)d MB.") % {"name": name, "most": most // 1_000_000}
