"""Who is asked instead of somebody who has left or is away."""

from django.db.models import Q

from .models import PressContact


def with_stand_ins(contacts, at):
    """The same contacts as a list. Each who has left or is away at this moment is given `stand_in`: their
    deputy or, of one who left, a desk of their organisation; None, if the directory lists neither as there.
    One whose last day away is over `is_back`. Costs two queries, and only where somebody is absent.
    """
    contacts, absent = list(contacts), []
    for contact in contacts:
        is_away = contact.is_away(at)
        contact.is_back = contact.status == contact.Status.AWAY and not is_away
        contact.stand_in = None
        if is_away or contact.has_left:
            absent.append(contact)
    if absent:
        deputies, desks = _there(absent)
        for contact in absent:
            desk = desks.get(contact.organisation_id) if contact.has_left else None
            contact.stand_in = deputies.get(contact.deputy_id) or desk
    return contacts


def _there(absent):
    """({key: contact} of their deputies, {organisation: its first desk}), of those who are there."""
    keys = {contact.deputy_id for contact in absent}
    homes = {contact.organisation_id for contact in absent if contact.has_left}
    wanted = Q(pk__in=keys) | Q(kind=PressContact.Kind.DESK, organisation__in=homes)
    there = PressContact.objects.listed().filter(wanted, status=PressContact.Status.ACTIVE)
    found = list(there.for_cards().order_by("name", "pk"))
    desks = {one.organisation_id: one for one in reversed(found) if one.kind == one.Kind.DESK}
    return {one.pk: one for one in found if one.pk in keys}, desks
