"""The queue of numbers and addresses that somebody must confirm, and what contacts say of their own."""

import smtplib

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contacts.entries import Entry, Events
from contacts.inquiry import send
from contacts.models import ContactPoint, PressContact, Proposal

from .closed import ClosedMixin

ON_A_PAGE = 50


@admin.register(ContactPoint)
class ConfirmationAdmin(ClosedMixin, admin.ModelAdmin):
    """A channel is made, changed and deleted on its contact's form; here it is said to be right."""

    def has_module_permission(self, request):
        return False

    def has_add_permission(self, request):
        return False

    def get_queryset(self, request):
        return super().get_queryset(request).seen_by(request.user)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        return HttpResponseRedirect(reverse("admin:contacts_contactpoint_changelist"))

    delete_view = history_view = change_view

    def changelist_view(self, request, extra_context=None):
        self.refuse_strangers(request)
        if request.method == "POST":
            return self._act(request)
        contact, due = self._contact(request), self.get_queryset(request).due(timezone.now())
        points = self.get_queryset(request).filter(contact=contact) if contact else due
        points = points.select_related("contact__organisation", "confirmed_by")
        page = Paginator(points.oldest_first(), ON_A_PAGE).get_page(request.GET.get("page"))
        waiting = Proposal.objects.waiting().select_related("inquiry__contact")
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("To be confirmed"),
            "contact": contact,
            "page": page,
            "pages": page.paginator.get_elided_page_range(page.number),
            "proposals": waiting[:ON_A_PAGE] if request.user.has_perm("contacts.view_proposal") else (),
            "may_confirm": self.has_change_permission(request),
            "may_ask": request.user.has_perm("contacts.add_inquiry"),
            "may_decide": request.user.has_perm("contacts.change_proposal"),
        }
        return TemplateResponse(request, "admin/contacts/confirming.html", context)

    def _contact(self, request):
        key = request.GET.get("contact", "")
        return get_object_or_404(PressContact, pk=key) if key.isascii() and key.isdecimal() else None

    def _act(self, request):
        if "proposal" in request.POST:
            self._decide(request)
        elif "_ask" in request.POST:
            self._ask(request)
        else:
            self._confirm(request)
        return HttpResponseRedirect(request.get_full_path())

    def _chosen(self, request):
        """{contact: {key: value as it was shown}} of the channels that were ticked, or of the one whose
        button was pressed.
        """
        one = request.POST.get("_one")
        keys = [key for key in ([one] if one else request.POST.getlist("point")) if key.isdecimal()]
        chosen = {}
        for point in self.get_queryset(request).filter(pk__in=keys).select_related("contact"):
            shown = chosen.setdefault(point.contact, {})
            shown[point.pk] = request.POST.get(f"shown-{point.pk}", "")
        if not chosen:
            messages.warning(request, _("Tick at least one channel first."))
        return chosen

    def _confirm(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        confirmed = asked = 0
        for contact, shown in self._chosen(request).items():
            done = contact.confirm(shown, request.user)
            confirmed, asked = confirmed + done, asked + len(shown)
            if done:
                said = ngettext("Confirmed %d channel.", "Confirmed %d channels.", done) % done
                self._log(request, contact, said)
        if confirmed:
            said = ngettext("%d channel is confirmed.", "%d channels are confirmed.", confirmed)
            messages.success(request, said % confirmed)
        if asked > confirmed:
            messages.warning(request, _("A colleague has changed one of them since. Look at it again."))

    def _ask(self, request):
        if not request.user.has_perm("contacts.add_inquiry"):
            raise PermissionDenied
        for contact in self._chosen(request):
            inquiry = contact.ask(request.user)
            if inquiry is None:
                messages.warning(request, _("%s has no e-mail address to ask at.") % contact)
                continue
            try:
                send(inquiry, request.build_absolute_uri(inquiry.get_absolute_url()))
            except (smtplib.SMTPException, OSError) as error:
                inquiry.delete()
                said = _("The mail to %(contact)s could not be sent: %(error)s")
                messages.error(request, said % {"contact": contact, "error": type(error).__name__})
            else:
                self._log(request, contact, _("Asked by e-mail whether the entry is right."))
                messages.success(request, _("A mail asks %s whether the entry is right.") % contact)

    def _decide(self, request):
        if not request.user.has_perm("contacts.change_proposal"):
            raise PermissionDenied
        key = request.POST["proposal"]
        proposal = get_object_or_404(Proposal, pk=key if key.isdecimal() else 0)
        try:
            if "_accept" in request.POST:
                proposal.accept(request.user)
                said = _("Taken over from the contact’s answer.")
            else:
                proposal.refuse(request.user)
                said = _("Left as it is, against the contact’s answer.")
        except ValidationError as error:
            messages.error(request, " ".join(map(str, error.messages)))
        else:
            self._log(request, proposal.inquiry.contact, said)
            messages.success(request, said)

    def _log(self, request, contact, said):
        self.admin_site.get_model_admin(PressContact).log_change(request, contact, said)


class InquiryEventsMixin:
    """For the admin of contacts: the mails that asked, and the answers, stand in the history."""

    def get_events(self, request, contact, at):
        inquiries = contact.inquiries.all()
        return [
            Events("inquiry", inquiries.select_related("asked_by"), "asked_at", _asked),
            Events("answer", inquiries.exclude(answered_at=None), "answered_at", _answered),
        ]


def _asked(inquiry, previous):
    return Entry(inquiry.asked_at, _("Asked by e-mail whether it is right"), by=str(inquiry.asked_by or ""))


def _answered(inquiry, previous):
    return Entry(inquiry.answered_at, _("Answered through the link"), by=str(inquiry.contact))
