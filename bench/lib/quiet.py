"""Whether others use the machine. Looked at while nothing of ours runs; what is found stands below the table."""
import time

import tools
from process import GATEWAY_CORE, LOAD_CORE, core_ticks

BUSY = 0.10  # share of a core
LONGEST_WAIT = 90  # seconds over a whole run, so that it keeps its time


class Quiet:

    def __init__(self):
        self.shares = []
        self.left = LONGEST_WAIT

    def look(self, seconds=0.5):
        """Waits, within what is left of its time, until both cores are free."""
        share = _share(seconds)
        told = False
        while share > BUSY and self.left > 0:
            if not told:
                tools.say(f"others use {share:.0%} of a core; waiting")
                told = True
            time.sleep(2)
            self.left -= 2 + seconds
            share = _share(seconds)
        self.shares.append(share)


def _share(seconds):
    before = [core_ticks(core) for core in (GATEWAY_CORE, LOAD_CORE)]
    time.sleep(seconds)
    after = [core_ticks(core) for core in (GATEWAY_CORE, LOAD_CORE)]
    return max((now[0] - was[0]) / max(1, now[1] - was[1]) for was, now in zip(before, after))
