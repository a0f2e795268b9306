"""The `canhtay` command: a thin front over Django's management commands, from any folder."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Shown in this order, when they exist.
COMMANDS = {
    "demo": "một phường mẫu để xem thử · a believable ward to look at",
    "begin": "bắt đầu ở máy chủ còn trống · begin on an empty installation",
    "open_account": "mở tài khoản cho cán bộ phường · open an officer's account",
    "renew": "cấp lại mật khẩu, lớp khóa thứ hai · renew a password or second factor",
    "serve": "chạy máy chủ [--host H] [--port P] · serve: web, jobs and schedule",
    "doctor": "kiểm tra, và nói phải làm gì · check, and say what to do",
    "backup": "sao lưu ra tệp · back up to a file",
    "restore": "khôi phục từ tệp · restore from a file",
    "import_roster": "nhập danh sách tổ · import a roster of teams",
    "import_households": "nhập danh sách hộ · import a list of households",
    "make_world": "sinh một thành phố giả để thử tải · fill with a synthetic city",
    "solve_plan": "lập kế hoạch: problem.json → plan.json · the planner alone",
    "jobs": "xem việc nền · show background jobs",
    "work": "chạy thêm một máy làm việc nền · one more worker for jobs",
    "migrate": "nâng cấp cơ sở dữ liệu · migrate the database",
}


def main() -> None:
    if str(ROOT) not in sys.path:
        sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    name = sys.argv[1] if len(sys.argv) > 1 else "--help"
    if name in {"--help", "-h", "help"}:
        print(overview())
    else:
        run(name)


def overview() -> str:
    lines = [f"  {name:18} {what}" for name, what in COMMANDS.items() if name == "migrate" or exists(name)]
    return "\n".join(
        [
            "Cánh Tay · canhtay LỆNH [tuỳ chọn] · canhtay COMMAND [options]",
            "",
            *lines,
            "",
            "canhtay LỆNH --help: cách dùng từng lệnh · how to use a command",
        ]
    )


def exists(name: str) -> bool:
    """Looked for as a file: the overview needs no settings and no database."""
    return any((ROOT / "canhtay").glob(f"*/management/commands/{name}.py"))


def keep_apart() -> None:
    """A demo has its own folder and its own embedded database, whatever the environment names; nothing else is opened."""
    data = Path(os.environ.get("CANHTAY_DATA") or ROOT / "var").resolve()
    os.environ.update(CANHTAY_DATA=str(data / "demo"), CANHTAY_DEMO="1")
    for name in ("DATABASE_URL", "CANHTAY_KEYS", "CANHTAY_HOSTS", "CANHTAY_HTTPS", "CANHTAY_BEHIND_PROXY"):
        os.environ.pop(name, None)


def run(name: str) -> None:
    if name == "demo":
        keep_apart()
    import django  # noqa: PLC0415 after the settings are named, and not for the overview
    from django.core.management import execute_from_command_line, get_commands  # noqa: PLC0415 the same

    django.setup()
    if name not in get_commands():
        sys.stderr.write(f"Không có lệnh “{name}” · unknown command “{name}”\n\n{overview()}\n")
        sys.exit(2)
    execute_from_command_line(["canhtay", *sys.argv[1:]])


if __name__ == "__main__":
    main()
