"""Office pages of imports: send a list, see what was understood, correct it, take it in, undo the whole of it."""

import io
import zipfile
from collections import Counter
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canhtay.core.history import subject_of
from canhtay.core.problems import NOT_FOUND, Problem, require
from canhtay.people.models import Person
from canhtay.people.scope import communes_run_by
from canhtay.people.signed_in import signed_in, the_one
from canhtay.people.viewing import note_viewed, where_exported
from canhtay.places.models import Place
from canhtay.teams.decisions.rules import papers_run_by
from canhtay.teams.forms import CorrectionsForm, SendForm
from canhtay.teams.import_list import IMPORTS
from canhtay.teams.models import RosterUpload
from canhtay.teams.review import review_of
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.undoing import Undone, undo_import
from canhtay.teams.roster.uploads import correct, reading_of, send_roster
from canhtay.web import notices

NAMES_SAID = 10


def imports_visible_to(person: Person) -> QuerySet[RosterUpload]:
    return RosterUpload.objects.filter(commune__in=papers_run_by(person)).select_related("commune", "origin", "file")


@signed_in
def import_list(request: HttpRequest, person: Person) -> HttpResponse:
    communes = _communes(person)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SendForm(*sent, communes=communes)
    if form.is_valid():
        said = form.cleaned_data
        where = {"origin": said["origin"], "since": said.get("since")}
        try:
            upload = send_roster(said["commune"], *_together(said["lists"]), by=person, **where)
        except Problem as problem:
            form.add_error("lists", problem.sentence)
        else:
            return redirect("import", upload.pk)
    sent_before = RosterUpload.objects.filter(commune__in=communes).select_related("commune", "origin")
    listed = IMPORTS.of(request, sent_before, person=person, communes=communes, places=where_exported(person))
    if listed.wants_file:
        return listed.as_file(title=_("Các lần đã nạp"), by=person.name)
    named = ", ".join(map(str, communes))
    return render(request, "teams/imports.html", {"form": form, "list": listed, "communes": named})


@signed_in
def import_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    upload = the_one(imports_visible_to(person), key)
    if upload.file is None:
        return render(request, "teams/import_gone.html", {"upload": upload})
    reading = reading_of(upload)
    corrects = request.method == "POST" and upload.imported_at is None
    form = CorrectionsForm(request.POST if corrects else None, reading=reading)
    if form.is_valid():
        try:
            correct(upload, form.corrections())
        except Problem as problem:
            form.add_error(None, problem.sentence)
        else:
            notices.say(request, _("Đã đọc lại theo những chỗ vừa sửa."))
            return redirect("import", key)
    note_viewed(subject_of("upload", upload.pk), by=person, place=upload.commune_id)
    context = {"upload": upload, "review": review_of(reading, upload), "form": form}
    return render(request, "teams/import.html", context)


@require_POST
@signed_in
def take_in(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A second press finds it done and changes nothing."""
    upload = the_one(imports_visible_to(person), key)
    if upload.imported_at is None:
        figures = import_roster(reading_of(upload), upload, by=person)
        said = _("Đã ghi %(teams)s tổ mới, %(people)s người mới; sửa %(changed)s; giữ nguyên %(unchanged)s.") % figures
        notices.say(request, said, undo=reverse("undo-import", args=[key]))
    return redirect("import", key)


@require_POST
@signed_in
def undo(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A second press finds it undone and changes nothing."""
    upload = the_one(imports_visible_to(person), key)
    if upload.imported_at is not None:
        _say_undone(request, undo_import(upload, by=person))
    return redirect("import", key)


def _say_undone(request: HttpRequest, undone: Undone) -> None:
    notices.say(request, _("Đã hoàn tác: bỏ %(n)s người vừa ghi.") % {"n": undone.removed})
    if undone.kept:
        names = ", ".join(undone.kept[:NAMES_SAID]) + ("…" if len(undone.kept) > NAMES_SAID else "")
        sentence = _("Giữ lại %(n)s vì đã dùng đến, hoặc danh sách khác cũng có: %(names)s.")
        notices.warn(request, sentence % {"n": len(undone.kept), "names": names})


def _communes(person: Person) -> list[Place]:
    communes = list(communes_run_by(person))
    require(bool(communes), NOT_FOUND)
    return communes


def _together(files: list[UploadedFile]) -> tuple[str, bytes]:
    """Several files sent at once are read like a ZIP of them; of two with one name the second stands in a folder of its own."""
    if len(files) == 1:
        return str(files[0].name), files[0].read()
    packed, met = io.BytesIO(), Counter[str]()
    with zipfile.ZipFile(packed, "w") as archive:
        for file in files:
            name = str(file.name)
            met[name] += 1
            archive.writestr(name if met[name] == 1 else f"{met[name]}/{name}", file.read())
    return _("%(n)s tệp.zip") % {"n": len(files)}, packed.getvalue()
