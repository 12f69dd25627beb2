"""Load on a target: as much as it takes (wrk), or at a fixed rate (FixedRate)."""
import json
import os

import tools
from process import GATEWAY_CORE, LOAD_CORE, core_ticks, output
from quiet import Quiet
from servers import MARK

STEADY = 0.03  # share by which successive windows may differ
STEADY_WINDOWS = 3
MOST_WINDOWS = 20


class Load:

    def __init__(self, folder, java):
        self.folder, self.java = folder, java
        self.connections = 64
        self.quiet = Quiet()

    def _file(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", newline="") as out:
            out.write(text)
        return path

    def wrk(self, target, seconds, connections=None):
        """Closed loop. Status and size of every answer are checked; FixedRate looks into the bodies."""
        headers = {"content-type": "application/json", **target.headers}
        script = self._file(f"{target.name}.lua", 'wrk.method = "POST"\n'
                            + "".join(f'wrk.headers["{name}"] = "{value}"\n' for name, value in headers.items())
                            + f"wrk.body = [==[{target.body()}]==]\n"
                            + "done = function(summary, latency, requests)\n"
                            + "  local e = summary.errors\n"
                            + "  print(string.format('RESULT %d %d %d %d', summary.requests, summary.duration,"
                            + " summary.bytes, e.connect + e.read + e.write + e.status + e.timeout))\nend\n")
        busy = {core: core_ticks(core) for core in (GATEWAY_CORE, LOAD_CORE)}
        before = target.server.cpu_seconds() if target.server else 0
        said = output([tools.find("wrk"), "-t1", f"-c{connections or self.connections}", f"-d{seconds}s",
                       "--timeout", "10s", "-s", script, f"http://127.0.0.1:{target.port}{target.path}"])
        cpu = (target.server.cpu_seconds() if target.server else 0) - before
        count, micros, size, errors = (int(word) for word in said.split("RESULT ")[1].split())
        if errors or not count:
            raise RuntimeError(f"{target.name}: {errors} errors in {count} requests\n{said}")
        result = {"requests": count, "per_second": count / (micros / 1e6), "cpu_us": cpu * 1e6 / count,
                  "bytes_each": size / count}
        for core, (was_busy, was_all) in busy.items():
            now_busy, now_all = core_ticks(core)
            result[f"core{core}_busy"] = (now_busy - was_busy) / max(1, now_all - was_all)
        return result

    def warm(self, target, seconds=3, most=MOST_WINDOWS):
        """Runs windows until three in a row cost the same within 3 %."""
        windows = []
        while len(windows) < most:
            windows.append(self.wrk(target, seconds)["cpu_us"])
            last = windows[-STEADY_WINDOWS:]
            if len(last) == STEADY_WINDOWS and max(last) <= min(last) * (1 + STEADY):
                tools.say(f"{target.name} is steady after {len(windows)} windows of {seconds} s, "
                          f"{windows[0]:.0f} -> {windows[-1]:.1f} us a request")
                return {"steady": True, "windows_us": windows}
        tools.say(f"{target.name} is NOT steady after {len(windows)} windows: {[round(w, 1) for w in windows[-6:]]}")
        return {"steady": False, "windows_us": windows}

    def fixed(self, target, rate, seconds, connections=64, first=MARK, expect=MARK):
        """Open loop: latencies from when each request was due; every body is checked."""
        body = target.body()
        head = [f"POST {target.path} HTTP/1.1", f"Host: 127.0.0.1:{target.port}", "Content-Type: application/json",
                *(f"{name}: {value}" for name, value in target.headers.items()), f"Content-Length: {len(body)}"]
        self.check_alive(target)
        request = self._file(f"{target.name}.http", "\r\n".join(head) + "\r\n\r\n" + body)
        before = target.server.cpu_seconds() if target.server else 0
        program = self.java.program("FixedRate", port=target.port, request=request, rate=rate, seconds=seconds, warm=2,
                                    connections=connections, first=first, expect=expect)
        # It never sleeps, so it must stand behind the upstream, or that waits for the scheduler's next tick.
        said = output(program, seconds=seconds + 60, behind=True)
        cpu = (target.server.cpu_seconds() if target.server else 0) - before
        result = json.loads(said)
        result["cpu_us"] = cpu * 1e6 / result["sent"]
        return result

    @staticmethod
    def check_alive(target):
        if target.server and target.server.process.poll() is not None:
            raise RuntimeError(f"{target.name}: {target.server.name} ended with {target.server.process.returncode}:\n"
                               + target.server.log_tail())

    def body_file(self, target):
        return self._file(f"{target.name}.json", target.body())

    def stream_load(self, mode, target, **arguments):
        token = target.headers.get("authorization", "Bearer none").split()[1]
        return self.java.program("StreamLoad", mode=mode, port=target.port, path=target.path, token=token,
                                 body=self.body_file(target), **arguments)
