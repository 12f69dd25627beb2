"""Where CPU time and allocation go under load, by JDK Flight Recorder."""
import collections
import os
import re
import subprocess

import tools
from process import output
from streams import RELAYED

SECONDS = 15
SHOWN = 25
OURS = "com.ainative."
PLUMBING = re.compile(r"(java|jdk|sun)\.|io\.netty\.util\.")
UNITS = {"bytes": 1, "kB": 1e3, "MB": 1e6, "GB": 1e9}
# A sample weighs what its thread has allocated since its last one. A thread that is seldom sampled brings all at once,
# to be blamed on one site: `jfr view allocation-by-site` shows such sites first. They are left out here.
HEAVIEST = 3e6


def record(run, kind):
    gateway, load = run.gateway, run.load
    gateway.start()
    target = gateway.target("plain-anthropic" if kind == "plain" else "paced-anthropic")
    load.warm(gateway.target("plain-anthropic" if kind == "plain" else "burst"))
    file = os.path.join(tools.TARGET, f"{kind}.jfr")
    pid = str(gateway.server.process.pid)
    subprocess.run([load.java.tool("jcmd"), pid, "JFR.start", "name=bench", "settings=profile"], check=True,
                   stdout=subprocess.DEVNULL)
    if kind == "plain":
        load.wrk(target, SECONDS)
    else:
        for _ in range(SECONDS // 5):
            output(load.stream_load("relay", target, streams=RELAYED, over=1000))
    subprocess.run([load.java.tool("jcmd"), pid, "JFR.stop", "name=bench", f"filename={file}"], check=True,
                   stdout=subprocess.DEVNULL)
    gateway.stop()
    jfr = load.java.tool("jfr")
    samples = [stack for stack, _ in _events(jfr, file, "jdk.ExecutionSample")]
    _show("CPU time: the method on top", collections.Counter(stack[0] for stack in samples))
    _show("CPU time: the gateway's own methods, with all they call",
          collections.Counter(frame for stack in samples for frame in set(stack) if frame.startswith(OURS)),
          len(samples))
    allocated = collections.Counter()
    for stack, text in _events(jfr, file, "jdk.ObjectAllocationSample"):
        size, unit = re.search(r"weight = ([\d.]+) (\w+)", text).groups()
        weight = float(size) * UNITS[unit]
        if weight < HEAVIEST:
            site = next((frame for frame in stack if not PLUMBING.match(frame)), stack[0])
            kind_of = re.search(r"objectClass = (\S+)", text).group(1)
            allocated[f"{kind_of} in {site}"] += weight
    _show("Allocation: what, and in which method outside the JDK", allocated)
    tools.say(f"the whole recording: {os.path.relpath(file)} (jfr view, or JDK Mission Control)")


def _events(jfr, file, name):
    """(stack from the top, text) of every event that has a stack."""
    said = subprocess.run([jfr, "print", "--events", name, "--stack-depth", "64", file], capture_output=True, text=True,
                          check=True).stdout
    for text in said.split(name + " {")[1:]:
        stack = re.findall(r"^\s+([\w.$/<>]+)\(.*line:", text.split("stackTrace = [")[-1], re.MULTILINE)
        if stack:
            yield stack, text


def _show(title, counts, whole=None):
    whole = whole or sum(counts.values())
    print(f"\n{title}")
    for what, count in counts.most_common(SHOWN):
        print(f"{100 * count / whole:6.1f} %  {what}")
