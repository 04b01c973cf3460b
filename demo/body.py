"""What a simulated body shows at a moment.

Every value is a function of the person, the moment and the household's story alone, so a later run continues an earlier
one without a seam, and nothing has to be kept. The shapes are plain: a 24-h rhythm with its low point in the small
hours, walks in the daytime, weekends, seasons, slow drift, measurement noise.
"""

import hashlib
import math
from datetime import datetime
from typing import Final

from .episodes import Story
from .people import DemoPerson

YEAR_DAYS: Final = 365.25


def number(*key: object) -> float:
    """Return a number of 0-1 that depends on nothing but its key."""
    digest = hashlib.blake2b("|".join(map(str, key)).encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32


def noise(person: DemoPerson, vital: str, moment: datetime) -> float:
    """Return a number that looks normal (mean 0, SD about 1) and depends on nothing but its key."""
    key = f"{person.name}|{vital}|{int(moment.timestamp()) // 60}".encode()
    digest = hashlib.blake2b(key, digest_size=8).digest()
    # the sum of four uniforms: near enough to a bell for a demo
    return (sum(digest[i] + digest[i + 1] / 256 for i in range(0, 8, 2)) / 256 - 2) / math.sqrt(4 / 12)


def drift(person: DemoPerson, vital: str, moment: datetime) -> float:
    """Return a slow wander (SD about 1) from waves whose periods share no multiple."""
    hours = moment.timestamp() / 3600 + sum(map(ord, person.name + vital))
    waves = (2.7, 7.3, 31.0, 101.0)
    return sum(math.sin(2 * math.pi * hours / period) for period in waves) / math.sqrt(len(waves) / 2)


def day_wave(moment: datetime) -> float:
    """Return -1 at four in the morning and +1 at four in the afternoon."""
    hour = moment.hour + moment.minute / 60
    return -math.cos(2 * math.pi * (hour - 4) / 24)


def winter(moment: datetime) -> float:
    """Return +1 in the middle of January and -1 in the middle of July."""
    return math.cos(2 * math.pi * (moment.timetuple().tm_yday - 15) / YEAR_DAYS)


def walk(person: DemoPerson, moment: datetime) -> float:
    """Return how hard the person is walking now, 0-1: two walks a day, a longer one at the weekend."""
    offset = len(person.name) * 7
    minute_of_day = moment.hour * 60 + moment.minute
    longer = 40 if moment.weekday() >= 5 else 0
    for start, length in ((10 * 60 + offset, 35 + longer), (17 * 60 + offset, 45)):
        into = minute_of_day - start
        if 0 <= into < length + 15:
            return min(into / 4, 1.0) if into < length else max(0.0, 1 - (into - length) / 15)
    return 0.0


class Body:
    """One person's body in one household's story."""

    def __init__(self, person: DemoPerson, story: Story) -> None:
        """Take who it is and what happens to them."""
        self.person = person
        self.story = story

    def _effect(self, vital: str, moment: datetime) -> float:
        return self.story.effect(self.person.name, vital, moment)

    def heart_rate(self, moment: datetime) -> float:
        """Return beats per minute."""
        person = self.person
        return (
            person.physiology.heart_rate_bpm
            + 5 * day_wave(moment)
            + 1.5 * winter(moment)
            + 1.3 * drift(person, "heart_rate", moment)
            + 30 * walk(person, moment) * (1 + min(0.0, self._effect("steps_share", moment)))
            + 1.5 * noise(person, "heart_rate", moment)
            + self._effect("heart_rate", moment)
        )

    def spo2(self, moment: datetime) -> float:
        """Return oxygen saturation in whole percent."""
        person = self.person
        value = (
            person.physiology.spo2_percent
            + 0.5 * day_wave(moment)
            + 0.3 * drift(person, "spo2", moment)
            + 0.5 * noise(person, "spo2", moment)
            + self._effect("spo2", moment)
        )
        return min(100.0, round(value))

    def respiratory_rate(self, moment: datetime) -> float:
        """Return breaths per minute."""
        person = self.person
        return round(
            person.physiology.respiratory_rate_per_min
            + day_wave(moment)
            + 4 * walk(person, moment)
            + 0.8 * noise(person, "breath", moment)
            + self._effect("respiratory_rate", moment),
            1,
        )

    def cuff(self, moment: datetime) -> tuple[int, int, int]:
        """Return systolic and diastolic pressure (mmHg) and pulse (bpm). In winter pressure is higher."""
        person, body = self.person, self.person.physiology
        shared = drift(person, "pressure", moment) * 5 + 3 * day_wave(moment) + 3 * winter(moment)
        systolic = body.systolic_mmhg + shared + 4 * noise(person, "systolic", moment)
        diastolic = body.diastolic_mmhg + shared / 2 + 3 * noise(person, "diastolic", moment)
        return (
            round(systolic + self._effect("systolic", moment)),
            round(diastolic + self._effect("diastolic", moment)),
            round(self.heart_rate(moment) + self._effect("cuff_pulse", moment)),
        )

    def temperature(self, moment: datetime) -> float:
        """Return degrees Celsius."""
        person = self.person
        usual = person.physiology.temperature_celsius + 0.25 * day_wave(moment)
        return round(usual + 0.1 * noise(person, "temperature", moment) + self._effect("temperature", moment), 1)

    def steps(self, moment: datetime) -> int:
        """Return the steps of the day so far."""
        person = self.person
        hour = moment.hour + moment.minute / 60
        share = min(1.0, max(0.0, (hour - 7) / 15))
        noon = moment.replace(hour=12, minute=0)
        factor = 1 + 0.2 * drift(person, "steps", noon) - 0.1 * winter(noon) + (0.15 if noon.weekday() >= 5 else 0)
        factor *= 1 + self._effect("steps_share", noon)
        return int(person.physiology.steps_per_day * share * max(0.2, factor))

    def weight(self, moment: datetime) -> float:
        """Return kilograms: a little more in winter."""
        person = self.person
        return round(
            person.physiology.weight_kg + 0.3 * drift(person, "weight", moment) + 0.9 * (winter(moment) - 0.8), 1
        )

    def resting_heart_rate(self, moment: datetime) -> int:
        """Return beats per minute of the night."""
        person = self.person
        usual = person.physiology.heart_rate_bpm - 5 + 1.5 * drift(person, "resting", moment) + 1.5 * winter(moment)
        return round(usual + self._effect("resting_heart_rate", moment))

    def rmssd(self, moment: datetime) -> float:
        """Return heart rate variability of the night in ms."""
        person = self.person
        share = math.exp(0.15 * drift(person, "rmssd", moment)) * (1 + self._effect("rmssd_share", moment))
        return round(person.physiology.rmssd_ms * share, 1)

    def sleep_minutes(self, moment: datetime) -> int:
        """Return how long the night before was: longer at the weekend."""
        weekend = 35 if moment.weekday() >= 5 else 0
        return round(425 + weekend + 30 * drift(self.person, "sleep", moment) + self._effect("sleep", moment))
