"""What is true of a person at a moment: the vital signs that a perfect device would show at rest or in motion."""

from math import cos, exp, pi
from typing import Final

from .effects import BPM_PER_DEGREE
from .plan import ALCOHOL_BPM, Burst, Plan
from .stream import DAY_MS, HOUR_MS, MINUTE_MS, START_MS, Label
from .traits import Traits

SETTLE_MS: Final = 6 * MINUTE_MS
"""Time constant of the heart rate after exercise (design value; Cole, NEJM 1999;341:1351: 12 bpm and more a minute)."""
DESATURATION_POINTS: Final = 4.0
"""A fall is labelled from so many points under the usual on: the 4 % of the oxygen desaturation index (AASM)."""
CRISIS_EDGE_MS: Final = 2 * HOUR_MS


class Body:
    """One person's truth. Times are ms since 1970."""

    def __init__(self, traits: Traits, plan: Plan) -> None:
        """Follow the plan."""
        self.traits = traits
        self.plan = plan
        self._exercise: dict[int, list[Burst]] = {}
        for bout in plan.exercise:
            self._exercise.setdefault((bout.start_ms - START_MS) // DAY_MS, []).append(bout)
        self._acute: dict[str, list[Burst]] = {}
        for one in plan.acute:
            self._acute.setdefault(one.kind, []).append(one)

    def night(self, at_ms: int) -> int | None:
        """Return the day on which the night of this moment began, None by day."""
        day = (at_ms - START_MS) // DAY_MS
        for one in (day, day - 1):
            if 0 <= one < len(self.plan.nights):
                bed, wake = self.plan.nights[one]
                if bed <= at_ms < wake:
                    return one
        return None

    def active(self, kind: str, at_ms: int) -> Burst | None:
        """Return the acute event of this kind that is on."""
        return next((one for one in self._acute.get(kind, ()) if one.start_ms <= at_ms < one.end_ms), None)

    def bursts(self, kind: str) -> list[Burst]:
        """Return all acute events of this kind."""
        return self._acute.get(kind, [])

    def exercising(self, at_ms: int) -> float:
        """Return how much (0-1.2) exercise raises the heart rate: 4 minutes to rise, then a recovery."""
        share = 0.0
        for bout in self._exercise.get((at_ms - START_MS) // DAY_MS, ()):
            if bout.start_ms <= at_ms < bout.end_ms:
                return bout.size * min(1.0, (at_ms - bout.start_ms + MINUTE_MS) / (4 * MINUTE_MS))
            if bout.end_ms <= at_ms < bout.end_ms + HOUR_MS:
                share = bout.size * exp(-(at_ms - bout.end_ms) / SETTLE_MS)
        return share

    def bpm(self, at_ms: int, activity: float) -> float:
        """Return the heart rate; ``activity`` (0-1) is how much the person moves about."""
        traits = self.traits
        night = self.night(at_ms)
        day = min(max(0, (at_ms - START_MS - 12 * HOUR_MS) // DAY_MS), len(self.plan.usual_bpm) - 1)
        value = self.plan.usual_bpm[day]
        if night is not None:
            bed, wake = self.plan.nights[night]
            # Falls over the night and rises before waking.
            value += traits.asleep_bpm + 3 * cos(2 * pi * (at_ms - bed) / (wake - bed))
            if night in self.plan.drinks and at_ms < bed + 5 * HOUR_MS:
                value += ALCOHOL_BPM
        else:
            hour = (at_ms - START_MS) % DAY_MS / HOUR_MS
            value += traits.awake_bpm - 3 * cos(2 * pi * (hour - 3) / 24) + 22 * activity
        trip = any(one.start_ms <= at_ms < one.end_ms for one in self.plan.travel)
        value += 2.0 if trip else 0.0
        for illness in self.plan.illnesses:
            value += illness.bpm * illness.share(at_ms) + BPM_PER_DEGREE * illness.fever_at(at_ms)
        effort = self.exercising(at_ms)
        if effort > 0:
            value = max(value, value + effort * (traits.exercise_bpm - value))
        rapid = self.active("rapid_heart", at_ms)
        if rapid is not None:
            value += rapid.size
        fall = self.active("desaturation", at_ms)
        if fall is not None:
            # A body short of oxygen: about a beat for a point (design value; Woodson, Am Rev Respir Dis 1978).
            value += -1.3 * fall.size * self.fall_share(fall, at_ms)
        return value

    @staticmethod
    def fall_share(fall: Burst, at_ms: int) -> float:
        """Return how much (0-1) of an oxygen fall is reached: three minutes down, two minutes up."""
        down = (at_ms - fall.start_ms) / (3 * MINUTE_MS)
        up = (fall.end_ms - at_ms) / (2 * MINUTE_MS)
        return max(0.0, min(1.0, down, up))

    def spo2(self, at_ms: int) -> float:
        """Return the usual saturation with what illness and falls take away, without second-to-second movement."""
        value = self.traits.spo2_awake if self.night(at_ms) is None else self.traits.spo2_asleep
        for illness in self.plan.illnesses:
            value += illness.spo2 * illness.share(at_ms)
        fall = self.active("desaturation", at_ms)
        if fall is not None:
            value += fall.size * self.fall_share(fall, at_ms)
        return value

    def breaths(self, at_ms: int) -> float:
        """Return breaths a minute at rest."""
        value = self.traits.breaths
        for illness in self.plan.illnesses:
            value += illness.breaths * illness.share(at_ms)
        return value

    def temperature(self, at_ms: int) -> float:
        """Return the oral temperature: 36.6 +- 0.25 over the day (Mackowiak, JAMA 1992;268:1578), with fever."""
        hour = (at_ms - START_MS) % DAY_MS / HOUR_MS
        value = 36.6 - 0.25 * cos(2 * pi * (hour - 5) / 24)
        for illness in self.plan.illnesses:
            value += illness.fever_at(at_ms)
        return value

    def rmssd_share(self, at_ms: int) -> float:
        """Return the night's RMSSD over the usual one."""
        share = 1.0
        for illness in self.plan.illnesses:
            share += illness.rmssd_share * illness.share(at_ms)
        return share

    def pressure(self, at_ms: int) -> tuple[float, float]:
        """Return systolic and diastolic pressure (mmHg): higher by day, with crises."""
        systolic, diastolic = self.traits.pressure or (118.0, 74.0)
        hour = (at_ms - START_MS) % DAY_MS / HOUR_MS
        swing = -4 * cos(2 * pi * (hour - 4) / 24)
        systolic, diastolic = systolic + swing, diastolic + swing / 2
        crisis = self.active("pressure_crisis", at_ms)
        if crisis is not None:
            edge = min(at_ms - crisis.start_ms, crisis.end_ms - at_ms) / CRISIS_EDGE_MS
            share = max(0.0, min(1.0, edge))
            systolic, diastolic = systolic + share * crisis.size, diastolic + share * crisis.extra
        return systolic, diastolic

    def labels(self) -> list[Label]:
        """Return what happened, but for glucose, whose labels its trace decides."""
        found = [
            Label(one.kind, one.onset_ms, one.end_ms, acute=False, symptom_ms=one.symptom_ms)
            for one in self.plan.illnesses
        ]
        for one in self.plan.acute:
            onset, end = one.start_ms, one.end_ms
            if one.kind.startswith("glucose"):
                continue
            if one.kind == "desaturation":
                share = min(1.0, DESATURATION_POINTS / -one.size)
                onset, end = onset + round(share * 3 * MINUTE_MS), end - round(share * 2 * MINUTE_MS)
            elif one.kind == "pressure_crisis":
                onset, end = onset + CRISIS_EDGE_MS // 2, end - CRISIS_EDGE_MS // 2
            found.append(Label(one.kind, onset, end, acute=True))
        return found
