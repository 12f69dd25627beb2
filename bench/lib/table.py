"""One table out of all that was measured: medians, ratios, and what was to be reached."""
import json
import os
import statistics
from dataclasses import dataclass

import tools
from quiet import BUSY

BEGIN, END = "<!-- results:begin -->", "<!-- results:end -->"
RELOAD = "<!-- reload:begin -->", "<!-- reload:end -->"
INGEST = "<!-- ingest:begin -->", "<!-- ingest:end -->"
LOGIN = "<!-- login:begin -->", "<!-- login:end -->"
FULL, FILLED = "full path: JWT, limit, breaker, OpenAI to Anthropic and back", 0.97


def median(runs, key):
    return statistics.median(run[key] for run in runs)


@dataclass
class Row:
    what: str
    gateway: str
    nginx: str = ""
    portkey: str = ""
    reach: str = ""
    reached: object = None

    def cells(self):
        verdict = "" if self.reached is None else "yes" if self.reached else "**no**"
        return [self.what, self.gateway, self.nginx, self.portkey, self.reach, verdict]


def _cpu_rows(cpu):
    medians = {name: median(runs, "cpu_us") for name, runs in cpu.items()}
    nginx, portkey = medians["nginx"], medians.get("portkey")
    rows = []
    for name, title in (("translate", f"CPU a request, {FULL}"),
                        ("pass", "CPU a request, the same without translation (OpenAI to OpenAI)")):
        ratio = medians[name] / nginx
        rows.append(Row(title, f"{medians[name]:.1f} us", f"{nginx:.1f} us", f"{portkey:.0f} us" if portkey else ""))
        rows.append(Row("... times nginx", f"{ratio:.2f} x", "1", f"{portkey / nginx:.0f} x" if portkey else "",
                        "<= 4.0 x", ratio <= 4.0))
        if portkey:
            cheaper = portkey / medians[name]
            rows.append(Row("... cheaper than Portkey by", f"{cheaper:.1f} x", "", "1", ">= 20 x", cheaper >= 20))
    rows.append(Row("Requests a second on one core, full path", _throughput(cpu["translate"]), _throughput(cpu["nginx"]),
                    _throughput(cpu["portkey"]) if portkey else ""))
    rows.append(Row("... without translation", _throughput(cpu["pass"])))
    return rows


def _throughput(runs):
    """A server that did not fill its core was held back by the load."""
    limited = "" if median(runs, "core0_busy") >= FILLED else ">= "
    return f"{limited}{median(runs, 'per_second'):,.0f}"


def _latency_rows(latency):
    runs = latency["runs"]

    def times(name, with_rate=False):
        if name not in runs:
            return ""
        rate = f" at {median(runs[name], 'per_second'):,.0f}/s" if with_rate else ""
        return f"{median(runs[name], 'p50_us') / 1000:.2f} / {median(runs[name], 'p99_us') / 1000:.2f} ms{rate}"

    def added(name):
        return (median(runs[name], "p99_us") - median(runs["direct"], "p99_us")) / 1000

    rows = [Row(f"p50 / p99 at {latency['rate']:,}/s, half of saturation; direct: {times('direct')}", times("translate"),
                times("nginx"), times("portkey", True)),
            Row("... added p99, full path", f"{added('translate'):.2f} ms", f"{added('nginx'):.2f} ms", "", "<= 2 ms",
                added("translate") <= 2),
            Row("... added p99, without translation", f"{added('pass'):.2f} ms", "", "", "<= 2 ms", added("pass") <= 2),
            Row("CPU a request at that rate, full path", f"{median(runs['translate'], 'cpu_us'):.1f} us",
                f"{median(runs['nginx'], 'cpu_us'):.1f} us")]
    return rows


def _relay_rows(relay):
    nginx = median(relay["nginx"], "cpu_us")
    return [Row(f"CPU a relayed stream event, {title}", f"{median(relay[name], 'cpu_us'):.1f} us "
                f"({median(relay[name], 'cpu_us') / nginx:.2f} x)", f"{nginx:.1f} us")
            for name, title in (("translate", "translated from Anthropic's"), ("pass", "OpenAI to OpenAI"))]


def _first_rows(first):
    added = {key: (median(first["gateway"], f"first_{key}_us") - median(first["direct"], f"first_{key}_us")) / 1000
             for key in ("p50", "p99")}
    return [Row("First stream event, added p50 / p99", f"{added['p50']:.2f} / {added['p99']:.2f} ms", "", "", "<= 5 ms",
                added["p99"] <= 5)]


