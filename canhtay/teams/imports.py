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
from canhtay.teams.import_questions import Question, origin_question, question_about
from canhtay.teams.import_summary import done_of, undone_of
from canhtay.teams.models import RosterUpload
from canhtay.teams.review import review_of
from canhtay.teams.roster.outlook import outlooks_of
from canhtay.teams.roster.shapes import RosterReading
from canhtay.teams.roster.storing import import_roster
from canhtay.teams.roster.undoing import Undone, undo_import
from canhtay.teams.roster.uploads import ask_again, called_together, correct, drop_roster, reading_of, send_roster
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
    named = ", ".join(map(str, communes))
    listed = IMPORTS.of(request, sent_before, person=person, communes=communes, places=where_exported(person))
    if listed.wants_file:
        return listed.as_file(title=_("Các lần đã nạp"), place=named, by=person.name)
    return render(request, "teams/imports.html", {"form": form, "list": listed, "communes": named})


@signed_in
def import_page(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    upload = the_one(imports_visible_to(person), key)
    if upload.file is None:
        return render(request, "teams/import_gone.html", {"upload": upload})
    reading, waits = reading_of(upload), upload.imported_at is None
    if waits and "question" in request.POST:
        return _answered(request, person, upload, reading)
    if waits and (question := origin_question(upload, reading)):
        return _asks_origin(request, upload, reading, question)
    corrects = request.method == "POST" and waits
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
    return _shown(request, upload, reading, form)


@require_POST
@signed_in
def take_in(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A second press finds it done and changes nothing."""
    upload = the_one(imports_visible_to(person), key)
    if upload.imported_at is None:
        reading = reading_of(upload)
        if origin_question(upload, reading) or question_about(upload, outlooks_of(reading, upload)):
            notices.warn(request, _("Chưa ghi gì: còn điều phải trả lời trước."))
            return redirect("import", key)
        figures = import_roster(reading, upload, by=person)
        notices.say(request, done_of(figures))
    return redirect("import", key)


@require_POST
@signed_in
def undo(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    """A second press finds it undone and changes nothing."""
    upload = the_one(imports_visible_to(person), key)
    if upload.imported_at is not None:
        _say_undone(request, undo_import(upload, by=person))
    return redirect("import", key)


@signed_in
def dropping(request: HttpRequest, person: Person, key: UUID) -> HttpResponse:
    upload = the_one(imports_visible_to(person), key)
    if request.method == "POST":
        drop_roster(upload, by=person)
        notices.say(request, _("Đã bỏ danh sách “%(name)s”.") % {"name": upload.name})
        return redirect("imports")
    if upload.imported_at or upload.dropped_at:
        return redirect("import", key)
    told = {
        "title": _("Bỏ danh sách này?"),
        "sentence": _("Tệp “%(name)s” được xóa ngay và không còn ai phải xem lại. Các tổ vẫn như đang có.")
        % {"name": upload.name},
        "act": _("Bỏ danh sách này"),
        "back": reverse("import", args=[key]),
    }
    return render(request, "web/confirm.html", told)


def _answered(request: HttpRequest, person: Person, upload: RosterUpload, reading: RosterReading) -> HttpResponse:
    """The question that is open now is answered; an answer to one that is not asked any more changes nothing."""
    name = request.POST["question"]
    if name == "again":
        ask_again(upload)
        return redirect("import", upload.pk)
    question = origin_question(upload, reading, request.POST)
    if question and name == question.name and not question.form.is_valid():
        return _asks_origin(request, upload, reading, question)
    question = question or question_about(upload, outlooks_of(reading, upload), request.POST)
    if question and name == question.name:
        if not question.form.is_valid():
            return _shown(request, upload, reading, CorrectionsForm(None, reading=reading), question)
        question.write(person)
    return redirect("import", upload.pk)


def _asks_origin(
    request: HttpRequest, upload: RosterUpload, reading: RosterReading, question: Question
) -> HttpResponse:
    """Nothing else is shown yet: where the groups lie, and so whether they are known, follows from the answer."""
    return render(request, "teams/import_origin.html", {"upload": upload, "reading": reading, "question": question})


def _shown(
    request: HttpRequest,
    upload: RosterUpload,
    reading: RosterReading,
    form: CorrectionsForm,
    question: Question | None = None,
) -> HttpResponse:
    outlooks = outlooks_of(reading, upload) if upload.imported_at is None else None
    if outlooks and question is None:
        question = question_about(upload, outlooks)
    context = {
        "upload": upload,
        "review": review_of(reading, upload, outlooks),
        "form": form,
        "question": question,
        "together": _sent_together(upload),
    }
    return render(request, "teams/import.html", context)


def _sent_together(upload: RosterUpload) -> list[RosterUpload]:
    """Lists of other communes that came in the same sitting and wait still."""
    if not upload.books:
        return []
    others = RosterUpload.objects.filter(file=upload.file, commune=upload.commune, imported_at=None)
    return list(others.exclude(pk=upload.pk).order_by("pk"))


def _say_undone(request: HttpRequest, undone: Undone) -> None:
    notices.say(request, undone_of(undone.teams, undone.removed))
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
    return called_together([str(file.name) for file in files]), packed.getvalue()
