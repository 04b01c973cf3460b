"""What a system told a family: the common form in which three systems are compared."""

from typing import Final, NamedTuple

INFO: Final = 1
WARNING: Final = 2
URGENT: Final = 3
CRITICAL: Final = 4
LEVELS: Final = {INFO: "info", WARNING: "warning", URGENT: "urgent", CRITICAL: "critical"}


class Alarm(NamedTuple):
    """One alert: when it was raised, until when it stood, which vital signs it is about.

    ``told_ms``: moments at which somebody's phone rang anew because the alert was raised or rose in level. Reminders
    are no new alert.
    """

    raised_ms: int
    ended_ms: int
    vitals: frozenset[str]
    level: int = WARNING
    told_ms: tuple[int, ...] = ()
    reason: str = ""
