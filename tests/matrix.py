"""Who may open and post what, as one table: every address × method × whose object → who is let in, and with what answer.

Everybody who is not named by the line's word is answered 404; who has not signed in (and a phone, which is no browser) is sent
to the sign-in, 302. A word says for each side who it names, so that a line stands for the own, the neighbour's and the stranger's
object.
"""

from dataclasses import dataclass

# Dũng directs from the city, Ngân trains for the department. In Hưng Đạo: Mai is the officer, Bình reads for the party, Kiên
# inspects, Yến reads the log; Hòa leads Trà Khê 3, Thu is deputy, Minh a member, Na a youth volunteer. Next door Quang is
# the officer of Dương Kinh and Sơn leads a team there. Tuấn was of the district until 30/6/2025, Oanh an officer of Hưng Đạo
# until yesterday; Vinh never had a post. The phone is Hòa's: a device that says its secret.
SIGNED_IN = tuple("Dũng Ngân Mai Bình Kiên Yến Hòa Thu Minh Na Quang Sơn Tuấn Oanh Vinh".split())  # noqa: SIM905 - a list to read
WITHOUT = ("nobody", "phone")
WHO = (*SIGNED_IN, *WITHOUT)
SIDES = ("ours", "theirs", "far")

CITY, TRAINER, AIDES = {"Dũng"}, {"Ngân"}, {"Bình", "Kiên", "Yến"}
TEAM, NEXT_DOOR = {"Hòa", "Thu", "Minh", "Na"}, {"Quang", "Sơn"}
ALL = set(SIGNED_IN)
OFFICE = CITY | TRAINER | AIDES | {"Mai", "Quang"}

# For each word: who it names where the object is ours (in Hưng Đạo), theirs (in Dương Kinh), far (in Hà Nội: nobody), none ("-").
WORDS: dict[str, dict[str, set[str]]] = {
    "all": dict.fromkeys((*SIDES, "-"), ALL),
    "sees": {
        "ours": CITY | TRAINER | {"Mai"} | AIDES | TEAM,
        "theirs": CITY | TRAINER | NEXT_DOOR,
        "-": CITY | TRAINER | {"Mai"} | AIDES | TEAM | NEXT_DOOR,
    },
    "doors": {"ours": {"Mai"} | TEAM, "theirs": NEXT_DOOR, "-": {"Mai"} | TEAM | NEXT_DOOR},
    "leads": {"ours": {"Mai", "Hòa", "Thu"}, "theirs": NEXT_DOOR, "-": {"Mai", "Hòa", "Thu"} | NEXT_DOOR},
    "runs": {"ours": {"Mai"}, "theirs": {"Quang"}, "-": {"Mai", "Quang"}},
    "reforms": {"ours": {"Dũng", "Mai"}, "theirs": {"Dũng", "Quang"}, "-": {"Dũng", "Mai", "Quang"}},
    "audits": {"ours": {"Dũng", "Mai", "Yến"}, "theirs": {"Dũng", "Quang"}, "-": {"Dũng", "Mai", "Yến", "Quang"}},
    "grants": {"ours": {"Dũng", "Mai"}, "theirs": {"Dũng", "Quang"}, "-": {"Dũng", "Mai", "Quang"}},
    "reads": {"ours": CITY | TRAINER | {"Mai"} | AIDES, "theirs": CITY | TRAINER | {"Quang"}},
    "goers": {"-": TEAM | {"Sơn"}},  # whose first page is the team's
    "office": {"-": OFFICE},  # who has a second factor, and confirms it before changing it
    "members": {"-": ALL - OFFICE},
    "nobody": {},
}

