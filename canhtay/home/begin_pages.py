"""The one page of an empty installation. Once somebody has a sign-in it leads there."""

from typing import Any, cast

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from canhtay.core.vietnamese import tidy_name
from canhtay.home.begin import begin, has_begun, opens, provinces
from canhtay.people.person_forms import USERNAME, USERNAME_HINT
from canhtay.places.models import Place
from canhtay.web import notices
from canhtay.web.forms import Form
from canhtay.web.problem_pages import done

NEW_PASSWORD = {"autocomplete": "new-password"}


class TokenForm(Form):
    token = forms.CharField(
        label=lazy("Mã bắt đầu"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    def clean_token(self) -> str:
        token: str = self.cleaned_data["token"].rpartition("token=")[2].strip()
        if not opens(token):
            raise forms.ValidationError(_("Mã này không đúng hoặc đã quá 24 giờ. Chạy lại máy chủ để có mã mới."))
        return token


class BeginForm(Form):
    token = forms.CharField(widget=forms.HiddenInput)
    province = forms.ModelChoiceField(
        label=lazy("Tỉnh, thành phố"), queryset=Place.objects.none(), empty_label=lazy("Chọn tỉnh, thành phố")
    )
    name = forms.CharField(
        label=lazy("Họ và tên người phụ trách"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    username = forms.CharField(
        label=lazy("Tên đăng nhập"),
        max_length=60,
        min_length=3,
        help_text=USERNAME_HINT,
        validators=[USERNAME],
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=lazy("Mật khẩu"),
        help_text=lazy("Từ 10 chữ trở lên. Ba bốn từ không liên quan nhau vừa dễ nhớ vừa khó đoán."),
        strip=False,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )
    again = forms.CharField(label=lazy("Gõ lại mật khẩu"), strip=False, widget=forms.PasswordInput(attrs=NEW_PASSWORD))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        cast(forms.ModelChoiceField, self.fields["province"]).queryset = provinces()

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        try:
            validate_password(password)
        except ValidationError as fault:
            short = any(one.code == "password_too_short" for one in fault.error_list)
            raise forms.ValidationError(
                _("Mật khẩu này ngắn quá. Xin dùng từ 10 chữ trở lên.")
                if short
                else _("Nhiều người dùng mật khẩu này nên dễ bị đoán ra. Xin chọn câu khác.")
            ) from fault
        return password

    def clean_again(self) -> str:
        again: str = self.cleaned_data["again"]
        if again != self.cleaned_data.get("password", again):
            raise forms.ValidationError(_("Hai lần gõ chưa giống nhau."))
        return again


@sensitive_post_parameters()
@never_cache
def begin_page(request: HttpRequest) -> HttpResponse:
    """Whoever has the token from the terminal says which city this is and who looks after it."""
    if has_begun():
        return done(request, _("Máy chủ này đã bắt đầu rồi."), reverse("sign-in"), _("Đăng nhập"))
    token = request.POST.get("token") or request.GET.get("token", "")
    if not opens(token):
        form: Form = TokenForm({"token": token} if token else None)
        return render(request, "home/begin_token.html", {"form": form})
    form = BeginForm(request.POST if "name" in request.POST else None, initial={"token": token})
    if form.is_valid():
        said = form.cleaned_data
        begun = begin(said["province"], name=said["name"], username=said["username"], password=said["password"])
        notices.say(request, _("Xong phần đầu. Xin đăng nhập bằng “%(name)s”.") % {"name": begun.account.username})
        return redirect("sign-in")
    return render(request, "home/begin.html", {"form": form})
