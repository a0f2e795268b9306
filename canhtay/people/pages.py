"""Signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView

from canhtay.people.forms import SignInForm


class SignIn(LoginView):
    template_name = "web/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True


class SignOut(LogoutView):
    next_page = "sign-in"
