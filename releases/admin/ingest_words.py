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
    "headline": gettext_lazy("The headline: the first line, above date and text."),
    "under the headline": gettext_lazy("The line under the headline: a subtitle becomes the summary."),
    "date label": gettext_lazy("What follows a label such as “Date:”."),
    "date line": gettext_lazy("A line that holds a date alone, or the dateline."),
    "date at the foot": gettext_lazy("A date at the foot of the text."),
    "embargo line": gettext_lazy(
        "A line that says until when nothing may be published. The draft keeps it, and publishing offers "
        "its instant and refuses an earlier one."
    ),
    "notes": gettext_lazy(
        "Notes to editors and, below them, what the text says of who issues it (“About …”). Both are printed "
        "under “Notes to editors”."
    ),
    "dateline": gettext_lazy("The place before the dash with which the text begins."),
    "short form in brackets": gettext_lazy("A name followed by its short form in brackets."),
    "defined short form": gettext_lazy("A name whose short form the text defines."),
    "head word": gettext_lazy("A name that ends or begins like an organisation: Bank, Agency, Ministry."),
    "kind of body": gettext_lazy("A name that says what kind of body it is."),
    "government of": gettext_lazy("“Government of”, with a name."),
    "company ending": gettext_lazy("A name with a company’s ending: Ltd, Inc., GmbH."),
    "stock exchange": gettext_lazy("A name before a stock exchange’s sign."),
    "list of bodies": gettext_lazy("A name in a list of organisations."),
    "issuer": gettext_lazy("Suggestion: the name that acts in the text as its issuer would."),
    "quotation marks": gettext_lazy("Words in quotation marks, with the speaker that the text gives them."),
    "statement after a colon": gettext_lazy("A statement that follows a colon."),
    "attribution": gettext_lazy("The name and the role beside “said”."),
    "contact lines": gettext_lazy("The lines that say whom to ask."),
    "paragraph": gettext_lazy("A paragraph of the text."),
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
