"""What is counted while it runs, for Prometheus. No name, text or account is ever a label.

Labels are few and known beforehand: the chat, the command, the refusal's code, the part, a message's status.
"""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.watch.readiness import Part
from handlers.cards import Reply
from storage.delivery.outbox_figures import OutboxFigures

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_UNEXPECTED = ("unexpected", "common.unexpected")


class Metrics:
    """The figures of one program; counters begin at its start."""

    def __init__(self) -> None:
        told = self.registry = CollectorRegistry()
        self._commands = Counter(
            "samhandling_commands", "Lines that were answered", ["chat", "command", "outcome"], registry=told
        )
        self._refusals = Counter("samhandling_refusals", "Lines that were refused, by why", ["code"], registry=told)
        self._seconds = Histogram(
            "samhandling_command_seconds", "How long a line took to answer", ["chat"], buckets=_SECONDS, registry=told
        )
        self._sent = Counter("samhandling_messages_sent", "Messages that came into a chat", ["chat"], registry=told)
        self._redrawn = Counter("samhandling_redraws", "Messages that were drawn anew where they stand", registry=told)
        self._ready = Gauge("samhandling_ready", "Whether each part can do its work", ["part"], registry=told)
        self._tick = Gauge("samhandling_tick_age_seconds", "Since the last good look at what is due", registry=told)
        self._outbox = Gauge("samhandling_outbox_messages", "Messages that aren't settled", ["status"], registry=told)
        self._oldest = Gauge(
            "samhandling_outbox_oldest_seconds", "How long the oldest message that is due has waited", registry=told
        )
        self._waiting = Gauge("samhandling_redraws_waiting", "Messages that are to be drawn anew", registry=told)

    def answered(self, chat: str, reply: Reply, seconds: float) -> None:
        """A line has been answered. Callable from any thread."""
        outcome = "repeated" if reply.repeated else "done"
        if reply.problem is not None:
            outcome = "unexpected" if reply.problem.code in _UNEXPECTED else "refused"
            self._refusals.labels(reply.problem.code).inc()
        self._commands.labels(chat, reply.command or "none", outcome).inc()
        self._seconds.labels(chat).observe(seconds)

    def sent(self, chat: str) -> None:
        """A message has come into a chat."""
        self._sent.labels(chat).inc()

    def redrawn(self, number: int) -> None:
        """So many messages look different now."""
        self._redrawn.inc(number)

    def page(self, parts: dict[str, Part], since_tick: float, outbox: OutboxFigures | None) -> bytes:
        """All figures as Prometheus reads them. outbox: None when it can't be read: then there are no such figures."""
        for name, part in parts.items():
            self._ready.labels(name).set(part.ok)
        self._tick.set(since_tick)
        self._outbox.clear()
        for status, number in (outbox.messages if outbox else {}).items():
            self._outbox.labels(status).set(number)
        self._oldest.set(outbox.oldest if outbox else float("nan"))
        self._waiting.set(outbox.redraws if outbox else float("nan"))
        return generate_latest(self.registry)
