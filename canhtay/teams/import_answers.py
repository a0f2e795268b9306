"""What was answered before a list is taken in, said once more above the button that writes."""

from django.utils.translation import gettext as _

from canhtay.teams.import_forms import called
from canhtay.teams.models import RosterUpload
from canhtay.teams.roster.choosing import ADD, REPLACE, SKIP
from canhtay.teams.roster.outlook import TeamOutlook


def answers_of(upload: RosterUpload, outlooks: list[TeamOutlook]) -> list[str]:
    """In the order they were asked; what was never asked is not told."""
    return [*_origin(upload), *_teams(upload), *_leaders(upload, outlooks)]


def _origin(upload: RosterUpload) -> list[str]:
    if "origin" not in upload.choices:
        return []
    said = _("Danh sách của %(place)s cũ") if upload.origin else _("Danh sách của %(place)s hiện nay")
    return [said % {"place": upload.origin or upload.commune}]


def _teams(upload: RosterUpload) -> list[str]:
    said = upload.choices.get("teams", {})
    words = {
        ADD: _("Thêm người mới, giữ người đang có: %(groups)s"),
        REPLACE: _("Thay danh sách: %(groups)s"),
        SKIP: _("Bỏ qua, để nguyên như đang có: %(groups)s"),
    }
    groups = {kind: ", ".join(group for group, one in said.items() if one == kind) for kind in words}
    return [words[kind] % {"groups": groups[kind]} for kind in words if groups[kind]]


def _leaders(upload: RosterUpload, outlooks: list[TeamOutlook]) -> list[str]:
    asked = upload.choices.get("leaders", {})
    return [_leader(one) for one in outlooks if one.group in asked]


def _leader(team: TeamOutlook) -> str:
    chosen = next((one for one in team.leaders if one.key == team.leader), None)
    if chosen is None:
        return _("%(group)s: để cả hai tổ trưởng, xem lại sau") % {"group": team.group}
    return _("%(group)s: tổ trưởng là %(name)s") % {"group": team.group, "name": called(chosen)}
