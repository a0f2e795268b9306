"""Runs web and jobs as children of one process, and stops them all together."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext as _

from canhtay.core.serving.children import Child, KeepsDying
from canhtay.core.serving.ports import answers, url_by_name
from canhtay.core.serving.stop_signals import StopSignals

# More than a worker's grace and than a web server's last requests.
KILL_AFTER_S = 25.0
LOOK_EVERY_S = 5.0
LOOK_WHILE_STARTING_S = 0.1


def run_children(env: Mapping[str, str], host: str, port: int, on_ready: Callable[[str], None]) -> int:
    """Until SIGTERM or SIGINT, or until a child keeps dying; `on_ready(url)` once the web server answers.

    Returns the exit code. `env` is the children's: CANHTAY_DATA, DATABASE_URL, CANHTAY_DEMO. Main thread only.
    """
    children = [
        Child("web", ["canhtay.core.serving.web", "--host", host, "--port", str(port)], env),
        Child("work", ["canhtay.cli", "work"], env),
    ]
    return supervise(children, lambda: answers(host, port), lambda: on_ready(url_by_name(host, port)))


def supervise(children: Sequence[Child], is_ready: Callable[[], bool], on_ready: Callable[[], None]) -> int:
    with StopSignals() as signals:
        try:
            for child in children:
                child.start()
            watch(children, signals, is_ready, on_ready)
        except KeepsDying as dying:
            sys.stderr.write(
                _("Phần “%(part)s” cứ chạy lại là hỏng, nên máy chủ dừng. Lý do nằm ở các dòng trên.") % {"part": dying}
            )
            sys.stderr.write("\n")
            return 1
        finally:
            stop(children, signals)
    return 0


def watch(
    children: Sequence[Child], signals: StopSignals, is_ready: Callable[[], bool], on_ready: Callable[[], None]
) -> None:
    ready = False
    while not signals.asked:
        for child in children:
            child.look_after()
        if not ready and is_ready():
            ready = True
            on_ready()
        signals.wait(until_next_look(children) if ready else LOOK_WHILE_STARTING_S)


def until_next_look(children: Sequence[Child]) -> float:
    """Seconds; a child's death is a signal and ends the wait by itself."""
    return min(LOOK_EVERY_S, *(child.start_again_at - time.monotonic() for child in children))


def stop(children: Sequence[Child], signals: StopSignals) -> None:
    """All at once; who is not done in time, or when it is asked a second time, is killed."""
    asked_before = signals.times_asked
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + KILL_AFTER_S
    while any(child.lives for child in children) and time.monotonic() < deadline:
        if signals.times_asked > max(asked_before, 1):
            break
        signals.wait(0.5)
    for child in children:
        child.kill()
