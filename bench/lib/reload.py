"""Routes and configuration that change under load: what it costs, what it breaks, and what it leaves behind."""
import http.client
import json
import os
import re
import shutil
import statistics
import subprocess
import threading
import time

import tools
from process import Talking
from servers import Gateway, launcher

ROUTES = 50
TIMED = 20
SETTLING = 30
STREAMS_A_SECOND = 5  # each 4 s long
SHARE = 0.45  # of saturation in plain requests; the streams make it half
QUIET_SECONDS = 60
SETTLED_SECONDS = 20
BEGIN_SECONDS = 8  # until the stream program has warmed; it goes before the plain one on their core


class Reload:

    def __init__(self, folder, load, plain_port, stream_port):
        self.load = load
        self.routes = os.path.join(folder, "routes")
        shutil.copytree(os.path.join(tools.HOME, "routes"), self.routes)
        self.gateway = Gateway(folder, plain_port, stream_port, self.routes)
        self.log = os.path.join(folder, "reload-streams.log")
        self.set = 0
        self._write()
        self.failed = []

    def run(self, reloads):
        self.gateway.start()
        self.operator = subprocess.run(
            [launcher(), "token", "--config", self.gateway.config, "--data", self.gateway.data, "--role", "operator",
             "--for", "24h"], capture_output=True, text=True, check=True).stdout.strip()
        self.target = self.gateway.target("plain-anthropic", "reloaded")
        warm = self.load.warm(self.target)
        capacity = self.load.wrk(self.target, 3)["per_second"]
        rate = round(capacity * SHARE)
        result = {"warm": warm, "rate": rate, "capacity": capacity, "idle": self._timed()}
        result["without"] = self._loaded(rate, QUIET_SECONDS, 0)
        for _ in range(SETTLING):
            self._reload()
        before = self._held()
        result["with"] = self._loaded(rate, reloads + 5, reloads)
        after = self._held()
        result.update(before=before, after=after, failed=self.failed, reloads=reloads)
        self.gateway.stop()
        if self.failed:
            raise RuntimeError(f"{len(self.failed)} reloads failed, the first: {self.failed[0]}")
        tools.say(f"held before {before}, after {after}")
        return result

    # ---- one reload

    def _write(self):
        """50 routes of an operator's own, one of which says which set it is from, and so does another file."""
        self.set += 1
        there = sum(text.count("- route:") + text.count("- routeTemplate:") for text in map(_read, sorted(
            os.path.join(self.routes, name) for name in os.listdir(self.routes)
            if name.endswith(".yaml") and name != "fifty.camel.yaml")))
        made = [_route("mark", "platform-http:/v1/mark", f"gen-{self.set}")]
        made += [_route(f"extra-{i}", f"platform-http:/v1/extra-{i}", f"gen-{self.set}")
                 for i in range(ROUTES - there - 1)]
        with open(os.path.join(self.routes, "fifty.camel.yaml"), "w") as out:
            out.write("".join(made))

    def _reload(self):
        """Milliseconds from the operator's request to an answer by the new routes, and what the gateway says of it."""
        self._write()
        began = time.monotonic()
        status, body = self._ask("POST", self.gateway.admin_port, "/admin/reload", self.operator)
        _, mark = self._ask("GET", self.gateway.port, "/v1/mark", None)
        took = (time.monotonic() - began) * 1000
        if status != 200 or mark != f"gen-{self.set}":
            self.failed.append(f"{status} {body[:500]}; the route then said {mark[:100]}")
        return took

    @staticmethod
    def _ask(method, port, path, token):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request(method, path, headers={"authorization": f"Bearer {token}"} if token else {})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def _timed(self):
        for _ in range(5):
            self._reload()
        self.load.quiet.look()
        times = [self._reload() for _ in range(TIMED)]
        tools.say(f"{ROUTES} routes: a reload takes {statistics.median(times):.0f} ms, at most {max(times):.0f} ms")
        return times

    # ---- under load

    def _loaded(self, rate, seconds, reloads):
        """Every plain answer must be good and every stream whole, or the load program fails and so does the run."""
        streams = Talking(self.load.stream_load("relay", self.gateway.target("paced-anthropic"),
                                                streams=STREAMS_A_SECOND * (seconds + BEGIN_SECONDS),
                                                over=(seconds + BEGIN_SECONDS) * 1000), self.log)
        time.sleep(BEGIN_SECONDS)
        times = []
        changing = threading.Thread(target=self._change, args=(reloads, times))
        changing.start()
        try:
            plain = self.load.fixed(self.target, rate, seconds)
        finally:
            changing.join()
        said = json.loads(streams.process.stdout.readline() or "{}")
        streams.finish()
        if said.get("broken", 1):
            raise RuntimeError(f"not every stream was whole: {said}; see {self.log}")
        tools.say(f"{len(times)} reloads in {seconds} s at {rate}/s: p50 {plain['p50_us'] / 1000:.2f}, p99 "
                  f"{plain['p99_us'] / 1000:.2f}, most {plain['max_us'] / 1000:.1f} ms; {said['streams']} streams whole")
        return {"plain": plain, "streams": said, "reload_ms": times}

    def _change(self, reloads, times):
        """One a second by a timetable; one that takes longer is followed by the next at once."""
        began = time.monotonic()
        for number in range(reloads):
            time.sleep(max(0, began + 1 + number - time.monotonic()))
            times.append(self._reload())

    # ---- what is left behind

    def _held(self):
        """After a full collection, when what was open is closed."""
        time.sleep(SETTLED_SECONDS)
        pid = self.gateway.server.process.pid
        histogram = self._jcmd("GC.class_histogram")
        loaded, unloaded = (int(number) for number in re.search(
            r"^\s*(\d+)\s+\S+\s+(\d+)", self._jstat(), re.MULTILINE).groups())
        return {"heap": int(re.search(r"Total\s+\d+\s+(\d+)", histogram).group(1)), "classes": loaded - unloaded,
                "contexts": _instances(histogram, "org.apache.camel.impl.DefaultCamelContext"),
                "threads": len(os.listdir(f"/proc/{pid}/task")), "files": len(os.listdir(f"/proc/{pid}/fd")),
                "rss": self.gateway.server.rss_bytes()}

    def _jcmd(self, *words):
        return subprocess.run([self.load.java.tool("jcmd"), str(self.gateway.server.process.pid), *words],
                              capture_output=True, text=True, check=True, timeout=60).stdout

    def _jstat(self):
        return subprocess.run([self.load.java.tool("jstat"), "-class", str(self.gateway.server.process.pid)],
                              capture_output=True, text=True, check=True, timeout=60).stdout


def _read(path):
    with open(path) as file:
        return file.read()


def _route(name, uri, says):
    return (f"- route:\n    id: {name}\n    from:\n      uri: {uri}\n      parameters: {{ httpMethodRestrict: GET }}\n"
            f"      steps:\n        - setVariable: {{ name: said, constant: \"{says}\" }}\n"
            f"        - setBody: {{ simple: \"${{variable.said}}\" }}\n")


def _instances(histogram, name):
    found = re.search(rf"^\s*\d+:\s+(\d+)\s+\d+\s+{re.escape(name)}(\s|$)", histogram, re.MULTILINE)
    return int(found.group(1)) if found else 0
