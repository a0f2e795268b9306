"""Lists sent by page, as an officer does: sent, looked at, answered, taken in."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from canhtay.teams.models import RosterUpload
from testkit import roster_files
from testkit.office import words

IMPORTS = "/imports/"


def send(browser, *files: tuple[str, bytes], **said: str):
    lists = [SimpleUploadedFile(name, content) for name, content in files]
    return browser.post(IMPORTS, {"lists": lists} | said)


# A list of today's ward, its people beside those who are there, all who lead leading: what the stories here are not about.
TODAYS = {"origin": {"origin-0": "today"}, "teams": {"all": "add"}, "leaders": {"all": "both"}}


def settle(browser, upload: RosterUpload, answers: dict[str, dict[str, str]] = TODAYS) -> None:
    """Answer one question after the other, as shown but for these answers, until none is left."""
    while question := page_of(browser, upload).context.get("question"):
        shown = {name: question.form[name].value() or "" for name in question.form.fields}
        said = shown | answers.get(question.name, {})
        browser.post(reverse("import", args=[upload.pk]), said | {"question": question.name})


def sent(browser, *files: tuple[str, bytes], **said: str) -> RosterUpload:
    upload = asked(browser, *files, **said)
    settle(browser, upload)
    upload.refresh_from_db()
    return upload


def asked(browser, *files: tuple[str, bytes], **said: str) -> RosterUpload:
    response = send(browser, *files, **said)
    assert response.status_code == 302, words(response)
    upload = RosterUpload.objects.latest("sent_at", "pk")
    assert response.headers["Location"] == reverse("import", args=[upload.pk])
    return upload


def page_of(browser, upload: RosterUpload):
    return browser.get(reverse("import", args=[upload.pk]))


def press(browser, act: str, upload: RosterUpload):
    if act == "take-in":
        settle(browser, upload)
    return browser.post(reverse(act, args=[upload.pk]), follow=True)


def plain() -> tuple[str, bytes]:
    return roster_files.plain_xlsx()[:2]
