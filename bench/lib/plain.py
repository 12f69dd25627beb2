"""Whole answers: CPU a request, throughput, and latencies at half of what the gateway can take."""
import tools
from load import MOST_WINDOWS
from servers import MARK, Target

LATENCY_SECONDS = 5


class Plain:

    def __init__(self, load, gateway, nginx, nginx_port, plain_port, portkey=None, portkey_port=None):
        self.load = load
        self.translate = gateway.target("plain-anthropic", "translate")
        self.passing = gateway.target("plain-openai", "pass")
        self.nginx = Target("nginx", nginx_port, "/v1/chat/completions", "bench", nginx)
        self.direct = Target("direct", plain_port, "/v1/chat/completions", "bench")
        self.portkey = portkey and Target("portkey", portkey_port, "/v1/chat/completions", "bench", portkey, {
            "authorization": "Bearer bench", "x-portkey-provider": "openai",
            "x-portkey-custom-host": f"http://127.0.0.1:{plain_port}/v1"})

    def all(self):
        return [target for target in (self.nginx, self.translate, self.passing, self.portkey) if target]

    def check_bodies(self):
        """Every body of a short run at a low rate; before and after the measurement."""
        for target in self.all():
            self.load.fixed(target, 100, 3, connections=8, expect=MARK)

    def prepare(self, short):
        self.check_bodies()
        most = (14, 5) if short else (MOST_WINDOWS, MOST_WINDOWS)
        warmed = {target.name: self.load.warm(target, most=windows)
                  for target, windows in zip((self.translate, self.passing), most)}
        if self.portkey:
            self.load.warm(self.portkey, most=6)  # no JVM; it is as fast as it gets after the first
        return warmed

    def calibrate(self):
        """The fewest connections that give the full-path gateway 97 % of its best throughput."""
        tried = {count: self.load.wrk(self.translate, 3, count)["per_second"] for count in (16, 32, 64, 128)}
        best = max(tried.values())
        self.load.connections = min(count for count, rate in tried.items() if rate >= 0.97 * best)
        tools.say(f"capacity by connections: { {c: round(r) for c, r in tried.items()} }; "
                  f"taken: {self.load.connections}")
        return {"tried": tried, "connections": self.load.connections}

    def cpu(self, rounds, seconds):
        """nginx stands between the others in every round, so that a drift of the machine shows on it too."""
        runs = {target.name: [] for target in self.all()}
        for number in range(rounds):
            self.load.quiet.look()
            for target in self.all():
                runs[target.name].append(self.load.wrk(target, seconds))
            tools.say(f"CPU a request, round {number + 1} of {rounds}: "
                      + ", ".join(f"{name} {run[-1]['cpu_us']:.1f} us" for name, run in runs.items()))
        return runs

    def latency(self, rounds, capacity, portkey_capacity):
        """At half of the full path's capacity; Portkey, which could not take that, at half of its own."""
        runs = {}
        rate = round(capacity / 2)
        for number in range(rounds):
            self.load.quiet.look()
            for target in [self.direct, *self.all()]:
                own = round(portkey_capacity / 2) if target is self.portkey else rate
                runs.setdefault(target.name, []).append(self.load.fixed(target, own, LATENCY_SECONDS))
            tools.say(f"latency at {rate}/s, round {number + 1} of {rounds}: "
                      + ", ".join(f"{name} p99 {run[-1]['p99_us'] / 1000:.2f} ms" for name, run in runs.items()))
        return {"rate": rate, "runs": runs}
