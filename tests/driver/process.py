"""Runs commands with a time limit, and leaves nothing of them behind."""

import dataclasses
import os
import signal
import subprocess
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))

# A slow or busy machine sets this above 1.
TIME_SCALE = float(os.environ.get("DISTARRAY_TEST_TIME_SCALE", "1"))


@dataclasses.dataclass
class Outcome:
    """What a command did. `status` is None where the time limit ended it."""

    command: list
    status: int | None
    output: str
    seconds: float
    limit: float

    @property
    def ok(self):
        return self.status == 0

    def explain(self):
        """The command, why it counts as failed, and the end of what it said."""
        why = f"no end within {self.limit:g} s" if self.status is None else f"exit status {self.status}"
        tail = "\n".join(self.output.splitlines()[-60:])
        return f"{why}: {' '.join(self.command)}\n{tail}"


def _processes_of_session(session):
    """Every process of a session: launchers give their children groups of their own, but a child
    stays in the session unless it asks otherwise."""
    found = []
    for entry in os.listdir("/proc"):
        if not entry.isdigit():
            continue
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as stat:
                fields = stat.read().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[3]) == session and fields[0] != "Z":
            found.append(int(entry))
    return found


def _signal_all(pids, number):
    for pid in pids:
        try:
            os.kill(pid, number)
        except OSError:
            pass


def _end_session(session):
    """Asks first, so that mpiexec can take its ranks along; then insists."""
    _signal_all([session], signal.SIGTERM)
    deadline = time.monotonic() + 3
    while _processes_of_session(session) and time.monotonic() < deadline:
        time.sleep(0.1)
    _signal_all(_processes_of_session(session), signal.SIGKILL)


def run(command, limit, cwd=ROOT, env=None, live=False):
    """Runs `command` in a session of its own. Output and errors come back as one text; with `live`
    they go to the terminal instead."""
    environment = dict(os.environ)
    environment.update(env or {})
    command = [str(part) for part in command]
    limit *= TIME_SCALE
    begin = time.monotonic()
    pipe = None if live else subprocess.PIPE
    try:
        child = subprocess.Popen(command, cwd=cwd, env=environment, start_new_session=True,
                                 stdin=subprocess.DEVNULL, stdout=pipe,
                                 stderr=None if live else subprocess.STDOUT)
    except OSError as error:
        return Outcome(command, 127, str(error), 0.0, limit)
    status = None
    try:
        output, _ = child.communicate(timeout=limit)
        status = child.returncode
    except subprocess.TimeoutExpired:
        _end_session(child.pid)
        output, _ = child.communicate()
    except BaseException:
        _end_session(child.pid)
        raise
    else:
        # A rank that outlives mpiexec would disturb whatever runs next.
        _signal_all(_processes_of_session(child.pid), signal.SIGKILL)
    text = (output or b"").decode("utf-8", errors="replace")
    return Outcome(command, status, text, time.monotonic() - begin, limit)
