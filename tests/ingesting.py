"""What an office might hand in: texts, Word files, mails and archives, good and hostile, made here."""

import zipfile
from email.message import EmailMessage
from io import BytesIO

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OPENXML = "http://schemas.openxmlformats.org"
TEXT = """Harbour Board Opens the Old Bridge

Date: 12 May 2021

Port Example – The Harbour Board (HB) has opened the old bridge. It was closed for ten years.

“Nobody should have to swim,” said Maria Specimen, Chair of the Harbour Board.

For more information, please contact Ada Sample at Harbour Board, Tel: +41 22 717 91 11
"""


def release_text(number=1, **values):
    """A whole release of an invented office, as raw text."""
    values = {
        "title": f"Harbour Board Opens Bridge {number:06}",
        "date": "12 May 2021",
        "place": "Port Example",
        "contact": "Ada Sample at Harbour Board, Tel: +41 22 717 91 11, Email: ada@example.org",
    } | values
    return (
        "{title}\n\nDate: {date}\n\n{place} – The Harbour Board (HB) has opened bridge number {number} to "
        "the public. It was closed for ten years.\n\n“Nobody should have to swim,” said Maria Specimen, "
        "Chair of the Harbour Board.\n\nFor more information, please contact {contact}\n"
    ).format(number=number, **values)


def zipped(*members, **options):
    """A zip archive of (name, content)."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return buffer.getvalue()


def word(*paragraphs, before=""):
    """A Word file of these paragraphs, as small as Word itself will open."""
    text = "".join(f"<w:p><w:r><w:t xml:space='preserve'>{one}</w:t></w:r></w:p>" for one in paragraphs)
    types = "".join(
        f'<Override PartName="{part}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for part, kind in [("/word/document.xml", "officedocument.wordprocessingml.document.main")]
    )
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    office = f"{OPENXML}/officeDocument/2006/relationships/officeDocument"
    return zipped(
        (
            "[Content_Types].xml",
            f'<Types xmlns="{OPENXML}/package/2006/content-types">{rels}{types}</Types>',
        ),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{OPENXML}/package/2006/relationships"><Relationship Id="r1" '
            f'Type="{office}" Target="word/document.xml"/></Relationships>',
        ),
        (
            "word/document.xml",
            f'<?xml version="1.0"?>{before}<w:document xmlns:w="{WORD}"><w:body>{text}</w:body></w:document>',
        ),
    )


def mail(text=None, html=None, attached=()):
    message = EmailMessage()
    message["Subject"], message["From"], message["To"] = "A release", "a@example.org", "b@example.org"
    if text is not None:
        message.set_content(text)
    if html is not None:
        (message.add_alternative if text is not None else message.set_content)(html, subtype="html")
    for name, content in attached:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()
