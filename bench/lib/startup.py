"""From the command to the first good answer, and what the gateway holds when it has nothing to do."""
import os
import statistics
import time

import tools
from process import GATEWAY_CORE

IDLE_SECONDS = 3


class Startup:

    def __init__(self, load, gateway, java):
        self.load, self.gateway, self.java = load, gateway, java

    def _times(self, rounds, core, options=""):
        times, idle = [], []
        for _ in range(rounds):
            self.load.quiet.look()
            times.append(self.gateway.start(core, options))
            if core is None:
                time.sleep(IDLE_SECONDS)
                idle.append(self.gateway.server.rss_bytes())
            self.gateway.stop()
        return times, idle

    def run(self, rounds):
        self.gateway.start(None)  # the files are in the page cache from here on, and the token is made
        self.gateway.stop()
        cold, idle = self._times(rounds, None)
        result = {"cold_s": cold, "idle_bytes": idle, "cold_one_core_s": self._times(rounds, GATEWAY_CORE)[0]}
        if self.java.major >= 25:
            cache = self._train()
            options = f"-XX:AOTCache={cache}"
            result["aot_s"], result["aot_idle_bytes"] = self._times(rounds, None, options)
            result["aot_one_core_s"] = self._times(rounds, GATEWAY_CORE, options)[0]
            result["aot_cache_bytes"] = os.path.getsize(cache)
        tools.say("start-up: " + ", ".join(f"{key} {statistics.median(values):.2f}"
                                           for key, values in result.items() if key.endswith("_s")))
        return result

    def _train(self):
        """One run with some of each kind of request; the cache is written when that JVM ends."""
        cache = os.path.join(self.gateway.folder, "gateway.aot")
        self.gateway.start(None, f"-XX:AOTCacheOutput={cache}")
        for model in ("plain-anthropic", "plain-openai"):
            self.load.fixed(self.gateway.target(model), 100, 3, connections=4)
        self.load.fixed(self.gateway.target("burst"), 50, 3, connections=4, first="w0 ", expect="data: [DONE]")
        self.gateway.server.stop(120)
        self.gateway.stop()
        if not os.path.exists(cache):
            raise RuntimeError(f"no AOT cache was written; see {self.gateway.folder}/gateway.log")
        return cache
