"""What may be told of a release: by its state, at which door, and to whom. Everything else is a leak."""

MADE_KNOWN = ("title", "summary", "body", "notes", "dateline", "words", "speaker", "role", "figure", "counts")
NAMED = ("organisation", "contact", "topic")  # a row of the directory that stands on no other release
TEXT = (*MADE_KNOWN, *NAMED, "slug", "former", "uuid")
REASON = ("reason",)
EARLIER = ("earlier",)
# What is never public, and the right to see it. An autosave is seen by its owner alone.
INTERNAL = {
    "source": "releases.view_sourcedocument",
    "file": "releases.view_sourcedocument",
    "intake": "releases.view_intake",
    "embargo": "releases.view_release",  # the line that a text was received under
    "gap": "releases.view_gap",
    "number": "contacts.view_internal_contactpoint",
    "presswire": "contacts.view_internal_contactpoint",
    "comment": "releases.view_comment",
    "waiver": "releases.view_waiver",
    "bundle": "releases.view_bundle",
    "outlet": "releases.view_accesslink",
    "token": "releases.add_accesslink",
    "autosave": "",
}
RIGHTS = INTERNAL | {
    "organisation": "contacts.view_organisation",
    "contact": "contacts.view_presscontact",
    "topic": "releases.view_topic",
}

WAITING = ("scheduled", "embargoed")
HIDDEN = ("embargoed", "scheduled", "draft", "review", "approved", "deleted")
ENDED = ("withdrawn", "removed", "redirected")
PUBLIC = ("public", "corrected")

PAGES = ("releases:detail", "releases:text", "releases:version")
REGISTER = ("releases:corrections", "releases:corrections-feed")
LINKS = ("releases:access", "releases:access-text")

# {state: {doors: parts}} that anybody may read. What is public may stand anywhere.
TOLD = {
    "withdrawn": {PAGES: TEXT + REASON, REGISTER: ("title", "slug", *REASON), LINKS: ("slug",)},
    "removed": {PAGES: REASON, REGISTER: REASON, LINKS: ("slug",)},
    "redirected": {REGISTER: ("title", *REASON), LINKS: ("slug",)},
    "corrected": {("releases:version",): EARLIER},
}
# {door: parts} of what is public and must be found there; if it is not, the check does not see.
FOUND = {
    "home": ("title",),
    "releases:list": ("title", "slug", "organisation", "topic"),
    "releases:feed-atom": ("title", "body", "slug", "uuid"),
    "releases:feed-rss": ("title", "body", "slug", "uuid"),
    "releases:detail": (*MADE_KNOWN, "organisation", "topic", "slug"),
    "releases:text": ("title", "body"),
    "contacts:organisation-list": ("organisation",),
    "contacts:organisation-detail": ("title", "organisation"),
    "contacts:contact-detail": ("title",),
    "sitemap-part": ("slug", "organisation"),
}
# Doors whose answer may differ without a word of it, and why.
UNEQUAL = {
    "admin:contacts_organisation_delete": "what is in use is not deleted, and the page counts where it is",
    "admin:contacts_presscontact_delete": "what is in use is not deleted, and the page counts where it is",
}


def told(canary, door):
    """The parts of this canary that anybody may read at this door."""
    parts = set(TEXT) if canary.is_public else set()
    for names, some in TOLD.get(canary.state, {}).items():
        if door.name in names:
            parts |= set(some)
    return parts


def seen(door, rights):
    """The parts of any release that somebody with these rights may see there besides."""
    if "releases.view_release" not in rights:
        return set()
    if door.is_admin:
        by_right = {part for part, right in RIGHTS.items() if right in rights}
        return ({*TEXT, *EARLIER, *REASON} - set(RIGHTS)) | by_right
    return {*TEXT, *REASON} if door.name in PAGES else set()
