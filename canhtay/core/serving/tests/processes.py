"""What /proc says."""

from pathlib import Path


def descendants(pid: int) -> set[int]:
    parent_of, found, new = parents(), set(), {pid}
    while new:
        new = {child for child, parent in parent_of.items() if parent in new}
        found |= new
    return found


def children_running(pid: int, words: str) -> set[int]:
    return {child for child in children(pid) if words in command_line(child)}


def children(pid: int) -> set[int]:
    return {child for child, parent in parents().items() if parent == pid}


def alive(pids: set[int]) -> set[int]:
    return {pid for pid in pids if state(pid) not in {"", "Z"}}


def command_line(pid: int) -> str:
    return read(Path(f"/proc/{pid}/cmdline")).replace("\0", " ")


def state(pid: int) -> str:
    return next(iter(read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()), "")


def parents() -> dict[int, int]:
    return {int(stat.parent.name): parent_in(stat) for stat in Path("/proc").glob("[0-9]*/stat")}


def parent_in(stat: Path) -> int:
    fields = read(stat).rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def read(path: Path) -> str:
    """Empty when the process is gone."""
    try:
        return path.read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
