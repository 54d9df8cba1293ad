"""A press contact as a vCard 3.0 (RFC 2426), the version that every phone opens."""

import vobject


def vcard(contact, url):
    """The card as bytes in UTF-8, with the channels in `contact.shown_points` and nothing unknown."""
    card = vobject.vCard()
    card.add("uid").value = f"urn:uuid:{contact.uuid}"
    card.add("fn").value = contact.name
    # The family name is not known, and a guess would be wrong for half the world: phones show this as it is.
    card.add("n").value = vobject.vcard.Name(family=contact.name)
    card.add("org").value = [contact.organisation.name, *([contact.office] if contact.office else [])]
    if contact.role:
        card.add("title").value = contact.role
    for number, point in enumerate(contact.shown_points, start=1):
        if point.kind == point.Kind.EMAIL:
            line = card.add("email")
            line.value, line.type_param = point.value, "INTERNET"
        else:
            line = card.add("tel")
            line.value = point.e164 + (f";ext={point.extension}" if point.extension else "")
            line.type_param = ["WORK", "VOICE" if point.kind == point.Kind.PHONE else "CELL"]
            if point.is_message:
                # Phones print this beside the number; vCard 3.0 has no word of its own for messaging.
                line.group = f"item{number}"
                label = card.add("x-ablabel")
                label.group, label.value = line.group, str(point.get_kind_display())
    card.add("url").value = url
    return card.serialize().encode()
