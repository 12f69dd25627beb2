"""The servers of a run: two upstreams, and what stands before them: the gateway, nginx, Portkey."""
import http.client
import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass, field

import tools
from process import GATEWAY_CORE, LOAD_CORE, Pinned, free_port

MARK = "Rayleigh scattering"
OPENAI_ANSWER = {
    "id": "chatcmpl-bench1", "object": "chat.completion", "created": 1760000000, "model": "bench",
    "choices": [{"index": 0, "message": {"role": "assistant", "content": f"The sky is blue because of {MARK}. " * 8,
                                         "refusal": None}, "logprobs": None, "finish_reason": "stop"}],
    "usage": {"prompt_tokens": 200, "completion_tokens": 80, "total_tokens": 280}}
ANTHROPIC_ANSWER = {
    "id": "msg_bench1", "type": "message", "role": "assistant", "model": "bench",
    "content": [{"type": "text", "text": f"The sky is blue because of {MARK}. " * 8}],
    "stop_reason": "end_turn", "stop_sequence": None, "usage": {"input_tokens": 200, "output_tokens": 80}}
PACED = "paced-200-20"
BIG_BYTES = 10 * 1024 * 1024
# model -> dialect, and the path of its upstream; None is the plain one
MODELS = {"plain-anthropic": ("anthropic", None), "plain-openai": ("openai", None),
          "burst": ("anthropic", "burst-3"), "paced-anthropic": ("anthropic", PACED), "paced-openai": ("openai", PACED),
          "hold": ("anthropic", "hold"), "big": ("anthropic", f"big-{BIG_BYTES}")}


@dataclass
class Target:
    """Where one kind of request is sent, and who is charged for it."""
    name: str
    port: int
    path: str
    model: str
    server: Pinned = None
    headers: dict = field(default_factory=dict)
    stream: bool = False

    def body(self):
        """A chat request of 1 KB."""
        asked = {"model": self.model, "temperature": 0.7, "max_tokens": 256, "messages": [
            {"role": "system", "content": "You are a patient teacher. Answer in plain words."},
            {"role": "user", "content": "Why is the sky blue?"},
            {"role": "assistant", "content": "Because air scatters short waves of light more than long ones."},
            {"role": "user", "content": ""}]}
        if self.stream:
            asked["stream"] = True
        missing = 1024 - len(json.dumps(asked))
        asked["messages"][-1]["content"] = ("And why is it red in the evening? " * 40)[:missing]
        return json.dumps(asked)


def run_folder(name):
    folder = os.path.join(tools.TARGET, name)
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    return folder


