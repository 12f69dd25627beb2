"""What must be there before anything is measured. Nothing is installed here; what is missing is named."""
import datetime
import os
import platform
import re
import shutil
import subprocess
import sys

LIB = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.dirname(LIB)
HOME = os.path.dirname(BENCH)
TARGET = os.path.join(BENCH, "target")
PORTKEY = os.path.join(TARGET, "portkey")
PORTKEY_VERSION = "1.15.2"
PORTKEY_START = os.path.join(PORTKEY, "node_modules", "@portkey-ai", "gateway", "build", "start-server.js")


def give_up(message):
    print(f"bench: {message}", file=sys.stderr)
    sys.exit(2)


def say(message):
    print(f"bench: {message}", file=sys.stderr, flush=True)


def check():
    if not sys.platform.startswith("linux"):
        give_up("CPU time is read from /proc: this needs Linux.")
    if len(os.sched_getaffinity(0)) < 2:
        give_up("two cores are needed: one for the gateway, one for load and upstream.")
    missing = [package for command, package in (("wrk", "wrk"), ("nginx", "nginx"), ("git", "git"))
               if not find(command)]
    if missing:
        give_up(f"missing: {', '.join(missing)}. Install: apt-get install {' '.join(missing)}")
    if not has_portkey():
        say("Portkey's column is left out. To have it (needs Node.js): "
            f"npm install --prefix {os.path.relpath(PORTKEY)} @portkey-ai/gateway@{PORTKEY_VERSION}")


def find(command):
    return shutil.which(command) or shutil.which(command, path="/usr/sbin:/usr/local/sbin:/sbin")


def has_portkey():
    return bool(find("node")) and os.path.exists(PORTKEY_START)


def _first(argv, pattern):
    done = subprocess.run(argv, capture_output=True, text=True)
    found = re.search(pattern, done.stdout + done.stderr)
    return found.group(1) if found else "unknown"


def _git(*words):
    return subprocess.run(["git", "-C", HOME, *words], capture_output=True, text=True).stdout.strip()


def portkey_version():
    with open(os.path.join(os.path.dirname(PORTKEY_START), "..", "package.json")) as package:
        return re.search(r'"version": "([^"]+)"', package.read()).group(1)


def _jdk(jdk):
    with open(os.path.join(jdk, "release")) as release:
        text = release.read()
    version = re.search(r'JAVA_RUNTIME_VERSION="([^"]+)"', text) or re.search(r'JAVA_VERSION="([^"]+)"', text)
    maker = re.search(r'IMPLEMENTOR="([^"]+)"', text)
    return f"{version.group(1)} ({maker.group(1)})" if maker else version.group(1)


def machine(jdk):
    """Where and what was measured: no figure means anything without it."""
    with open("/proc/cpuinfo") as cpuinfo:
        model = re.search(r"model name\s*:\s*(.+)", cpuinfo.read())
    changed = _git("status", "--porcelain", "--", "src/main", "pom.xml", "routes", "ainative")
    versions = {"wrk": _first([find("wrk"), "--version"], r"wrk (\S+)"),
                "nginx": _first([find("nginx"), "-v"], r"nginx/(\S+)")}
    if has_portkey():
        versions["portkey"] = portkey_version()
        versions["node"] = _first([find("node"), "--version"], r"v(\S+)")
    return {"date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
            "commit": _git("rev-parse", "--short=12", "HEAD") + (" and changes" if changed else ""),
            "cpu": model.group(1) if model else platform.machine(), "cores": os.cpu_count(),
            "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "kernel": platform.release(), "jdk": _jdk(jdk), "versions": versions}
