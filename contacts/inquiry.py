"""A contact confirms or corrects what is held on them, through the link of a mail and without an account."""

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.http import Http404
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from .models import ContactPoint, Inquiry, Proposal
from .words import clean_text, readable

GUARDS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, noarchive",
    "Referrer-Policy": "no-referrer",
}
RIGHT, OTHER, GONE = "right", "other", "gone"


def send(inquiry, url):
    """Mails the link, and nothing of what is held. Raises SMTPException or OSError if it cannot be sent."""
    with in_their_language(inquiry.contact):
        until = date_format(timezone.localtime(inquiry.expires_at), "DATE_FORMAT")
        context = {"contact": inquiry.contact, "site": settings.SITE_NAME, "url": url, "until": until}
        subject = _("%(site)s: is your entry still right?") % {"site": settings.SITE_NAME}
        words = render_to_string("contacts/inquiry.txt", context)
    EmailMessage(clean_text(subject), words, to=[inquiry.address]).send()


def in_their_language(contact):
    """In the first of the contact's languages, by its code, that the newsroom has words in."""
    codes = contact.languages.order_by("code").values_list("code", flat=True)
    known = [code for code in codes if code in settings.INTERFACE_LANGUAGES]
    return translation.override(known[0] if known else settings.LANGUAGE_CODE)


class AnswerForm(forms.Form):
    """A question for each channel: still right, another, or no longer in use; and room for anything else."""

    remark = forms.CharField(
        label=gettext_lazy("Is anything else wrong, such as your post, your office or your languages?"),
        widget=forms.Textarea({"rows": 4, "class": "input", "dir": "auto"}),
        max_length=2000,
        required=False,
    )

    def __init__(self, *args, contact, **kwargs):
        super().__init__(*args, **kwargs)
        self.contact = contact
        self.points = list(contact.points.all())
        for point in self.points:
            choices = [(RIGHT, _("Still right")), (OTHER, _("It is now:")), (GONE, _("No longer in use"))]
            self.fields[f"say-{point.pk}"] = forms.ChoiceField(choices=choices, widget=forms.RadioSelect)
            self.fields[f"new-{point.pk}"] = forms.CharField(
                max_length=254, required=False, widget=forms.TextInput({"class": "input", "dir": "ltr"})
            )
            self.fields[f"shown-{point.pk}"] = forms.CharField(
                initial=point.value, widget=forms.HiddenInput, max_length=254
            )

    def questions(self):
        """(channel, its fields `say`, `new` and `shown`) for each."""
        for point in self.points:
            yield point, *(self[f"{name}-{point.pk}"] for name in ("say", "new", "shown"))

    def clean(self):
        super().clean()
        for point in self.points:
            if self.cleaned_data.get(f"say-{point.pk}") == OTHER:
                new = ContactPoint(
                    contact=self.contact, kind=point.kind, value=self.cleaned_data.get(f"new-{point.pk}", "")
                )
                try:
                    new.clean()
                except ValidationError as error:
                    self.add_error(f"new-{point.pk}", error.messages)
                self.cleaned_data[f"new-{point.pk}"] = new.value
        return self.cleaned_data

    def answer(self):
        """({key: value} of what is right, the Proposals)."""
        said, right, proposals = self.cleaned_data, {}, []
        for point in self.points:
            say, shown = said[f"say-{point.pk}"], said[f"shown-{point.pk}"]
            new = said[f"new-{point.pk}"] if say == OTHER else ""
            if say == RIGHT or new == shown:
                right[point.pk] = shown
            else:
                proposals.append(Proposal(kind=point.kind, old=shown, new=new))
        if remark := readable(said["remark"]).strip():
            proposals.append(Proposal(new=remark))
        return right, proposals


@csrf_exempt  # until the link is known to lead somewhere: any other is answered as a page that never was
def confirmation(request, token):
    """The contact's own entry, once, to confirm or to correct."""
    at = timezone.now()
    try:
        inquiry = Inquiry.objects.by_token(token, at)
        response = _page(request, inquiry, at)
    except Inquiry.DoesNotExist:
        raise Http404 from None
    for name, value in GUARDS.items():
        response[name] = value
    return response


@csrf_protect
@require_http_methods(["GET", "HEAD", "POST"])
def _page(request, inquiry, at):
    contact = inquiry.contact
    with in_their_language(contact):
        form = AnswerForm(request.POST if request.method == "POST" else None, contact=contact)
        if form.is_bound and form.is_valid():
            inquiry.answer(*form.answer(), at)
            return render(request, "contacts/confirmed.html", {"contact": contact})
        return render(request, "contacts/confirmation.html", {"contact": contact, "form": form})
