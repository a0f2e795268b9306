"""`canhtay serve` as real processes."""

import os
import signal
import socket
import threading
import time
import urllib.request

import pytest

from canhtay.core.jobs.tests.waiting import wait_until
from canhtay.core.serving.children import Child
from canhtay.core.serving.ports import LOOPBACK, answers, free_port, is_free, url_by_name
from canhtay.core.serving.supervisor import supervise
from canhtay.core.serving.tests.processes import alive, children, children_running, descendants


@pytest.fixture
def taken_port():
    with socket.create_server((LOOPBACK, free_port(28000))) as listening:
        yield listening.getsockname()[1]


def test_it_says_where_it_is_when_it_answers(server):
    assert urllib.request.urlopen(f"{server.url}/health").read() == b"ok"
    wait_until(lambda: f"Mở {url_by_name(LOOPBACK, server.port)}\n" in server.said())


def test_a_taken_port_is_an_error_before_anything(command, folder, taken_port):
    (folder / "canhtay.sqlite3").unlink()
    done = command("serve", "--port", str(taken_port))
    assert done.returncode == 1
    assert f"Cổng {taken_port} trên 127.0.0.1 đang có chương trình khác dùng" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (folder / "canhtay.sqlite3").exists()


def test_an_address_of_another_machine_is_an_error(command):
    done = command("serve", "--host", "192.0.2.1", "--port", "28999")
    assert (done.returncode, done.stdout) == (1, "")
    assert "192.0.2.1" in done.stderr


def test_a_free_port_is_found_past_the_taken_ones(taken_port):
    assert free_port(taken_port) > taken_port
    assert is_free(LOOPBACK, taken_port) is False


def test_a_second_server_on_the_same_data_is_refused(server, command):
    done = command("serve", "--port", str(free_port(server.port + 1)))
    assert done.returncode == 1
    assert "đang chạy trên dữ liệu" in done.stderr


@pytest.mark.parametrize("ask", [signal.SIGTERM, signal.SIGINT])
def test_asked_to_stop_it_stops_them_all_and_lets_go_of_the_port(server, ask):
    family = descendants(server.process.pid)
    assert len(family) == 3, "Granian, its worker, the jobs"
    began = time.monotonic()
    server.process.send_signal(ask)

    assert server.process.wait(timeout=10) == 0
    assert time.monotonic() - began < 5
    assert alive(family) == set()
    assert is_free(LOOPBACK, server.port)


def test_a_request_being_answered_at_the_stop_gets_its_answer(server):
    said = []
    asking = threading.Thread(target=lambda: said.append(urllib.request.urlopen(f"{server.url}/slow").read()))
    asking.start()
    time.sleep(0.4)  # not a synchronisation: anywhere within the slow page's second will do
    assert server.stop() == 0
    asking.join()
    assert said == [b"done"]


def test_killed_it_leaves_nobody_behind_and_starts_again_at_once(server):
    family = descendants(server.process.pid)
    os.kill(server.process.pid, signal.SIGKILL)
    wait_until(lambda: alive(family) == set(), within_s=5)
    server.process.wait()
    server.start()
    assert answers(LOOPBACK, server.port)


def test_children_that_die_are_started_again(server):
    supervisor = server.process.pid
    [jobs] = children_running(supervisor, "canhtay.cli work")
    [web] = children_running(supervisor, "serving.web")
    os.kill(jobs, signal.SIGKILL)
    os.kill(web, signal.SIGKILL)

    wait_until(lambda: children_running(supervisor, "canhtay.cli work") - {jobs})
    wait_until(lambda: children_running(supervisor, "serving.web") - {web})
    wait_until(lambda: answers(LOOPBACK, server.port))
    assert server.stop() == 0


def test_a_web_worker_that_dies_is_replaced(server):
    [web] = children_running(server.process.pid, "serving.web")
    [worker] = children(web)
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: alive({web}) == set())
    wait_until(lambda: answers(LOOPBACK, server.port))


def test_a_child_that_keeps_dying_ends_the_server_with_a_sentence(capfd):
    well = Child("well", ["http.server", "0", "--bind", LOOPBACK], os.environ)
    broken = Child("broken", ["canhtay.no_such_module"], os.environ, first_delay_s=0.01, most_deaths=3)
    assert supervise([well, broken], lambda: False, lambda: None) == 1
    assert broken.deaths == 3
    assert not well.lives
    assert "“broken”" in capfd.readouterr().err
