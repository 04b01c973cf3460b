"""Who is on duty: a calendar with an event under way, a person at home, a helper that is on."""

from collections.abc import Iterable, Sequence
from typing import Final

from homeassistant.const import STATE_HOME, STATE_ON, STATE_UNAVAILABLE, STATE_UNKNOWN
from homeassistant.core import HomeAssistant, callback

from .engine.alerts.plan import Recipient

_ON_DUTY: Final = frozenset({STATE_HOME, STATE_ON})
_NOT_KNOWN: Final = frozenset({STATE_UNAVAILABLE, STATE_UNKNOWN})


@callback
def async_on_duty(hass: HomeAssistant, recipient: Recipient) -> bool:
    """Return whether a recipient is on duty; where that cannot be known they are."""
    if recipient.on_duty is None:
        return True
    state = hass.states.get(recipient.on_duty)
    return state is None or state.state in _NOT_KNOWN or state.state in _ON_DUTY


@callback
def async_told_now(
    hass: HomeAssistant, recipient: Recipient, together: Iterable[Recipient | None]
) -> tuple[bool, bool]:
    """Return whether a recipient is told now, and whether only because nobody of the step is on duty.

    ``together``: those of the same step who may be told (None: gone from the plan meanwhile).
    """
    if async_on_duty(hass, recipient):
        return True, False
    others: Sequence[Recipient] = [one for one in together if one is not None and one.id != recipient.id]
    nobody = not any(async_on_duty(hass, one) for one in others)
    return nobody, nobody
