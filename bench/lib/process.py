"""Processes pinned to a core, what they cost, and their certain end."""
import ctypes
import os
import re
import signal
import socket
import subprocess
import time

TICKS = os.sysconf("SC_CLK_TCK")
GATEWAY_CORE = 0
LOAD_CORE = 1
_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _child(core, behind=False):
    """
    Runs in the child: it dies with this program, whatever ends it, and stays on its core (None: any). What stands
    behind gives way to everything else on that core at once.
    """
    def prepare():
        _libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        if core is not None:
            os.sched_setaffinity(0, {core})
        if behind:
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
    return prepare


def core_ticks(core):
    """(busy, all) of one core since boot."""
    with open("/proc/stat") as stat:
        for line in stat:
            if line.startswith(f"cpu{core} "):
                fields = [int(value) for value in line.split()[1:9]]
                return sum(fields) - fields[3] - fields[4], sum(fields)
    raise RuntimeError(f"no core {core}")


class Pinned:
    """A server under test or beside it: its log is a file, its cost that of its whole tree."""

    def __init__(self, name, argv, core, log, env=None):
        self.name = name
        self.log = log
        self.began = time.monotonic()
        with open(log, "ab") as out:
            self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=out, stderr=out,
                                            env={**os.environ, **(env or {})}, preexec_fn=_child(core))

    def tree(self):
        pids, found = [self.process.pid], []
        while pids:
            pid = pids.pop()
            found.append(pid)
            try:
                for task in os.listdir(f"/proc/{pid}/task"):
                    with open(f"/proc/{pid}/task/{task}/children") as children:
                        pids += [int(child) for child in children.read().split()]
            except FileNotFoundError:
                pass
        return found

    def cpu_seconds(self):
        """User and system time of the tree."""
        ticks = 0
        for pid in self.tree():
            try:
                with open(f"/proc/{pid}/stat") as stat:
                    fields = stat.read().rsplit(")", 1)[1].split()
                ticks += int(fields[11]) + int(fields[12])
            except FileNotFoundError:
                pass
        return ticks / TICKS

    def rss_bytes(self):
        total = 0
        for pid in self.tree():
            try:
                with open(f"/proc/{pid}/status") as status:
                    total += int(re.search(r"VmRSS:\s+(\d+) kB", status.read()).group(1)) * 1024
            except (FileNotFoundError, AttributeError):
                pass
        return total

    def await_port(self, port, seconds=30):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}:\n{self.log_tail()}")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return self
            except OSError:
                time.sleep(0.05)
        raise RuntimeError(f"{self.name} does not listen on {port} after {seconds} s:\n{self.log_tail()}")

    def log_tail(self):
        with open(self.log, errors="replace") as log:
            return "".join(log.readlines()[-15:])

    def stop(self, seconds=40):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def output(argv, core=LOAD_CORE, seconds=120, behind=False):
    """Runs a load program to its end and returns what it printed."""
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=seconds,
                          preexec_fn=_child(core, behind))
    if done.returncode:
        raise RuntimeError(f"{argv[0]} failed with {done.returncode}:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    return done.stdout


class Talking:
    """A load program that says when it has come to a point, and goes on when told to."""

    def __init__(self, argv, log, core=LOAD_CORE):
        with open(log, "ab") as errors:
            self.process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                                            text=True, preexec_fn=_child(core))

    def expect(self, word):
        line = self.process.stdout.readline().strip()
        if not line.startswith(word):
            self.process.kill()
            raise RuntimeError(f"expected {word!r} of a load program, got {line!r}")
        return line[len(word):].strip()

    def go_on(self):
        self.process.stdin.write("\n")
        self.process.stdin.flush()

    def finish(self, seconds=60):
        if self.process.wait(seconds):
            raise RuntimeError(f"a load program failed with {self.process.returncode}")
