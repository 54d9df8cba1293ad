"""Of the contacts that a release names, those who are asked instead of somebody absent."""

from contacts.standing_in import with_stand_ins


def name_stand_ins(releases, at):
    """The same releases, with their contacts gathered, as a list; see `with_stand_ins()`. Costs two queries
    at most, however many releases there are.
    """
    releases = list(releases)
    with_stand_ins((link.contact for release in releases for link in release.contact_links.all()), at)
    return releases