TABLE = """
home             GET   -    all     200  else: goers 302
teams            GET   -    all     200
team             GET   each sees    200
new-member       GET   each runs    200
new-member       POST  each runs    200
change-membership GET  each runs    200
change-membership GET  mix  nobody  404
change-membership POST each runs    200
leaving          GET   each runs    200
leaving          GET   mix  nobody  404
leaving          POST  each runs    200
coming-back      POST  each runs    302
invitation       POST  each leads   200
invitation       POST  mix  nobody  404
digits           POST  each leads   200
digits           POST  mix  nobody  404
revoking         GET   each leads   200
revoking         POST  each leads   302
revoking         GET   mix  nobody  404
revoking         POST  mix  nobody  404
roster           GET   -    all     200
phones           GET   -    leads   200
rename-phone     GET   each leads   200
rename-phone     POST  each leads   200
me               GET   -    all     302
person           GET   each sees    200
correct-person   GET   each runs    200
correct-person   POST  each runs    200
form-of-address  GET   each leads   200
form-of-address  POST  each leads   200
skills           GET   each leads   200
skills           POST  each leads   200
hours            GET   each leads   200
hours            POST  each leads   200
composition      GET   each reads   200
composition      POST  each runs    302
committees       GET   -    all     200
committee        GET   each sees    200
new-committee    GET   each runs    200
new-committee    POST  each runs    200
new-seat         GET   each runs    200
new-seat         POST  each runs    200
end-seat         GET   each runs    200
end-seat         GET   mix  nobody  404
end-seat         POST  each runs    200
end-committee    GET   each runs    200
end-committee    POST  each runs    200
decisions        GET   -    all     200
new-decision     GET   -    runs    200
new-decision     POST  -    runs    200
new-decision-teams GET each runs    200
new-decision-teams POST each runs   200
decision         GET   each runs    200
decision-teams   GET   each runs    200
decision-teams   POST  each runs    200
decision-joining GET   each runs    200
decision-joining POST  each runs    200
decision-wording GET   each runs    200
decision-wording POST  each runs    200
issue-decision   GET   each runs    200
issue-decision   POST  each runs    200
discard-decision GET   each runs    200
discard-decision POST  each runs    302
issued-decision  GET   each sees    200
issued-docx      GET   each sees    200
withdraw-decision GET  each runs    200
withdraw-decision POST each runs    302
decision-scan    GET   each nobody  404
attach-scan      GET   each runs    200
attach-scan      POST  each runs    200
decision-docx    GET   each runs    200
decision-pdf     GET   each runs    200
slot             GET   each leads   200
slot             POST  each leads   302
imports          GET   -    runs    200
imports          POST  -    runs    302
import           GET   each runs    200
import           POST  each runs    302
take-in          POST  each runs    302
drop-import      GET   each runs    200
drop-import      POST  each runs    302
undo-import      POST  each runs    302
group            GET   each doors   200
new-alley        GET   each doors   200
new-alley        POST  each doors   302
alley            GET   each doors   200
new-door         GET   each doors   200
new-door         POST  each doors   302
door             GET   each doors   200
new-resident     GET   each doors   200
new-resident     POST  each doors   302
forgetting       GET   each doors   200
forgetting       POST  each doors   302
new-visit        GET   each doors   200
new-visit        POST  each doors   302
grants           GET   -    audits  200
new-grant        GET   -    grants  200
new-grant        POST  -    grants  200
end-grant        GET   each grants  200
end-grant        POST  each grants  200
prolong-grant    GET   each grants  200
prolong-grant    POST  each grants  200
account          GET   each grants  200
slip             GET   each grants  200
open-account     GET   each grants  200
open-account     POST  each grants  200
renew-password   GET   each grants  200
renew-password   POST  each grants  200
renew-factor     GET   each grants  200
renew-factor     POST  each grants  200
unlock-account   GET   each grants  200
unlock-account   POST  each grants  200
close-account    GET   each grants  200
close-account    POST  each grants  200
reopen-account   GET   each grants  200
reopen-account   POST  each grants  200
end-their-sessions POST each grants 302
end-their-session POST each nobody  404
commune          GET   each reads   200
units            GET   -    all     200
unit             GET   each all     200
group-unit       GET   each sees    200
sides            GET   -    reforms 200
sides            POST  -    reforms 200
reforms          GET   -    reforms 200
new-group        GET   -    reforms 200
new-group        POST  -    reforms 200
drop-group       POST  each reforms 302
new-reform       GET   -    reforms 200
reform-form      GET   each reforms 200
reform-form      POST  each reforms 200
split-group-form GET   each runs    200
split-group-form POST  each runs    200
undo-reform      GET   each reforms 200
undo-reform      POST  each reforms 302
audit            GET   -    audits  200
handover         GET   -    reforms 200
security         GET   -    all     200
begin-second-factor GET -   all     200
new-password     GET   -    nobody  404
new-password     POST  -    nobody  404
end-session      POST  -    nobody  404
end-other-sessions POST -   all     302
confirm-password GET   -    office  302  else: members 403
confirm-code     GET   -    office  200  else: members 403
confirm-passkey  GET   -    office  302  else: members 403
app-code         GET   -    office  302  else: members 200
remove-app-code  GET   -    office  302
recovery-codes   GET   -    nobody  404
new-recovery-codes GET -    office  302  else: members 200
new-passkey      GET   -    office  302  else: members 200
rename-passkey   GET   -    office  302
remove-passkey   GET   -    office  302
sign-out         POST  -    all     302
"""
# Open to everybody, signed in or not; each with its method and the answer.
OPEN = """
begin            GET   410
city-sign-in     GET   404
city-back        GET   404
look             GET   200
language         POST  302
type-size        POST  302
health           GET   200
phone            GET   200
phone-worker     GET   200
phone-manifest   GET   200
phone-messages   GET   200
enrol            POST  422
demo             GET   404
demo-office      GET   404
demo-phone       GET   404
demo-week        POST  404
"""
# To do with signing in: for nobody, for somebody who is signed in.
DOOR = """
sign-in          GET   200  302
sign-in          POST  200  302
second-factor    GET   302  302
passkey-sign-in  GET   302  302
"""
# To a phone that says its secret.
PHONES = """
feed             POST  200  401
commands         POST  200  401
"""
# The same address asked for with another kind of object.
OTHER_OBJECTS = {
    "group-unit": "unit",
    "issued-decision": "decision",
    "issued-docx": "decision-docx",
    "split-group-form": "reform-form",
}
# A second name of the same page, by which django-allauth's own steps ask for it.
ALIASES = {
    "account_login", "mfa_authenticate", "openid_connect_login", "openid_connect_callback", "mfa_index", "account_reauthenticate",
    "mfa_reauthenticate", "mfa_reauthenticate_webauthn", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes",
}  # fmt: skip
ONLY_READ = {
    "home", "teams", "team", "roster", "phones", "me", "person", "commune", "committees", "committee", "decisions", "group",
    "alley", "door", "audit", "look", "health", "phone", "phone-worker", "phone-manifest", "phone-messages", "demo",
}  # fmt: skip
ONLY_POSTED = {
    "invitation", "digits", "coming-back", "take-in", "undo-import", "sign-out", "language", "type-size", "enrol", "feed",
    "commands", "demo-week", "end-session", "end-other-sessions", "end-their-sessions", "end-their-session",
    "drop-group",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    url: str
    method: str
    side: str
    expected: dict[str, int]

    def __str__(self) -> str:
        return f"{self.method} {self.url} {self.side}"


def lines() -> list[Line]:
    found = []
    for row in rows_of(TABLE):
        url, method, sides, word, status, *rest = row
        for side in {"each": SIDES, "mix": ("mixed",), "-": ("-",)}[sides]:
            found.append(Line(url, method, side, _expected(side, word, int(status), rest)))
    found += [Line(url, method, "-", dict.fromkeys(WHO, int(status))) for url, method, status in rows_of(OPEN)]
    for url, method, nobody, signed_in in rows_of(DOOR):
        expected = dict.fromkeys(SIGNED_IN, int(signed_in)) | dict.fromkeys(WITHOUT, int(nobody))
        found.append(Line(url, method, "-", expected))
    for url, method, status, other in rows_of(PHONES):
        found.append(Line(url, method, "-", {**dict.fromkeys(WHO, int(other)), "phone": int(status)}))
    return found


def rows_of(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().splitlines()]


def _expected(side: str, word: str, status: int, rest: list[str]) -> dict[str, int]:
    named = WORDS[word].get(side, set())
    answers = {who: status if who in named else 404 for who in SIGNED_IN} | dict.fromkeys(WITHOUT, 302)
    if rest:  # "else: word status"
        answers |= dict.fromkeys(WORDS[rest[1]][side], int(rest[2]))
    return answers
