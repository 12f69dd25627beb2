"""Streamed answers: first event, CPU an event, memory of an open and of a slow stream, and clients that leave."""
import json
import re
import subprocess
import time

import tools
from load import MOST_WINDOWS
from process import Talking, output
from servers import BIG_BYTES, PACED, Target

RELAYED = 200  # streams at once
HELD = 2_000
SLOW = 40
TRIALS = 1_000
SETTLED_BYTES = 200_000


class Streams:

    def __init__(self, load, gateway, nginx, nginx_port, stream_port):
        self.load, self.gateway, self.stream_port = load, gateway, stream_port
        self.nginx = Target("nginx-paced", nginx_port, f"/{PACED}/v1/chat/completions", "bench", nginx, stream=True)
        self.direct = Target("direct-burst", stream_port, "/burst-3/v1/chat/completions", "bench", stream=True)

    def warm(self, short):
        return self.load.warm(self.gateway.target("burst"), most=5 if short else MOST_WINDOWS)

    def first_event(self, rounds):
        runs = {"direct": [], "gateway": []}
        for _ in range(rounds):
            self.load.quiet.look()
            for name, target in (("direct", self.direct), ("gateway", self.gateway.target("burst"))):
                runs[name].append(self.load.fixed(target, 200, 5, first='"content":"w0 ', expect="data: [DONE]"))
        tools.say("first event: " + ", ".join(f"{name} p50 {run[-1]['first_p50_us'] / 1000:.2f} ms"
                                              for name, run in runs.items()))
        return runs

    def _relay(self, target):
        before = target.server.cpu_seconds()
        said = json.loads(output(self.load.stream_load("relay", target, streams=RELAYED, over=1000)))
        if said["broken"] or said["pieces"] != RELAYED * int(PACED.split("-")[1]):
            raise RuntimeError(f"{target.name}: not every piece came: {said}")
        return {**said, "cpu_us": (target.server.cpu_seconds() - before) * 1e6 / said["pieces"]}

    def relay(self, rounds):
        targets = {"nginx": self.nginx, "translate": self.gateway.target("paced-anthropic"),
                   "pass": self.gateway.target("paced-openai")}
        for name in ("translate", "pass"):
            self._relay(targets[name])  # warms
        runs = {name: [] for name in targets}
        for number in range(rounds):
            self.load.quiet.look()
            for name, target in targets.items():
                runs[name].append(self._relay(target))
            tools.say(f"CPU an event, round {number + 1} of {rounds}: "
                      + ", ".join(f"{name} {run[-1]['cpu_us']:.1f} us" for name, run in runs.items()))
        return runs

    def cancel(self):
        load = self.load.stream_load("cancel", self.gateway.target("hold"), streams=TRIALS, together=10,
                                     upstream=self.stream_port)
        said = json.loads(output(load, seconds=180))
        tools.say(f"cancel: {said}")
        return said


class Memory:
    """
    Needs a gateway whose heap has a fixed size and was touched at the start: then what its resident memory grows by is
    outside the heap, and what is inside is counted after a full collection. Their sum is what a stream costs.
    """
    JAVA_OPTIONS = "-Xms512m -Xmx512m -XX:+AlwaysPreTouch"

    def __init__(self, load, gateway, log):
        self.load, self.gateway, self.log = load, gateway, log

    def _jcmd(self, *words):
        done = subprocess.run([self.load.java.tool("jcmd"), str(self.gateway.server.process.pid), *words],
                              capture_output=True, text=True, check=True, timeout=60)
        return done.stdout

    def _live_heap(self):
        """The histogram collects first, so it counts what is reachable alone."""
        return int(re.search(r"Total\s+\d+\s+(\d+)", self._jcmd("GC.class_histogram")).group(1))

    def _settled(self):
        """What was before is gone: closed streams are let go of a little after their client has ended."""
        last = self._now()
        for _ in range(20):
            time.sleep(1)
            now = self._now()
            if abs(now["heap"] - last["heap"]) < SETTLED_BYTES:
                return now
            last = now
        raise RuntimeError("the gateway's heap does not settle")

    def _now(self):
        heap = self._live_heap()
        return {"heap": heap, "rss": self.gateway.server.rss_bytes()}

    def _cost(self, mode, target, count, hold_seconds, **arguments):
        before = self._settled()
        client = Talking(self.load.stream_load(mode, target, streams=count, **arguments), self.log)
        client.expect("OPEN")
        time.sleep(hold_seconds)
        during = self._now()
        client.go_on()
        said = client.process.stdout.readline() if mode == "slow" else ""
        client.finish()
        heap, rss = ((during[key] - before[key]) / count for key in ("heap", "rss"))
        return {"streams": count, "heap_each": heap, "rss_each": rss, "before": before, "during": during,
                "said": said.strip()}

    def held(self):
        target = self.gateway.target("hold")
        self._cost("hold", target, 50, 1, over=500)  # touches the code and the pools once
        result = self._cost("hold", target, HELD, 3, over=4000)
        _say("an open stream", result)
        return result

    def slow(self):
        target = self.gateway.target("big")
        result = self._cost("slow", target, SLOW, 5, over=1000)
        said = json.loads(result["said"])
        if said["broken"] or said["pieces"] * 1000 < SLOW * BIG_BYTES:
            raise RuntimeError(f"slow readers did not get everything: {said}")
        _say("a slow reader", result)
        return result


def _say(what, cost):
    tools.say(f"{what}: heap {cost['heap_each'] / 1024:.1f} KiB, outside {cost['rss_each'] / 1024:.1f} KiB")
