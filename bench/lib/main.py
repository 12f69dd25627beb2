"""The order of a run. See README.md for what is measured and how."""
import argparse
import os
import signal
import statistics
import subprocess
import sys
import time

import profiles
import servers
import table
import tools
from ingest import Ingest
from load import Load
from login import Login
from plain import Plain
from reload import Reload
from startup import Startup
from streams import Memory, Streams

MOST_SECONDS = 20 * 60  # then the run is given up, whatever hangs


def arguments():
    parser = argparse.ArgumentParser(prog="bench/run", description="Measures the gateway beside nginx and Portkey.")
    parser.add_argument("--short", action="store_true", help="under 3 minutes, ratios to nginx only")
    parser.add_argument("--profile", choices=("plain", "stream"),
                        help="no table: records a profile and shows its top")
    parser.add_argument("--reload", type=int, nargs="?", const=300, metavar="N",
                        help="only this: N (300) reloads under load, one a second; its table stands by itself")
    parser.add_argument("--ingest", action="store_true",
                        help="only this: requests from a queue, on both cores; its table stands by itself")
    parser.add_argument("--login", action="store_true",
                        help="only this: logins, and what a flood of them does to others; its table stands by itself")
    parser.add_argument("--rounds", type=int, help="rounds of each measurement (5; short: 3)")
    parser.add_argument("--seconds", type=int, default=3, help="of one CPU run (3)")
    parser.add_argument("--only", nargs="+", choices=("startup", "plain", "streams", "memory"),
                        default=["startup", "plain", "streams", "memory"], help="parts of a whole run; nothing is saved")
    return parser.parse_args()


class Run:

    def __init__(self, options):
        self.options = options
        self.rounds = options.rounds or (3 if options.short else 5)
        self.folder = servers.run_folder("run")
        self.started = []
        self.results = {}

    def open(self):
        build()
        self.java = servers.Java()
        self.load = Load(self.folder, self.java)
        self.plain_upstream, self.plain_port = self._keep(servers.plain_upstream(self.folder))
        self.stream_upstream, self.stream_port = self._keep(self.java.stream_upstream(self.folder))
        self.gateway = servers.Gateway(self.folder, self.plain_port, self.stream_port)

    def _keep(self, pair):
        self.started.append(pair[0])
        return pair

    def close(self):
        for server in self.started:
            if server.process.poll() is not None:
                tools.say(f"{server.name} ended by itself with {server.process.returncode}:\n{server.log_tail()}")
        if hasattr(self, "gateway"):
            self.gateway.stop()
        for server in reversed(self.started):
            server.stop(5)

    def measure(self):
        only, short = self.options.only, self.options.short
        self.results["machine"] = tools.machine(self.java.home)
        self.load.quiet.look()
        if "startup" in only and not short:
            self.results["startup"] = Startup(self.load, self.gateway, self.java).run(self.rounds)
        nginx, nginx_port = self._keep(servers.nginx_proxy(self.folder, self.plain_port, self.stream_port))
        self.gateway.start()
        if "plain" in only:
            self._plain(nginx, nginx_port)
        if "streams" in only:
            self._streams(nginx, nginx_port)
        self.gateway.stop()
        if "memory" in only and not short:
            self._memory()

    def reload(self, count):
        self.load.quiet.look()
        result = Reload(servers.run_folder("reload"), self.load, self.plain_port, self.stream_port).run(count)
        result.update(machine=tools.machine(self.java.home), others=self.load.quiet.shares)
        print(table.reload_markdown(result))
        if count >= 300:
            table.save_reload(result)

    def ingest(self):
        self.load.quiet.look()
        result = Ingest(servers.run_folder("ingest"), self.load, self.plain_port, self.stream_port).run(self.rounds)
        self.load.quiet.look()
        result.update(machine=tools.machine(self.java.home), others=self.load.quiet.shares)
        print(table.ingest_markdown(result))
        table.save_ingest(result)

    def login(self):
        self.load.quiet.look()
        result = Login(servers.run_folder("login"), self.load, self.plain_port, self.stream_port).run(self.rounds)
        self.load.quiet.look()
        result.update(machine=tools.machine(self.java.home), others=self.load.quiet.shares)
        print(table.login_markdown(result))
        table.save_login(result)

    def _plain(self, nginx, nginx_port):
        portkey, portkey_port = None, None
        if tools.has_portkey() and not self.options.short:
            portkey, portkey_port = self._keep(servers.portkey(self.folder))
        plain = Plain(self.load, self.gateway, nginx, nginx_port, self.plain_port, portkey, portkey_port)
        self.results["warm"] = plain.prepare(self.options.short)
        if not self.options.short:
            self.results["calibration"] = plain.calibrate()
        cpu = plain.cpu(self.rounds, self.options.seconds)
        self.results["cpu"] = cpu
        if not self.options.short:
            capacity = {name: statistics.median(run["per_second"] for run in runs) for name, runs in cpu.items()}
            self.results["latency"] = plain.latency(self.rounds, capacity["translate"], capacity.get("portkey"))
            plain.check_bodies()
        if portkey:
            portkey.stop(5)

    def _streams(self, nginx, nginx_port):
        streams = Streams(self.load, self.gateway, nginx, nginx_port, self.stream_port)
        self.results.setdefault("warm", {})["streams"] = streams.warm(self.options.short)
        self.results["relay"] = streams.relay(2 if self.options.short else self.rounds)
        if not self.options.short:
            self.results["first_event"] = streams.first_event(self.rounds)
            self.results["cancel"] = streams.cancel()

    def _memory(self):
        self.gateway.start(java_options=Memory.JAVA_OPTIONS)
        memory = Memory(self.load, self.gateway, os.path.join(self.folder, "stream-load.log"))
        self.load.warm(self.gateway.target("burst"), most=5)  # how fast it is does not matter here
        self.results["held"] = memory.held()
        self.results["slow"] = memory.slow()
        self.gateway.stop()


def build():
    """What is measured is what the source says now; the launcher itself builds only when it has to."""
    if subprocess.run([servers.launcher(), "--help"], stdout=subprocess.DEVNULL).returncode:
        tools.give_up("the gateway could not be built")


def main():
    options = arguments()
    tools.check()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    signal.signal(signal.SIGALRM, lambda *_: sys.exit(f"bench: given up after {MOST_SECONDS} s"))
    signal.alarm(MOST_SECONDS)
    began = time.monotonic()
    run = Run(options)
    try:
        run.open()
        if options.profile:
            profiles.record(run, options.profile)
            return
        if options.reload:
            run.reload(options.reload)
            return
        if options.ingest:
            run.ingest()
            return
        if options.login:
            run.login()
            return
        run.measure()
    finally:
        run.close()
    run.results["others"] = run.load.quiet.shares
    run.results["took_s"] = round(time.monotonic() - began)
    print(table.markdown(run.results))
    if options.short or len(options.only) == 4:
        table.save(run.results, options.short)
    tools.say(f"took {run.results['took_s']} s")


if __name__ == "__main__":
    main()