def _nginx(folder, name, core, http_block, port):
    home = os.path.join(folder, name)
    os.makedirs(home)
    conf = os.path.join(home, "nginx.conf")
    temp = "".join(f"  {kind}_temp_path {home}/{kind};\n"
                   for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    with open(conf, "w") as out:
        out.write(f"worker_processes 1;\npid {home}/pid;\ndaemon off;\nerror_log stderr error;\n"
                  f"worker_rlimit_nofile 16384;\nevents {{ worker_connections 8192; }}\n"
                  f"http {{\n  access_log off;\n  keepalive_requests 1000000000;\n  keepalive_timeout 300s;\n{temp}"
                  f"{http_block}}}\n")
    argv = [tools.find("nginx"), "-p", home, "-c", conf, "-e", "stderr"]
    return Pinned(name, argv, core, os.path.join(home, "log")).await_port(port)


def plain_upstream(folder):
    port = free_port()
    answer = "default_type application/json; return 200 '{}';".format
    block = (f"  server {{ listen 127.0.0.1:{port} backlog=4096;\n"
             f"    location /v1/messages {{ {answer(json.dumps(ANTHROPIC_ANSWER))} }}\n"
             f"    location / {{ {answer(json.dumps(OPENAI_ANSWER))} }}\n  }}\n")
    return _nginx(folder, "upstream", LOAD_CORE, block, port), port


def nginx_proxy(folder, plain_port, stream_port):
    port = free_port()
    common = 'proxy_http_version 1.1; proxy_set_header Connection "";'
    block = (f"  upstream plain {{ server 127.0.0.1:{plain_port}; keepalive 256; keepalive_requests 1000000000; }}\n"
             f"  upstream streams {{ server 127.0.0.1:{stream_port}; keepalive 256; }}\n"
             f"  server {{ listen 127.0.0.1:{port} backlog=4096;\n"
             f"    location /v1/ {{ proxy_pass http://plain; {common} }}\n"
             f"    location / {{ proxy_pass http://streams; proxy_buffering off; {common} }}\n  }}\n")
    return _nginx(folder, "nginx", GATEWAY_CORE, block, port), port


def portkey(folder):
    port = free_port()
    server = Pinned("portkey", [tools.find("node"), tools.PORTKEY_START, f"--port={port}", "--headless"], GATEWAY_CORE,
                    os.path.join(folder, "portkey.log"), {"NODE_ENV": "production"})
    return server.await_port(port), port


class Java:
    """The JDK the gateway's launcher finds, and the load programs compiled with it."""

    def __init__(self):
        env = {**os.environ, "AINATIVE_JAVA_OPTS": "-XshowSettings:properties"}
        said = subprocess.run([launcher(), "--help"], capture_output=True, text=True, env=env)
        found = re.search(r"java\.home = (.+)", said.stderr + said.stdout)
        if said.returncode or not found:
            tools.give_up(f"the gateway does not start:\n{said.stderr[-2000:]}")
        self.home = found.group(1).strip()
        with open(os.path.join(self.home, "release")) as release:
            self.major = int(re.search(r'JAVA_VERSION="(\d+)', release.read()).group(1))
        classes = os.path.join(tools.TARGET, "classes")
        self.class_path = f"{classes}:{os.path.join(tools.HOME, 'target', 'gateway.jar')}"  # its manifest names the rest
        source = os.path.join(tools.BENCH, "java", "com", "ainative", "bench")
        files = [os.path.join(source, name) for name in sorted(os.listdir(source))]
        subprocess.run([self.tool("javac"), "-nowarn", "-Xlint:none", "-cp", self.class_path, "-d", classes, *files],
                       check=True)

    def tool(self, name):
        return os.path.join(self.home, "bin", name)

    def program(self, name, **arguments):
        flags = ["--enable-native-access=ALL-UNNAMED"]
        if self.major >= 23:
            flags.append("--sun-misc-unsafe-memory-access=allow")
        return [self.tool("java"), *flags, "-Xmx2g", "-cp", self.class_path,
                f"com.ainative.bench.{name}", *(f"{key}={value}" for key, value in arguments.items())]

    def stream_upstream(self, folder):
        port = free_port()
        server = Pinned("stream-upstream", self.program("StreamUpstream", port=port), LOAD_CORE,
                        os.path.join(folder, "stream-upstream.log"))
        return server.await_port(port), port


def launcher():
    return os.path.join(tools.HOME, "ainative")


class Gateway:
    """One gateway process with a configuration of its own: the product's routes, every model of MODELS."""

    def __init__(self, folder, plain_port, stream_port, routes=os.path.join(tools.HOME, "routes"),
                 extra="", listen=""):
        self.folder, self.routes, self.server, self.token = folder, routes, None, None
        self.config, self.data = os.path.join(folder, "config"), os.path.join(folder, "data")
        os.makedirs(self.config)
        self.port, self.admin_port = free_port(), free_port()
        providers, models = [], []
        for model, (dialect, path) in MODELS.items():
            base = f"http://127.0.0.1:{stream_port if path else plain_port}" + (f"/{path}" if path else "")
            base += "/v1" if dialect == "openai" else ""
            providers.append(f'  {model}: {{dialect: {dialect}, base-url: "{base}", api-key: bench, allow-private: true}}')
            models.append(f"  {model}: {{strategy: order, providers: [{{provider: {model}, model: bench}}]}}")
        with open(os.path.join(self.config, "gateway.yaml"), "w") as out:
            out.write(f"listen: {{http: \"127.0.0.1:{self.port}\", admin: \"127.0.0.1:{self.admin_port}\"{', ' if listen else ''}{listen}}}\n"
                      "tiers: {bench: {requests-per-minute: 100000000}}\n"
                      "providers:\n" + "\n".join(providers) + "\nmodels:\n" + "\n".join(models) + "\n" + extra)

    def start(self, core=GATEWAY_CORE, java_options=""):
        """Returns the seconds from the command to the first good answer."""
        argv = [launcher(), "serve", "--config", self.config, "--routes", self.routes,
                "--data", self.data]
        self.server = Pinned("gateway", argv, core, os.path.join(self.folder, "gateway.log"),
                             {"AINATIVE_LOG_LEVEL": "WARN", "AINATIVE_JAVA_OPTS": java_options})
        while not self._ready():
            if self.server.process.poll() is not None or time.monotonic() > self.server.began + 30:
                raise RuntimeError(f"the gateway did not start:\n{self.server.log_tail()}")
            time.sleep(0.002)
        took = time.monotonic() - self.server.began
        if self.token is None:
            done = subprocess.run([launcher(), "token", "--config", self.config, "--data", self.data, "--subject", "bench",
                                   "--tier", "bench", "--for", "24h"], capture_output=True, text=True, check=True)
            self.token = done.stdout.strip()
        return took

    def _ready(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/health/ready")
            return connection.getresponse().status == 200
        except OSError:
            return False
        finally:
            connection.close()

    def target(self, model, name=None):
        return Target(name or model, self.port, "/v1/chat/completions", model, self.server,
                      {"authorization": f"Bearer {self.token}"}, stream=not model.startswith("plain"))

    def stop(self):
        if self.server:
            self.server.stop()
            self.server = None
