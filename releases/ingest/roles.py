"""Whose release it is: lead, partner, or only named."""

import re
from dataclasses import replace

# A headline names a country where the text names its government.
GOVERNMENT = re.compile(
    r"government of (?:the )?|gouvernement (?:de la |de l’|du |de )|gobierno del? |governo d[aeo]s? "
)

MOST = 20  # contacts that are looked at


def with_roles(organisations, title, body, contacts, wording):
    """The organisations with their roles.

    A release is led by those whose press contacts it gives; without any, by the first that its headline
    names, or else the first of its text. The others in the headline are partners.
    """
    if not organisations:
        return ()
    offices = [contact.organisation.text.casefold() for contact in contacts[:MOST] if contact.organisation]
    heading = title.text.casefold() if title else ""
    leads = [n for n, entry in enumerate(organisations) if any(_is(entry, office) for office in offices)]
    named = [
        n for n, entry in enumerate(organisations) if any(_within(form, heading) for form in _forms(entry))
    ]
    if not leads:
        leads = named[:1] or [0]
    return tuple(
        replace(entry, role="lead" if n in leads else "partner" if n in named else "named")
        for n, entry in enumerate(organisations)
    )


def _forms(entry):
    forms = [value.text.casefold() for value in (entry.name, entry.short_name) if value]
    forms += [GOVERNMENT.sub("", form) for form in forms if GOVERNMENT.match(form)]
    return [form for form in forms if len(form) > 1]


def _is(entry, office):
    return any(form == office or _within(form, office) for form in _forms(entry))


def _within(form, text):
    at = text.find(form)
    return (
        at >= 0
        and not text[at - 1 : at].isalnum()
        and not text[at + len(form) : at + len(form) + 1].isalnum()
    )
