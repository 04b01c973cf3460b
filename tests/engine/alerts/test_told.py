"""What becomes of a delivery after an attempt."""

import pytest
from healthsense_engine.alerts.escalation import ATTEMPTS, NO_CONSENT, OFF_DUTY, RETRY_MS, told
from healthsense_engine.alerts.model import Delivery, DeliveryStatus, Purpose

NOW_MS = 1_795_262_400_000
DUE = Delivery("a:1:phone", "a", "phone", Purpose.RAISE, 0, NOW_MS)


def test_done() -> None:
    """It is kept with its time."""
    done = told(DUE, ok=True, error="", now_ms=NOW_MS + 5)
    assert (done.status, done.done_ms, done.error) == (DeliveryStatus.DONE, NOW_MS + 5, "")


def test_a_failure_is_tried_again_ever_later() -> None:
    """And given up in the end, with the kind of the last error."""
    delivery = DUE
    for wait_ms in RETRY_MS:
        delivery = told(delivery, ok=False, error="timeout", now_ms=NOW_MS)
        assert (delivery.status, delivery.not_before_ms) == (DeliveryStatus.DUE, NOW_MS + wait_ms)
    delivery = told(delivery, ok=False, error="refused", now_ms=NOW_MS)
    assert (delivery.status, delivery.attempts, delivery.error) == (DeliveryStatus.FAILED, ATTEMPTS, "refused")


@pytest.mark.parametrize(("error", "status"), [(OFF_DUTY, DeliveryStatus.FAILED), (NO_CONSENT, DeliveryStatus.DROPPED)])
def test_what_no_attempt_mends_is_not_tried_again(error: str, status: DeliveryStatus) -> None:
    """Who is off duty was not told, so is not told of its end; who took the consent back is not asked for."""
    delivery = told(DUE, ok=False, error=error, now_ms=NOW_MS)
    assert (delivery.status, delivery.error) == (status, error)
