"""What a process costs, read from /proc: CPU time and memory of it and everything it started."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path

TICK = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Processes:
    """A process and all below it."""

    root: int

    def cpu_seconds(self) -> float:
        """CPU time spent so far, those that have ended included."""
        total = 0
        for pid in self._all():
            fields = _stat(pid)
            if fields is not None:
                # 14 and 15 are its own time, 16 and 17 that of the children it has waited for.
                total += sum(int(fields[place]) for place in (11, 12, 13, 14))
        return total / TICK

    def memory_bytes(self) -> int:
        """Memory that is its own alone (private) of all of them together."""
        return sum(_private(pid) for pid in self._all())

    def _all(self) -> list[int]:
        children: dict[int, list[int]] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdecimal() and (fields := _stat(int(entry.name))) is not None:
                children.setdefault(int(fields[1]), []).append(int(entry.name))
        found, waiting = list[int](), [self.root]
        while waiting:
            pid = waiting.pop()
            found.append(pid)
            waiting += children.get(pid, [])
        return found


def _stat(pid: int) -> list[str] | None:
    """The fields behind the name, which may itself hold spaces."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def resident_bytes(pid: int) -> int:
    """Memory of one process that lies in RAM, shared parts included."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE


def _private(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError, PermissionError):
        return 0
    return 1024 * sum(
        int(line.split()[1]) for line in lines if line.startswith(("Private_Clean", "Private_Dirty"))
    )


def described() -> dict[str, object]:
    """This machine in a few words."""
    cpu = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "cpu": cpu[0].partition(":")[2].strip() if cpu else platform.machine(),
        "cores": os.cpu_count(),
        "system": platform.platform(),
        "python": platform.python_version(),
    }
