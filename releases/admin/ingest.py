"""Texts taken in: the page to paste or drop them, the list of them, and the review of each."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from contacts.admin.closed import ClosedMixin
from contacts.admin.paging import BoundedPaginator
from contacts.words import readable
from releases.ingest.archive import Unreadable
from releases.ingest.batch import parsed_releases
from releases.ingest.read import KINDS, Document, PassedOver, Refused, read_upload
from releases.ingest.save import await_review
from releases.ingest.standing import intake_of, receive, standings_of
from releases.models import Intake

from .ingest_review import ReviewMixin

AT_ONCE = 100
MOST_PASTED = 1_000_000


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    def clean(self, data, initial=None):
        return [super(FilesField, self).clean(one, initial) for one in data or [] if one]


class IntakeForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Raw text"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 16, "class": "serif", "dir": "auto"}),
    )
    files = FilesField(
        label=gettext_lazy("Or choose files, or drop them here"),
        required=False,
        widget=FilesInput(attrs={"accept": ",".join(sorted(KINDS))}),
        help_text=gettext_lazy("Text, Word, web page or mail, or a zip of these, each up to 10 MB."),
    )

    def clean(self):
        values = super().clean()
        if not self.errors and not values.get("text", "").strip() and not values.get("files"):
            self.add_error("text", _("Paste a text, or choose a file."))
        return values

    def documents(self):
        """What was handed in, as `releases.ingest.read` gives it."""
        # A browser sends every end of line as CR LF: the text is what it was before that.
        text = readable(self.cleaned_data["text"].replace("\r\n", "\n"))
        if text.strip():
            yield Document(_("pasted text"), text.encode(), text)
        for upload in self.cleaned_data["files"]:
            yield from read_upload(upload.name, upload, upload.size)


@admin.register(Intake)
class IntakeAdmin(ClosedMixin, ReviewMixin, admin.ModelAdmin):
    list_display = ("named", "state_flag", "source", "received_at")
    list_display_links = ("named",)
    list_filter = ("state",)
    list_select_related = ("source",)
    search_fields = ("title", "source__name")
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    paginator = BoundedPaginator
    view_on_site = False
    list_per_page = 50

    def get_queryset(self, request):
        return super().get_queryset(request).defer("source__content", "source__as_read")

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("title"), ordering="title")
    def named(self, intake):
        return str(intake)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_flag(self, intake):
        kind = {"waiting": "nr-flag--warn", "saved": "nr-flag--ok"}.get(intake.state, "")
        return format_html('<span class="nr-flag {}">{}</span>', kind, intake.get_state_display())

    # Taking in

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = IntakeForm(request.POST or None, request.FILES or None, label_suffix="")
        if request.method == "POST" and form.is_valid():
            waiting = self._take_in(request, form)
            if waiting:
                return HttpResponseRedirect(reverse("admin:releases_intake_change", args=[waiting[0].pk]))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Paste a raw release"),
            "form": form,
        }
        return TemplateResponse(request, "admin/releases/intake/add.html", context)

    def _take_in(self, request, form):
        """The intakes that wait for review; says what could not be read and what is on file already."""
        waiting, known = [], []
        for number, found in enumerate(form.documents()):
            if number >= AT_ONCE:
                messages.warning(request, _("Only the first %d files were read.") % AT_ONCE)
                break
            if isinstance(found, Refused):
                messages.error(request, found.reason)
            elif isinstance(found, PassedOver):
                messages.warning(request, _("“%(name)s” is no text: passed over.") % {"name": found.name})
            else:
                self._take_document(request, found, waiting, known)
        for intake, release in known:
            self._say_known(request, intake, release)
        if waiting:
            said = ngettext("%d release to review.", "%d releases to review.", len(waiting)) % len(waiting)
            messages.info(request, said)
        return waiting

    @transaction.atomic
    def _take_document(self, request, document, waiting, known):
        try:
            releases = parsed_releases(document)
        except Unreadable as error:
            messages.error(request, str(error))
            return
        source = receive([document])[0]
        intakes = [intake_of(source, one, document.text) for one in releases]
        days = [one.dated_on.iso[:10] if one.dated_on else "" for one in releases]
        for intake, standing in zip(intakes, standings_of(intakes, days), strict=True):
            if standing.release:
                known.append((standing.intake, standing.release))
            elif standing.intake and standing.intake.state != Intake.State.SAVED:
                Intake.objects.filter(pk=standing.intake.pk).update(state=Intake.State.WAITING)
                waiting.append(standing.intake)
            elif standing.intake:
                known.append((standing.intake, None))
            else:
                intake.release = standing.revises
                waiting.append(await_review(intake))

    def _say_known(self, request, intake, release):
        if release is None:
            said = _("“%(title)s” was taken in before, and its draft has been deleted since.")
            messages.warning(request, said % {"title": intake})
            return
        url = reverse("admin:releases_release_change", args=[release.pk])
        said = _("The same words are on file already, and nothing was changed: {link}")
        link = format_html('<a href="{}">{}</a>', url, release)
        messages.info(request, format_html(said, link=link))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        intake = self.get_object(request, unquote(object_id))
        if not self.has_view_permission(request, intake):
            raise PermissionDenied
        if intake is None:
            raise Http404
        return self.review(request, intake)
