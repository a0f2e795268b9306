"""Nightly work about people and their accounts."""

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task


@task()
def forget_ended_sessions() -> None:
    """What sessions held (a slip not fetched, an answer to a form) goes when they end, and with them where one was signed in."""
    Session.objects.filter(expire_date__lte=timezone.now()).delete()
    UserSession.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