def _memory_row(what, memory, limit):
    heap, outside = memory["heap_each"] / 1024, memory["rss_each"] / 1024
    return Row(what, f"{heap + outside:.1f} KiB (heap {heap:.1f}, outside {outside:.1f})", "", "", f"<= {limit} KiB",
               0 <= heap + outside <= limit)


def _startup_rows(startup):
    def row(what, key, limit):
        seconds = statistics.median(startup[key])
        return Row(what, f"{seconds:.2f} s", "", "", f"<= {limit} s" if limit else "", seconds <= limit if limit else None)

    rows = [row("Start-up to the first answer, cold", "cold_s", 1.5), row("... on one core", "cold_one_core_s", None)]
    if "aot_s" in startup:
        rows += [row("... with an AOT cache", "aot_s", 0.6), row("... with an AOT cache, on one core", "aot_one_core_s", None)]
    idle = statistics.median(startup["idle_bytes"]) / 1e6
    rows.append(Row("Idle memory (resident)", f"{idle:.0f} MB", "", "", "<= 200 MB", idle <= 200))
    return rows


def rows(results):
    made = []
    if "cpu" in results:
        made += _cpu_rows(results["cpu"])
    if "latency" in results:
        made += _latency_rows(results["latency"])
    if "relay" in results:
        made += _relay_rows(results["relay"])
    if "first_event" in results:
        made += _first_rows(results["first_event"])
    if "held" in results:
        made.append(_memory_row(f"Memory of an open stream, at {results['held']['streams']:,}", results["held"], 64))
    if "slow" in results:
        made.append(_memory_row("Memory of a slow reader of 10 MB", results["slow"], 256))
    if "cancel" in results:
        cancel = results["cancel"]
        p99 = cancel["p99_us"] / 1000
        made.append(Row(f"Client left to provider closed, p50 / p99 of {cancel['trials']:,}",
                        f"{cancel['p50_us'] / 1000:.2f} / {p99:.2f} ms", "", "", "<= 200 ms",
                        p99 <= 200 and not cancel["never_closed"]))
    if "startup" in results:
        made += _startup_rows(results["startup"])
    return made


def reload_rows(result):
    times, alone, loaded = result["idle"], result["without"]["plain"], result["with"]
    plain, before, after = loaded["plain"], result["before"], result["after"]

    def grown(key, allowed):
        return after[key] - before[key] <= allowed

    return [
        Row("A reload of 50 routes, asked for until they answer, median / most", f"{statistics.median(times):.0f} / "
            f"{max(times):.0f} ms", reach="< 1 s", reached=max(times) < 1000),
        Row(f"{result['reloads']} reloads, one a second, at {result['rate']:,} requests and 250 stream events a second: "
            "failed requests, broken streams", f"0 of {plain['sent']:,}, 0 of {loaded['streams']['streams']:,}",
            reach="0", reached=True),
        Row("... a reload meanwhile, median / most",
            f"{statistics.median(loaded['reload_ms']):.0f} / {max(loaded['reload_ms']):.0f} ms"),
        Row("p50 / p99 / slowest request without reloads", _milliseconds(alone)),
        Row("... with one a second, built on the same core", _milliseconds(plain)),
        Row("Live heap before / after", f"{before['heap'] / 1e6:.1f} / {after['heap'] / 1e6:.1f} MB", reach="flat",
            reached=grown("heap", 0.05 * before["heap"])),
        Row("Camel contexts", f"{before['contexts']} / {after['contexts']}", reach="flat", reached=grown("contexts", 0)),
        Row("Loaded classes", f"{before['classes']:,} / {after['classes']:,}", reach="flat",
            reached=grown("classes", 0.02 * before["classes"])),
        Row("Threads", f"{before['threads']} / {after['threads']}", reach="flat", reached=grown("threads", 5)),
        Row("Open files", f"{before['files']} / {after['files']}", reach="flat", reached=grown("files", 5))]


def _milliseconds(plain):
    return " / ".join(f"{plain[key] / 1000:.2f}" for key in ("p50_us", "p99_us", "max_us")) + " ms"


def reload_markdown(result):
    lines = ["|  | Gateway | To reach | Reached |", "|---|---|---|---|"]
    for row in reload_rows(result):
        cells = row.cells()
        lines.append(f"| {cells[0]} | {cells[1]} | {cells[4]} | {cells[5]} |")
    return "\n".join([*lines, "", _measured(result["machine"]), *_disturbed(result)]) + "\n"


