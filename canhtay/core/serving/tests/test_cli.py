def test_alone_it_lists_its_commands(command):
    done = command()
    assert done.returncode == 0
    assert "canhtay COMMAND" in done.stdout
    assert "  serve " in done.stdout


def test_an_unknown_command_is_an_error(command):
    done = command("sevre")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Không có lệnh “sevre” · unknown command “sevre”" in done.stderr


def test_each_command_explains_itself(command):
    assert "--port" in command("serve", "--help").stdout
