"""What is said where somebody is named who has left."""

from django.utils.translation import gettext as _


def absence(name, is_replaced):
    """One sentence, in the language of the moment."""
    if is_replaced:
        return _("Answers in place of %(name)s, who has left.") % {"name": name}
    return _("%(name)s no longer answers for this organisation.") % {"name": name}
