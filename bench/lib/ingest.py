"""Requests from a queue: how many are answered in a second on both cores, and what one costs."""
import json
import os
import subprocess

import tools
from process import Talking, free_port
from servers import MARK, Gateway, launcher

COUNT = 10_000
WARM = 10  # rounds; the JVM has reached its pace then
CONCURRENT = 256


class Ingest:

    def __init__(self, folder, load, plain_port, stream_port):
        self.folder, self.load = folder, load
        self.port = free_port()
        self.gateway = Gateway(folder, plain_port, stream_port, extra=(
            f'ingest: {{broker: embedded, listen: "127.0.0.1:{self.port}"}}\njobs: {{concurrent: {CONCURRENT}}}\n'))

    def run(self, rounds):
        """Both cores are everybody's: the gateway's, its provider's, and those of whoever sends and receives."""
        self.gateway.start(core=None)
        operator = subprocess.run(
            [launcher(), "token", "--config", self.gateway.config, "--data", self.gateway.data, "--role", "operator",
             "--for", "24h"], capture_output=True, text=True, check=True).stdout.strip()
        target = self.gateway.target("plain-openai")
        program = Talking(self.load.java.program(
            "QueueLoad", port=self.port, count=COUNT, mark=MARK, operator=operator, token=self.gateway.token,
            body=target.body()), os.path.join(self.folder, "queue-load.log"), core=None)
        measured = [self._round(program, number) for number in range(WARM + rounds)][WARM:]
        program.process.stdin.close()
        program.finish()
        disk = os.path.getsize(os.path.join(self.gateway.data, "gateway.mv.db"))
        self.gateway.stop()
        return {"rounds": measured, "count": COUNT, "concurrent": CONCURRENT, "store_bytes": disk}

    def _round(self, program, number):
        cpu = self.gateway.server.cpu_seconds()
        program.go_on()
        said = json.loads(program.process.stdout.readline() or "{}")
        said["cpu_us"] = (self.gateway.server.cpu_seconds() - cpu) / COUNT * 1e6
        if said.get("answers") != COUNT or said["wrong"] or said["repeated"]:
            raise RuntimeError(f"not every message was answered once and well: {said}; see {self.folder}")
        said["per_second"] = COUNT / said["seconds"]
        tools.say(f"round {number + 1}{' (warming)' if number < WARM else ''}: {said['per_second']:,.0f} messages a second, "
                  f"{said['cpu_us']:.0f} us of the gateway's CPU each")
        return said

