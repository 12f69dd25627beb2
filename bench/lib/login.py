"""Logins: how long one takes, and what a flood of them does to the requests beside it on the same core."""
import http.client
import json
import os
import random
import statistics
import threading
import time

import tools
from process import LOAD_CORE
from servers import Gateway

PASSWORD = "a password of the benchmark"
ACCOUNTS = 20
LOGINS_A_SECOND = 5
LOGIN_SECONDS = 20
FLOODING = 16  # connections that send wrong passwords as fast as they are answered
SHARE = 0.5  # of saturation in plain requests
SECONDS = 10


class Login:

    def __init__(self, folder, load, plain_port, stream_port):
        self.load = load
        # Whoever floods does so from many addresses, or the throttle would end it; here a header says which.
        self.gateway = Gateway(folder, plain_port, stream_port, extra="auth: {register: {tier: bench}}\n",
                               listen='proxies: ["127.0.0.0/8"]')

    def run(self, rounds):
        self.gateway.start()
        target = self.gateway.target("plain-anthropic", "login")
        warm = self.load.warm(target)
        rate = round(self.load.wrk(target, 3)["per_second"] * SHARE)
        people = [f"person{number}@example.com" for number in range(ACCOUNTS)]
        for person in people:
            self._expect(202, "register", person, PASSWORD)
        for person in people:
            self._expect(200, "login", person, PASSWORD)
        alone = self._paced(people)
        runs = {"without": [], "with": []}
        for number in range(rounds):
            runs["without"].append(self.load.fixed(target, rate, SECONDS))
            runs["with"].append(self._flooded(target, rate))
            tools.say(f"round {number + 1} at {rate}/s: p99 {runs['without'][-1]['p99_us'] / 1000:.2f} ms without, "
                      f"{runs['with'][-1]['p99_us'] / 1000:.2f} ms with {runs['with'][-1]['logins']:.0f} failed logins a second")
        self.gateway.stop()
        return {"warm": warm, "rate": rate, "alone_ms": alone, "runs": runs}

    def _paced(self, people):
        """Milliseconds of each, by a timetable, on an otherwise idle core."""
        took = []
        began = time.monotonic()
        for number in range(LOGINS_A_SECOND * LOGIN_SECONDS):
            due = began + number / LOGINS_A_SECOND
            time.sleep(max(0, due - time.monotonic()))
            self._expect(200, "login", people[number % ACCOUNTS], PASSWORD)
            took.append((time.monotonic() - due) * 1000)
        tools.say(f"{LOGINS_A_SECOND} logins a second: p50 {statistics.median(took):.1f}, p99 {p99(took):.1f} ms")
        return took

    def _flooded(self, target, rate):
        stop, counts = threading.Event(), []
        threads = [threading.Thread(target=self._flood, args=(stop, counts)) for _ in range(FLOODING)]
        for thread in threads:
            thread.start()
        time.sleep(2)
        began, before = time.monotonic(), len(counts)
        try:
            result = self.load.fixed(target, rate, SECONDS)
        finally:
            result_seconds, told = time.monotonic() - began, len(counts) - before
            stop.set()
            for thread in threads:
                thread.join()
        wrong = [status for status in counts if status not in (401, 503)]
        if wrong or not told:
            raise RuntimeError(f"failed logins were answered with {sorted(set(wrong))}, {told} of them in time")
        result["logins"] = told / result_seconds
        return result

    def _flood(self, stop, counts):
        os.sched_setaffinity(0, {LOAD_CORE})
        while not stop.is_set():
            somebody = f"nobody{random.getrandbits(40)}@example.com"
            counts.append(self._ask("login", somebody, "wrong " + PASSWORD)[0])

    def _expect(self, status, path, email, password):
        found, body = self._ask(path, email, password)
        if found != status:
            raise RuntimeError(f"{path} was answered {found}: {body[:300]}")

    def _ask(self, path, email, password):
        connection = http.client.HTTPConnection("127.0.0.1", self.gateway.port, timeout=60)
        try:
            address = ".".join(str(random.randrange(1, 255)) for _ in range(4))
            connection.request("POST", f"/v1/auth/{path}", json.dumps({"email": email, "password": password}),
                               {"content-type": "application/json", "x-forwarded-for": "198." + address[address.index(".") + 1:]})
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def p99(values):
    return sorted(values)[min(len(values) - 1, int(len(values) * 0.99))]