def ingest_markdown(result):
    rate, cost = median(result["rounds"], "per_second"), median(result["rounds"], "cpu_us")
    rates = [run["per_second"] for run in result["rounds"]]
    rows = [Row("Messages answered in a second, both cores shared with broker, provider and sender", f"{rate:,.0f}",
                reach=">= 2,000", reached=rate >= 2_000),
            Row("... slowest and fastest round", f"{min(rates):,.0f} / {max(rates):,.0f}"),
            Row("CPU a message of the gateway, broker and store within", f"{cost:.0f} us"),
            Row("The store's file behind it", f"{result['store_bytes'] / 1e6:.0f} MB")]
    lines = ["|  | Gateway | To reach | Reached |", "|---|---|---|---|"]
    for row in rows:
        cells = row.cells()
        lines.append(f"| {cells[0]} | {cells[1]} | {cells[4]} | {cells[5]} |")
    return "\n".join([*lines, "", _measured(result["machine"]), *_disturbed(result)]) + "\n"


def login_markdown(result):
    alone, runs = sorted(result["alone_ms"]), result["runs"]
    p99 = alone[min(len(alone) - 1, int(len(alone) * 0.99))]
    without, flooded = median(runs["without"], "p99_us") / 1000, median(runs["with"], "p99_us") / 1000
    allowed = max(without * 0.1, 5)
    rows = [("A login at 5 a second on one core, p50 / p99", f"{statistics.median(alone):.0f} / {p99:.0f} ms", "p99 < 100 ms",
             p99 < 100),
            (f"p99 of requests at {result['rate']:,} a second, half of saturation", f"{without:.2f} ms", "", None),
            (f"... beside {median(runs['with'], 'logins'):.0f} failed logins a second", f"{flooded:.2f} ms",
             f"<= {without + allowed:.2f} ms", flooded <= without + allowed)]
    lines = ["|  | Gateway | To reach | Reached |", "|---|---|---|---|"]
    lines += [f"| {what} | {value} | {reach} | {'' if reached is None else 'yes' if reached else '**no**'} |"
              for what, value, reach, reached in rows]
    return "\n".join(lines + ["", _measured(result["machine"])] + _disturbed(result)) + "\n"


def _measured(machine):
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    return (f"Measured {machine['date']} at commit {machine['commit']} on {machine['cores']} cores of {machine['cpu']}, "
            f"{machine['memory_gib']} GiB, Linux {machine['kernel']}; JDK {machine['jdk']}; {versions}.")


def _disturbed(results):
    shares = results.get("others", [])
    disturbed = sum(share > BUSY for share in shares)
    if not disturbed:
        return []
    return ["", f"Not alone: in {disturbed} of {len(shares)} looks between the runs others used more than "
            f"{BUSY:.0%} of a core, at most {max(shares):.0%}. Times are worse for it."]


def markdown(results):
    head = ["", "Gateway", "nginx", "Portkey", "To reach", "Reached"]
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row.cells()) + " |" for row in rows(results)]
    lines += ["", _measured(results["machine"])]
    unsteady = [name for name, warm in results.get("warm", {}).items() if not warm["steady"]]
    if unsteady:
        lines += ["", f"Not steady within 3 % after warming: {', '.join(unsteady)}. Run it again on a quiet machine."]
    if results.get("measured_again"):
        lines += ["", f"Measured again in a later run on that day: {results['measured_again']}."]
    lines += _disturbed(results)
    return "\n".join(lines) + "\n"


def save(results, short):
    """Everything raw beside the table; a short run leaves the table of the last whole one alone."""
    name = "short.json" if short else "latest.json"
    folder = os.path.join(tools.TARGET if short else tools.BENCH, "" if short else "results")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w") as out:
        json.dump(results, out, indent=1)
        out.write("\n")
    if short:
        return
    _put(BEGIN, END, markdown(results))


def save_reload(result):
    with open(os.path.join(tools.BENCH, "results", "reload.json"), "w") as out:
        json.dump(result, out, indent=1)
        out.write("\n")
    _put(*RELOAD, reload_markdown(result))


def save_ingest(result):
    with open(os.path.join(tools.BENCH, "results", "ingest.json"), "w") as out:
        json.dump(result, out, indent=1)
        out.write("\n")
    _put(*INGEST, ingest_markdown(result))


def save_login(result):
    with open(os.path.join(tools.BENCH, "results", "login.json"), "w") as out:
        json.dump(result, out, indent=1)
        out.write("\n")
    _put(*LOGIN, login_markdown(result))


def _put(begin, end, text):
    """Between two marks of the README."""
    readme = os.path.join(tools.BENCH, "README.md")
    with open(readme) as read:
        before, rest = read.read().split(begin, 1)
    with open(readme, "w") as out:
        out.write(f"{before}{begin}\n{text}{end}{rest.split(end, 1)[1]}")
