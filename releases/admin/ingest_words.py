"""What the review screen says of a value: how sure it is, and which rule found it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

CONFIDENCE = {
    "found": (gettext_lazy("Found"), "ok", "nr-dot--f"),
    "check": (gettext_lazy("Check"), "warn", "nr-dot--h"),
    "missing": (gettext_lazy("Not found"), "danger", ""),
}
DECISIONS = {
    "accepted": gettext_lazy("accepted"),
    "edited": gettext_lazy("edited"),
    "given": gettext_lazy("given by an editor"),
}
REASONS = {
    "": gettext_lazy("The text does not say it."),
    "lead sentence": gettext_lazy("Suggestion: the first sentence of the text."),
    "sentence after the lead": gettext_lazy("Suggestion: the sentence after the first."),
    "subtitle": gettext_lazy("The line below the headline."),
    "number": gettext_lazy(
        "A number that the text states, with its qualifier. Left out unless you accept it."
    ),
    "empty label": gettext_lazy("The label is followed by nothing. A date is not guessed from other text."),
    "country named": gettext_lazy("Names of countries in the headline and the text."),
    "topic named": gettext_lazy("Topics of this newsroom that the text names."),
    "language": gettext_lazy("The language that most words belong to."),
    "body": gettext_lazy("The paragraphs of the text, without place, date and contacts."),
    "given by an editor": gettext_lazy("Given by an editor from the text."),
    "typed by an editor": gettext_lazy("Typed by an editor: it does not come from the text."),
}


def reason(rule, confidence):
    if rule in REASONS:
        return REASONS[rule]
    return _("Rule: %(rule)s.") % {"rule": rule.replace("_", " ")}


def place_in_source(spans):
    """ "characters 60–71", counted from 1 as people count; several with commas."""
    places = ", ".join(f"{start + 1}–{end}" for start, end in spans)
    return _("characters %(places)s") % {"places": places} if places else ""
