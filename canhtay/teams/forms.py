from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from canhtay.core.sheets import limits
from canhtay.teams.roster import columns as meaning
from canhtay.teams.roster.shapes import RosterReading
from canhtay.teams.roster.uploads import Corrections
from canhtay.web.forms import Form, speak_plainly

# What is sent at once is kept as one file, packed; a little is left for the packing.
MOST_TOGETHER = limits.UPLOAD_BYTES - 500_000

MEANINGS = [
    (meaning.NAME, _("Họ và tên")),
    (meaning.FAMILY, _("Họ và đệm")),
    (meaning.GIVEN, _("Tên (tách riêng)")),
    (meaning.GENDER, _("Giới tính")),
    (meaning.MALE, _("Nam: dấu hoặc năm sinh")),
    (meaning.FEMALE, _("Nữ: dấu hoặc năm sinh")),
    (meaning.BIRTH, _("Năm sinh")),
    (meaning.ROLE, _("Vai trong tổ")),
    (meaning.PHONE, _("Điện thoại")),
    (meaning.GROUP, _("Tổ dân phố, thôn")),
    (meaning.IGNORED, _("Không lấy")),
]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ManyFiles(attrs={"accept": ".xlsx,.xls,.xlsm,.ods,.csv,.txt,.zip"}), **options)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data or [None]  # none chosen is asked for by the field's own sentence
        return [super(ManyFilesField, self).clean(file, initial) for file in files]


class SendForm(Form):
    lists = ManyFilesField(
        label=_("Tệp danh sách"),
        help_text=_(
            "Excel, LibreOffice, CSV hoặc ZIP; chọn được nhiều tệp một lúc. Để nguyên như đang có, không cần sửa trước."
        ),
    )

    def clean_lists(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["lists"]
        if sum(file.size or 0 for file in files) > MOST_TOGETHER:
            raise forms.ValidationError(_("Các tệp cộng lại quá 20 MB. Xin gửi làm nhiều lần."))
        return files


class CorrectionsForm(Form):
    """What each column means, where the header ends, which group a sheet is: shown as understood, corrected by a person."""

    def __init__(self, *args: Any, reading: RosterReading, **options: Any) -> None:
        super().__init__(*args, **options)
        self.reading = reading
        for sheet in reading.sheets:
            self.fields[f"header-{sheet.index}"] = forms.IntegerField(
                label=_("Dòng tiêu đề của bảng"),
                min_value=1,
                required=False,
                initial=(sheet.header_rows or (0, None))[1],
            )
            if sheet.group.source not in ("section", "column"):
                self.fields[f"group-{sheet.index}"] = forms.CharField(
                    label=_("Tổ của danh sách này"), max_length=80, required=False, initial=sheet.group.name
                )
            for column in sheet.columns:
                choices = [("", _("Chưa hiểu")), *MEANINGS]
                name = f"column-{sheet.index}-{column.index}"
                # Numbers of rows, of identity cards, remarks: understood, and left where they are.
                known = column.meaning if column.meaning in dict(MEANINGS) else column.meaning and meaning.IGNORED
                self.fields[name] = forms.ChoiceField(
                    label=column.heading or _("(không tiêu đề)"), choices=choices, required=False, initial=known
                )
        for field in self.fields.values():
            speak_plainly(field)

    def corrections(self) -> Corrections:
        """Only what was changed against the reading: a column left as understood is not a correction. Emptied: withdrawn."""
        columns: dict[tuple[int, int], str | None] = {}
        headers: dict[int, int | None] = {}
        groups: dict[int, str | None] = {}
        for name in self.changed_data:
            kind, *place = name.split("-")
            value = self.cleaned_data[name] or None
            if kind == "column":
                columns[int(place[0]), int(place[1])] = value
            elif kind == "header":
                headers[int(place[0])] = value
            else:
                groups[int(place[0])] = value
        return Corrections(columns, headers, groups)
