"""Office pages of imports: send a list, see what was understood, correct it, take it in, undo the whole of it."""

import io
import zipfile
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from canhtay.core.problems import NOT_FOUND, Problem
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.places.models import Place
from canhtay.teams.forms import CorrectionsForm, SendForm
from canhtay.teams.models import RosterUpload
from canhtay.teams.review import review_of
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.undoing import Undone, undo_import
from canhtay.teams.roster.uploads import correct, reading_of, send_roster
from canhtay.web import notices


def imports_visible_to(person: Person):  # type: ignore[no-untyped-def]
    return RosterUpload.objects.filter(commune__in=communes_run_by(person)).select_related("commune", "file")


@signed_in
def import_list(request: HttpRequest, person: Person) -> HttpResponse:
    commune = _commune(person)
    form = SendForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            upload = send_roster(commune, *_together(form.cleaned_data["files"]), by=person)
        except Problem as problem:
            form.add_error("files", problem.sentence)
        else:
            return redirect("import", upload.pk)
    uploads = imports_visible_to(person).order_by("-sent_at")[:50]
    return render(request, "teams/imports.html", {"form": form, "uploads": uploads, "commune": commune})


@signed_in
def import_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    upload = the_one(imports_visible_to(person), key)
    if upload.file is None:
        return render(request, "teams/import_gone.html", {"upload": upload})
    if request.method == "POST":
        form = CorrectionsForm(request.POST, reading=reading_of(upload))
        if form.is_valid():
            correct(upload, form.corrections())
            notices.say(request, _("Đã đọc lại theo lời bác."))
        return redirect("import", key)
    reading = reading_of(upload)
    context = {"upload": upload, "review": review_of(reading), "form": CorrectionsForm(reading=reading)}
    return render(request, "teams/import.html", context)


@require_POST
@signed_in
def take_in(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    upload = the_one(imports_visible_to(person), key)
    figures = import_roster(reading_of(upload), upload, by=person)
    said = _("Đã ghi %(teams)s tổ mới, %(people)s người mới; sửa %(changed)s; giữ nguyên %(unchanged)s.") % figures
    notices.say(request, said, undo=reverse("undo-import", args=[key]))
    return redirect("import", key)


@require_POST
@signed_in
def undo(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    upload = the_one(imports_visible_to(person).exclude(imported_at=None), key)
    _say_undone(request, undo_import(upload, by=person))
    return redirect("import", key)


def _say_undone(request: HttpRequest, undone: Undone) -> None:
    notices.say(request, _("Đã hoàn tác: bỏ %(n)s người vừa ghi.") % {"n": undone.removed})
    if undone.kept:
        sentence = ngettext(
            "Giữ lại %(n)s vì đã dùng đến: %(names)s.", "Giữ lại %(n)s vì đã dùng đến: %(names)s.", len(undone.kept)
        )
        notices.warn(request, sentence % {"n": len(undone.kept), "names": ", ".join(undone.kept[:10])})


def _commune(person: Person) -> Place:
    commune = communes_run_by(person).first()
    if commune is None:
        raise Problem(NOT_FOUND)
    return commune


def _together(files: list[UploadedFile]) -> tuple[str, bytes]:
    """Several files sent at once are read like a ZIP of them."""
    if len(files) == 1:
        return str(files[0].name), files[0].read()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in files:
            archive.writestr(str(file.name), file.read())
    return _("%(n)s tệp.zip") % {"n": len(files)}, packed.getvalue()
