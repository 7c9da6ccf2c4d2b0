"""Which signals ask the program to stop."""

import signal


def stop_signals() -> list[signal.Signals]:
    """SIGTERM, Ctrl-C, and SIGHUP unless whoever started the program has said (`nohup`) that it is to go on."""
    wanted = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
    return [number for number in wanted if number != signal.SIGHUP or signal.getsignal(number) != signal.SIG_IGN]
