from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from canhtay.core.sheets import limits
from canhtay.places.models import Place, Succession
from canhtay.teams.import_forms import not_then, since_help
from canhtay.teams.roster import columns as meaning
from canhtay.teams.roster.shapes import RosterReading
from canhtay.teams.roster.uploads import Corrections
from canhtay.web.forms import DateField, Form, speak_plainly

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
    (meaning.LEADER_MARK, _("Dấu x: tổ trưởng")),
    (meaning.DEPUTY_MARK, _("Dấu x: tổ phó")),
    (meaning.MEMBER_MARK, _("Dấu x: thành viên")),
    (meaning.OFFICE, _("Chức vụ, đơn vị")),
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
    """What is asked beside the file follows from the communes: which of several, and whether the list is of a former one."""

    lists = ManyFilesField(
        label=_("Tệp danh sách"),
        help_text=_(
            "Excel, LibreOffice, CSV hoặc ZIP; chọn được nhiều tệp một lúc. Để nguyên như đang có, không cần sửa trước."
        ),
    )
    commune = forms.ChoiceField(label=_("Danh sách của phường, xã nào"))
    origin = forms.ChoiceField(
        label=_("Danh sách lập từ trước 1/7/2025, của phường, xã cũ"),
        required=False,
        help_text=_("Chọn thì các tổ được ghi vào phường, xã cũ ấy từ ngày ra quyết định, để lịch sử còn đúng."),
    )
    since = DateField(label=_("Các tổ ấy có từ ngày"), required=False)

    def __init__(self, *args: Any, communes: list[Place], **options: Any) -> None:
        super().__init__(*args, **options)
        self.communes = {str(commune.pk): commune for commune in communes}
        self.origins = former_communes(communes)
        self._ask_commune()
        self._ask_origin()

    def clean_lists(self) -> list[UploadedFile]:
        files: list[UploadedFile] = self.cleaned_data["lists"]
        if sum(file.size or 0 for file in files) > MOST_TOGETHER:
            raise forms.ValidationError(_("Các tệp cộng lại quá 20 MB. Xin gửi làm nhiều lần."))
        return files

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        said["commune"] = self._commune(said)
        said["origin"] = self._origin(said)
        self._check_since(said)
        return said

    def _ask_commune(self) -> None:
        if len(self.communes) < 2:
            del self.fields["commune"]
            return
        field = cast(forms.ChoiceField, self.fields["commune"])
        field.choices = [("", _("Chọn phường, xã")), *((key, str(place)) for key, place in self.communes.items())]

    def _ask_origin(self) -> None:
        if not self.origins:
            del self.fields["origin"], self.fields["since"]
            return
        former = [(key, self._said_of(former)) for key, former in self.origins.items()]
        field = cast(forms.ChoiceField, self.fields["origin"])
        field.choices = [("", _("Không: danh sách của phường, xã hiện nay")), *former]
        self.fields["since"].help_text = since_help()

    def _said_of(self, former: "Former") -> str:
        if len(self.communes) < 2:
            return str(former.place)
        into = ", ".join(str(place) for place in self.communes.values() if place.pk in former.into)
        return _("%(origin)s (vào %(communes)s)") % {"origin": former.place, "communes": into}

    def _commune(self, said: dict[str, Any]) -> Place | None:
        only = next(iter(self.communes.values())) if len(self.communes) == 1 else None
        return only or self.communes.get(said.get("commune", ""))

    def _origin(self, said: dict[str, Any]) -> Place | None:
        former, commune = self.origins.get(said.get("origin", "")), said["commune"]
        if former and commune and commune.pk not in former.into:
            told = {"origin": former.place, "commune": commune}
            self.add_error("origin", _("%(origin)s không nhập vào %(commune)s. Xin chọn lại.") % told)
        return former.place if former else None

    def _check_since(self, said: dict[str, Any]) -> None:
        origin, since = said["origin"], said.get("since")
        if origin and since and (sentence := not_then(origin, since)):
            self.add_error("since", sentence)


@dataclass(frozen=True)
class Former:
    """A commune that ended, and which of today's it went into."""

    place: Place
    into: set[int]


def former_communes(communes: list[Place]) -> dict[str, Former]:
    """By key, in alphabetical order."""
    rows = Succession.objects.filter(new__in=communes, old__kind=Place.Kind.COMMUNE).select_related("old")
    found: dict[str, Former] = {}
    for row in rows.order_by("old__sort_key", "old"):
        found.setdefault(str(row.old_id), Former(row.old, set())).into.add(row.new_id)
    return found


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
