"""Runs tasks side by side as far as there are cores: a run on three or more ranks has the machine
to itself, smaller things share it."""

import dataclasses
import os
import threading
import traceback
from typing import Callable


@dataclasses.dataclass
class Task:
    """A named test. `action` returns (ok, detail, checks, seconds)."""

    name: str
    ranks: int
    action: Callable


def run_all(tasks, report):
    """Runs every task and files its result under its name."""
    capacity = max(1, os.cpu_count() or 1)
    free = capacity
    pending = sorted(tasks, key=lambda task: task.ranks)
    changed = threading.Condition()

    def weight(task):
        return capacity if task.ranks >= 3 else min(capacity, max(1, task.ranks))

    def work(task):
        nonlocal free
        try:
            ok, detail, checks, seconds = task.action()
        except Exception:  # a defect of the driver is a failed test, not a lost one
            ok, detail, checks, seconds = False, traceback.format_exc(), 0, 0.0
        report.add(task.name, ok, seconds, detail, checks)
        with changed:
            free += weight(task)
            changed.notify()

    threads = []
    while pending:
        with changed:
            changed.wait_for(lambda: any(weight(task) <= free for task in pending))
            index = next(i for i, task in enumerate(pending) if weight(task) <= free)
            task = pending.pop(index)
            free -= weight(task)
        thread = threading.Thread(target=work, args=(task,), daemon=True)
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
