"""The pages that belong to no domain: the look, the switches, the pulse."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from canhtay.core import clock
from canhtay.web.forms import DateField
from canhtay.web.icons import ICONS
from canhtay.web.sample_list import SAMPLE, SAMPLE_ROWS

TYPE_SIZE_COOKIE = "type_size"
TYPE_SIZES = {"normal": _("Chữ thường"), "large": _("Chữ lớn"), "largest": _("Chữ lớn nhất")}
YEAR = 365 * 24 * 3600


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("language", "")
    response = back(request)
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        remember(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@require_POST
def type_size(request: HttpRequest) -> HttpResponse:
    chosen = request.POST.get("size", "")
    response = back(request)
    if chosen in TYPE_SIZES:
        remember(response, TYPE_SIZE_COOKIE, chosen)
    return response


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """For a load balancer: whether this process answers and its database with it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"ok": False}, status=503)
    return JsonResponse({"ok": True})


def back(request: HttpRequest) -> HttpResponseRedirect:
    asked = request.POST.get("next") or request.headers.get("Referer", "")
    return HttpResponseRedirect(safe_address(request, asked) or "/")


def safe_address(request: HttpRequest, address: str) -> str:
    """The address when it is one of ours, else nothing."""
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""


def remember(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)


class SampleForm(forms.Form):
    name = forms.CharField(label=_("Tên việc"), help_text=_("Như cách bà con vẫn gọi."))
    when = DateField(label=_("Ngày"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), widget=forms.TextInput(attrs={"type": "tel"}), required=False)
    part = forms.ChoiceField(
        label=_("Phần việc"), choices=[("", _("Chọn một phần")), ("a", _("Chuẩn bị")), ("b", _("Làm")), ("c", _("Dọn"))]
    )
    who = forms.ChoiceField(
        label=_("Ai làm?"),
        widget=forms.RadioSelect,
        choices=[("me", _("Tôi")), ("both", _("Hai người cùng làm")), ("other", _("Nhờ người khác"))],
    )
    times = forms.MultipleChoiceField(
        label=_("Lúc nào được?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        choices=[("am", _("Sáng")), ("pm", _("Chiều")), ("eve", _("Tối"))],
    )
    file = forms.FileField(label=_("Tệp kèm theo"), required=False, help_text=_("Excel, Word hay ảnh, tới 10 MB."))
    note = forms.CharField(label=_("Ghi thêm"), widget=forms.Textarea(attrs={"rows": 3}), required=False)
    remind = forms.BooleanField(label=_("Nhắc tôi trước một ngày"), required=False)


THEMES = {"": _("Theo máy"), "light": pgettext_lazy("nền", "Sáng"), "dark": pgettext_lazy("nền", "Tối")}
SAMPLE_WEEKS = ["kept"] * 3 + ["rest", "kept", "kept", "missed"] + ["kept"] * 5


@require_safe
def look(request: HttpRequest) -> HttpResponse:
    """Every component with sample text, in the theme and type size asked for."""
    listed = SAMPLE.of(request, SAMPLE_ROWS)
    if listed.wants_file:
        return listed.as_file(title=str(_("Danh sách mẫu")))
    theme, size = request.GET.get("theme", ""), request.GET.get("type", "")
    messages.success(request, _("Đã ghi việc thứ nhất."), extra_tags="undo:/look/")
    messages.warning(request, _("Một dòng chưa đọc được, còn lại đã vào."))
    context = {
        "theme": theme if theme in THEMES else "",
        "themes": THEMES,
        "form": SampleForm(initial={"who": "both"}),
        "wrong_form": SampleForm({"phone": "123", "who": "x"}, prefix="wrong"),
        "list": listed,
        "now": clock.now(),
        "icons": sorted(ICONS),
        "weeks_sample": SAMPLE_WEEKS,
        "columns": [
            {"title": _("Việc"), "key": "name"},
            {"title": _("Người làm"), "key": "people"},
            {"title": _("Đã xong"), "key": "done"},
            {"title": _("12 tuần")},
            {"title": _("Thế nào")},
        ],
        "sort": request.GET.get("sort", "name"),
        "crumbs": [{"title": _("Trang đầu"), "url": "/"}, {"title": _("Các việc"), "url": "/look/"}],
        "steps": [
            {"title": _("Chọn tệp"), "state": "past"},
            {"title": _("Xem lại"), "state": "current"},
            {"title": _("Ghi vào"), "state": "next"},
        ],
    }
    if size in TYPE_SIZES:
        context["type_size"] = size
    return render(request, "web/look.html", context)
