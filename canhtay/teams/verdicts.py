"""A standing in words: "thiếu 2 người" in a list; on the team's page whole sentences, each with its line of the rule."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from canhtay.policy.composition import Finding, Rule
from canhtay.policy.tables import composition_rules
from canhtay.teams.models import Standing, Team
from canhtay.teams.offices import Body, Office
from canhtay.teams.standing import findings_of

OFFICES = {
    Office.PARTY_SECRETARY: lazy("bí thư chi bộ"),
    Office.GROUP_HEAD: lazy("tổ trưởng dân phố, trưởng thôn"),
    Office.FRONT_HEAD: lazy("trưởng ban công tác Mặt trận"),
    Office.YOUTH_SECRETARY: lazy("bí thư chi đoàn"),
}
Figures = dict[str, Any]


@dataclass(frozen=True)
class Told:
    """One finding: the sentence, whether it breaks the rule, what the rule's line says."""

    sentence: str
    breaks: bool
    line: str


@dataclass(frozen=True)
class TeamVerdict:
    """For web pages and papers; `state` is a tag's colour."""

    fits: bool
    short: str
    told: list[Told]
    rule: Rule | None

    @property
    def state(self) -> str:
        return "done" if self.fits else "wait"


def verdict_of(team: Team) -> TeamVerdict | None:
    """None where a team has no standing: a Project 06 group, a team that ended, one that was not judged yet.

    For a list: `select_related("standing")`.
    """
    standing = getattr(team, "standing", None)
    return verdict_told(standing) if standing else None


def verdict_told(standing: Standing) -> TeamVerdict:
    rule, findings = composition_rules().get(standing.rule), findings_of(standing)
    lines = rule.lines if rule else {}
    told = [Told(sentence_of(one), one.breaks, lines.get(one.line, "")) for one in findings]
    return TeamVerdict(standing.fits, short_of(standing.fits, findings), told, rule)


def short_of(fits: bool, findings: Iterable[Finding]) -> str:
    """The gravest thing in three or four words, and how many more there are."""
    grave = [one for one in findings if one.breaks]
    if fits or not grave:
        return _("đủ theo quy định")
    first, more = _short(grave[0]), len(grave) - 1
    if not more:
        return first
    return ngettext("%(first)s và %(n)s điều nữa", "%(first)s và %(n)s điều nữa", more) % {"first": first, "n": more}


def sentence_of(finding: Finding) -> str:
    return SENTENCES[finding.code](finding.figures)


def size_of(rule_or_figures: Rule | Figures) -> str:
    """What a rule says of the number of people: "8–10", "ít nhất 7", "nhiều nhất 5"; empty where it names none."""
    figures = rule_or_figures if isinstance(rule_or_figures, dict) else vars(rule_or_figures)
    least, most = figures.get("least"), figures.get("most")
    if least and most:
        return str(least) if least == most else f"{least}–{most}"
    if least:
        return _("ít nhất %(n)s") % {"n": least}
    return _("nhiều nhất %(n)s") % {"n": most} if most else ""


def _short(finding: Finding) -> str:
    n = finding.figures.get("n", 0)
    said = {
        "too_few": ngettext("thiếu %(n)s người", "thiếu %(n)s người", n),
        "too_many": ngettext("thừa %(n)s người", "thừa %(n)s người", n),
        "no_leader": _("chưa có tổ trưởng"),
        "two_leaders": ngettext("ghi %(n)s tổ trưởng", "ghi %(n)s tổ trưởng", n),
        "leader_not": _("tổ trưởng chưa đúng chức vụ"),
        "no_deputy": _("chưa có tổ phó"),
        "deputy_not": _("tổ phó chưa đúng chức vụ"),
        "body_missing": _("thiếu thành phần"),
    }
    return said[finding.code] % {"n": n}


def _counted(one: str, many: str) -> Callable[[Figures], str]:
    def sentence(figures: Figures) -> str:
        return ngettext(one, many, figures["n"]) % {"n": figures["n"], "size": size_of(figures)}

    return sentence


def _said(words: Any) -> Callable[[Figures], str]:
    return lambda figures: str(words) % {"offices": _any_of(OFFICES[Office(one)] for one in figures.get("offices", []))}


def _body_missing(figures: Figures) -> str:
    bodies, unknown = _any_of(Body(one).label for one in figures["bodies"]), figures["unknown"]
    sentence = _("Chưa thấy ai của: %(bodies)s.") % {"bodies": bodies}
    if not unknown:
        return sentence
    still = ngettext("Còn %(n)s người chưa ghi chức vụ.", "Còn %(n)s người chưa ghi chức vụ.", unknown) % {"n": unknown}
    return f"{sentence} {still}"


def _any_of(words: Iterable[Any]) -> str:
    return _(" hoặc ").join(str(word) for word in words)


SENTENCES: dict[str, Callable[[Figures], str]] = {
    "too_few": _counted("Thiếu %(n)s người so với %(size)s.", "Thiếu %(n)s người so với %(size)s."),
    "too_many": _counted("Thừa %(n)s người so với %(size)s.", "Thừa %(n)s người so với %(size)s."),
    "no_leader": _said(lazy("Chưa có tổ trưởng.")),
    "two_leaders": _counted(
        "Đang ghi %(n)s tổ trưởng; chỉ một người đứng đầu.", "Đang ghi %(n)s tổ trưởng; chỉ một người đứng đầu."
    ),
    "leader_not": _said(lazy("Tổ trưởng theo quy định là %(offices)s; hiện không phải.")),
    "leader_office_unknown": _said(lazy("Chưa ghi chức vụ của tổ trưởng. Theo quy định là %(offices)s.")),
    "no_deputy": _said(lazy("Chưa có tổ phó.")),
    "deputy_not": _said(lazy("Tổ phó theo quy định là %(offices)s; hiện không phải.")),
    "deputy_office_unknown": _said(lazy("Chưa ghi chức vụ của tổ phó. Theo quy định là %(offices)s.")),
    "body_missing": _body_missing,
}
