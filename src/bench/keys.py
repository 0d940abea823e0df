# keys.py JRR-TUI TRACE: what a key costs in the explorer, from the key to the end of its frame.
#
# Runs the explorer on a terminal of 200 by 60 of its own and prints, for each kind of key, the median
# and the 95th percentile in milliseconds, and how long the first screen took from the program's start.

import fcntl
import os
import pty
import select
import struct
import sys
import termios
import time

COLUMNS, ROWS = 200, 60
FRAME_END = b"\x1b[?2026l"
PATIENCE = 30


def start(program, trace):
    pid, terminal = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm-256color", LANG="C.UTF-8")
        os.execv(program, [program, "replay", "--goto", "0", trace])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    return pid, terminal


def frame(terminal, patience=PATIENCE):
    """Reads to the end of a frame; the time at which that has come, or None."""
    end = time.monotonic() + patience
    tail = b""
    while time.monotonic() < end:
        if not select.select([terminal], [], [], end - time.monotonic())[0]:
            return None
        tail = tail[-16:] + os.read(terminal, 1 << 16)
        if FRAME_END in tail:
            return time.monotonic()
    return None


def quiet(terminal):
    """Waits until nothing has been painted for a moment: live state has come, the timeline is read."""
    while frame(terminal, 0.3) is not None:
        pass


def cost(terminal, key, count):
    times = []
    for _ in range(count):
        began = time.monotonic()
        os.write(terminal, key)
        painted = frame(terminal)
        if painted is None:
            sys.exit(f"no frame within {PATIENCE} seconds after the key {key!r}")
        times.append((painted - began) * 1000)
        # What follows the first frame of a key, such as live state, is not the next key's.
        while frame(terminal, 0.02) is not None:
            pass
    times.sort()
    return times[len(times) // 2], times[len(times) * 95 // 100]


def main():
    program, trace = sys.argv[1:]
    began = time.monotonic()
    pid, terminal = start(program, trace)
    first = frame(terminal)
    if first is None:
        sys.exit("the explorer does not paint")
    print(f"first screen      {(first - began) * 1000:8.0f} ms from the program's start")
    quiet(terminal)
    kinds = [
        ("frame forward", b"j", 200),
        ("frame back", b"k", 200),
        ("page down", b"\x1b[6~", 100),
        ("next futex call", b"f", 100),
        ("previous switch", b"O", 50),
        ("zoom in", b"z", 5),
    ]
    print(f"{'key':<17} {'median':>8} {'95%':>8}  (ms, {COLUMNS}x{ROWS})")
    for name, key, count in kinds:
        median, most = cost(terminal, key, count)
        print(f"{name:<17} {median:8.1f} {most:8.1f}")
    os.write(terminal, b"q")
    os.waitpid(pid, 0)


main()
