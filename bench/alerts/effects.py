"""What an illness does to vital signs, and when: sizes from the literature, scaled by ``effect``.

Sizes not found in a table of the paper named are our reading of it ("design value").
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from math import exp
from types import MappingProxyType
from typing import Final

from .stream import DAY_MS, clipped

BPM_PER_DEGREE: Final = 8.5
"""Heartbeats a minute more per degree of fever: Karjalainen & Viitasalo, Arch Intern Med 1986;146:1169."""


@dataclass(frozen=True, slots=True)
class Size:
    """Mean, standard deviation and bounds of a peak change."""

    mean: float
    sd: float
    low: float
    high: float

    def draw(self, rng: random.Random) -> float:
        """Return one person's peak change."""
        return clipped(rng, self.mean, self.sd, self.low, self.high)


@dataclass(frozen=True, slots=True)
class Sickness:
    """A kind of illness: peak changes from the person's usual; ``early`` is the share reached before symptoms."""

    bpm: Size
    breaths: Size
    spo2: Size
    fever: Size
    rmssd_share: Size
    lead_days: tuple[float, float]
    early: float
    fade_days: float


SICKNESSES: Final[Mapping[str, Sickness]] = MappingProxyType(
    {
        # Heart rate: on average 7 bpm over the person's usual, in most cases before or at symptom onset, in some nine
        # days before: Mishra, Nat Biomed Eng 2020;4:1208. Lead: median 3 days: Alavi, Nat Med 2022;28:175 (80 % of
        # cases). Breaths: a third of cases rise by 3 or more: Natarajan, npj Digit Med 2021;4:136. HRV: Hirten, J Med
        # Internet Res 2021;23:e26107 and Quer, Nat Med 2021;27:73 (design value: a fifth lower). SpO2, fever: design.
        "infection": Sickness(
            bpm=Size(7, 2.5, 2, 14),
            breaths=Size(1.8, 1.0, 0, 4),
            spo2=Size(-0.8, 0.4, -2, 0),
            fever=Size(1.2, 0.6, 0, 2.6),
            rmssd_share=Size(-0.2, 0.08, -0.4, 0),
            lead_days=(3.0, 0.45),
            early=0.65,
            fade_days=2.5,
        ),
        # Pneumonia at home: fever, fast breath, saturation a few points lower (design values within the ranges of
        # Metlay, JAMA 1997;278:1440: temperature >= 37.8, breaths > 25, pulse > 100 each raise its odds).
        "pneumonia": Sickness(
            bpm=Size(11, 3, 5, 18),
            breaths=Size(6, 2, 2, 10),
            spo2=Size(-4.5, 1.2, -7, -2),
            fever=Size(1.8, 0.5, 0.8, 3),
            rmssd_share=Size(-0.3, 0.1, -0.5, 0),
            lead_days=(2.0, 0.4),
            early=0.55,
            fade_days=4.0,
        ),
        # Changes of one standard deviation (5 bpm, 1 %) and more just before onset, greatest two to three days after
        # the first symptom: Hurst, BMC Pulm Med 2010;10:52. Overnight oximetry differs from seven days before
        # treatment: Al Rajeh, JMIR mHealth 2020;8:e17597. Three days before: breaths +2.0, bpm +8.1: Hawthorne,
        # Respir Res 2022;23:102.
        "exacerbation": Sickness(
            bpm=Size(8, 2.5, 3, 15),
            breaths=Size(3, 1, 1, 6),
            spo2=Size(-2.5, 0.8, -4.5, -1),
            fever=Size(0.2, 0.3, 0, 1),
            rmssd_share=Size(-0.15, 0.08, -0.4, 0),
            lead_days=(3.0, 0.4),
            early=0.6,
            fade_days=4.0,
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Course:
    """One illness of one person. Changes are peaks, already scaled by the effect."""

    kind: str
    onset_ms: int
    symptom_ms: int
    early: float
    fade_days: float
    bpm: float
    breaths: float
    spo2: float
    fever: float
    rmssd_share: float

    @property
    def end_ms(self) -> int:
        """Return when a tenth of the peak is left: a day to the peak, 2.3 times the fading after it."""
        return self.symptom_ms + round((1 + 2.3 * self.fade_days) * DAY_MS)

    def share(self, at_ms: int) -> float:
        """Return which share (0-1) of the peak is reached: a day up to ``early``, the peak a day after symptoms."""
        if at_ms < self.onset_ms:
            return 0.0
        after = (at_ms - self.symptom_ms) / DAY_MS
        if after < 0:
            return self.early * min(1.0, (at_ms - self.onset_ms) / DAY_MS)
        began = self.early * min(1.0, (self.symptom_ms - self.onset_ms) / DAY_MS)
        if after < 1:
            return began + (1 - began) * after
        return exp(-(after - 1) / self.fade_days) if after < 1 + 5 * self.fade_days else 0.0

    def fever_at(self, at_ms: int) -> float:
        """Return the degrees above the usual: from six hours before symptoms, gone in some days."""
        after = (at_ms - self.symptom_ms) / DAY_MS + 0.25
        if after < 0:
            return 0.0
        return self.fever * (after if after < 1 else exp(-(after - 1) / 1.5) if after < 8 else 0.0)


def course(rng: random.Random, kind: str, symptom_ms: int, effect: float) -> Course:
    """Draw an illness whose first symptom is at ``symptom_ms``."""
    sickness = SICKNESSES[kind]
    median, sigma = sickness.lead_days
    lead = min(max(median * exp(rng.gauss(0, sigma)), 0.5), 9.0)
    return Course(
        kind,
        symptom_ms - round(lead * DAY_MS),
        symptom_ms,
        sickness.early,
        sickness.fade_days,
        *(
            effect * size.draw(rng)
            for size in (sickness.bpm, sickness.breaths, sickness.spo2, sickness.fever, sickness.rmssd_share)
        ),
    )
