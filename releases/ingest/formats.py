"""The bytes of one file to its text. Nothing here trusts the file.

Whatever is wrong raises `Unreadable` with a sentence that names the file.
"""

import re
import zipfile
from email import message_from_bytes, policy
from email.errors import MessageError
from html import unescape
from io import BytesIO

import mammoth
import nh3
from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

from .archive import Unreadable, check_archive

MOST_BYTES = 10_000_000  # of one document: a release of 10 MB is not a release
ENCODINGS = ["utf_8", "utf_16", "utf_16_le", "utf_16_be", "cp1252"]
CONTROL = re.compile(r"[\x01-\x08\x0e-\x1f\x7f]")
MOST_CONTROLS = 500  # one in so many characters; a picture has one in thirty
OLD_OFFICE = b"\xd0\xcf\x11\xe0"  # the container of .doc and of every encrypted Office file
PARTED = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "tr", "table", "blockquote"}
PARTED |= {"pre", "section", "article", "address", "dt", "dd", "figcaption", "title", "hr", "header", "main"}
UNSAID = {"script", "style", "noscript", "template", "nav", "svg", "title"}
KEPT = PARTED - UNSAID | {"br", "td", "th"}


def read_text(data, name):
    """Plain text in UTF-8, UTF-16 or Windows-1252, with the ends of lines as they are."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    if not text or "\0" in text:
        found = from_bytes(data, cp_isolation=ENCODINGS).best()
        text = str(found).removeprefix("\ufeff") if found else ""
    if not text or "\0" in text or len(CONTROL.findall(text)) * MOST_CONTROLS > len(text):
        raise Unreadable(_("“%(name)s” is not text in UTF-8, UTF-16 or Windows-1252.") % {"name": name})
    return text


def read_html(data, name):
    declared = re.search(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", data[:2048], re.IGNORECASE)
    if declared and declared[1].lower() not in (b"utf-8", b"utf8"):
        try:
            return html_to_text(data.decode(declared[1].decode()))
        except (LookupError, UnicodeDecodeError):
            pass  # What a page says of itself may be wrong.
    return html_to_text(read_text(data, name))


def html_to_text(html):
    """The words of a page, a blank line between blocks."""
    html = re.sub(r"[ \t\r\n\f]+", " ", html)
    html = nh3.clean(html, tags=KEPT, clean_content_tags=UNSAID, attributes={})
    html = re.sub(r"<br>\s*", "\n", html)
    html = re.sub(r"</t[dh]>", " ", html)
    lines = unescape(re.sub(r"<[^>]*>", "\n\n", html)).split("\n")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(" ") for line in lines)).strip("\n") + "\n"


def read_docx(data, name):
    if data[:4] == OLD_OFFICE:
        raise Unreadable(
            _("“%(name)s” is encrypted, or made by an old Word: save it again as .docx.") % {"name": name}
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            check_archive(parts, len(data), name, most=3 * MOST_BYTES)
            for part in parts.infolist():
                # A Word file declares no entities (ECMA-376, part 2): one that does is out for our memory.
                if part.filename.endswith((".xml", ".rels")) and b"<!" in parts.open(part).read(4096):
                    raise Unreadable(
                        _("“%(name)s” declares XML entities, as no Word file does.") % {"name": name}
                    )
        html = mammoth.convert_to_html(BytesIO(data), convert_image=mammoth.images.img_element(_no_image))
    except Unreadable:
        raise
    except Exception as error:  # mammoth raises whatever its parts do: KeyError, ExpatError, BadZipFile
        raise Unreadable(_("“%(name)s” is damaged, or not a Word file.") % {"name": name}) from error
    return html_to_text(html.value)


def _no_image(image):
    return {}


def read_mail(data, name):
    """(the text of a mail, [(name, bytes) of what is attached])."""
    try:
        message = message_from_bytes(data, policy=policy.default)
        body = message.get_body(preferencelist=("plain", "html"))
        attached = [
            (part.get_filename() or "", part.get_payload(decode=True) or b"")
            for part in message.iter_attachments()
        ]
        payload = (body.get_payload(decode=True) or b"") if body else b""
        charset = body.get_content_charset() if body else None
    except (MessageError, LookupError, ValueError, AttributeError, KeyError, TypeError) as error:
        raise Unreadable(_("“%(name)s” is not a mail that can be read.") % {"name": name}) from error
    if not payload.strip():
        return "", attached
    try:
        text = payload.decode(charset or "utf-8").removeprefix("\ufeff")
    except (LookupError, UnicodeDecodeError):
        text = read_text(payload, name)
    return (html_to_text(text) if body.get_content_type() == "text/html" else text), attached
