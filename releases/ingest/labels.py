"""A parsed release as the plain labels that press offices exchange and the parser is measured by."""


def as_labels(release) -> dict:
    """The labels of one release, as plain JSON values, and the spans of each."""
    return {
        "title": _text(release.title),
        "date_published": release.dated_on.iso if release.dated_on else None,
        "embargo_until": release.embargo_until.iso if release.embargo_until else None,
        "dateline": _text(release.dateline),
        "quotes": [_quote(quote) for quote in release.quotes if quote.speaker],
        "organisations": [_organisation(entry) for entry in release.organisations],
        "contacts": [_contact(contact) for contact in release.contacts],
        "boilerplate": bool(release.boilerplate or release.notes_to_editors),
        "language": release.language or None,
        "spans": _spans(release),
    }


def _text(value):
    return value.text if value else None


def _quote(quote):
    return {
        "text": " ".join(piece.text for piece in quote.pieces),
        "speaker": _text(quote.speaker),
        "role": _text(quote.role),
        "organisation": _text(quote.organisation),
    }


def _organisation(entry):
    return f"{entry.name.text} ({entry.short_name.text})" if entry.short_name else entry.name.text


def _contact(contact):
    return {
        "name": _text(contact.name),
        "organisation": _text(contact.organisation),
        "phones": [channel.text for channel in contact.channels if channel.kind != "email"],
        "emails": [channel.text for channel in contact.channels if channel.kind == "email"],
    }


def _spans(release):
    """The spans of each label: pairs of characters of the text as it was read."""
    return {
        "release": list(release.span),
        "title": _places(release.title),
        "date_published": _places(release.dated_on),
        "embargo_until": _places(release.embargo_until),
        "dateline": _places(release.dateline),
        "quotes": [
            [list(span) for piece in quote.pieces for span in piece.spans]
            for quote in release.quotes
            if quote.speaker
        ],
        "organisations": [[list(span) for span in entry.mentions] for entry in release.organisations],
        "contacts": [
            [
                list(span)
                for value in (contact.name, contact.organisation, *contact.channels)
                if value
                for span in value.spans
            ]
            for contact in release.contacts
        ],
        "boilerplate": [
            list(span) for value in (*release.boilerplate, *release.notes_to_editors) for span in value.spans
        ],
        "left_over": [list(span) for span in release.left_over],
    }


def _places(value):
    return [list(span) for span in value.spans] if value else []
