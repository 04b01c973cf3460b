"""Pulses that do not come in time: an irregular rhythm, extra beats.

Fixed before the core was tried on them: how intervals are distributed, the weaker wave after a short one, the seeds.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from .synthetic import Floats, Recording


def _filled(intervals_s: Floats) -> Floats:
    """Height of a beat's wave by the interval before it: a heart that had less time to fill ejects less."""
    share = intervals_s / np.mean(intervals_s)
    return np.clip((1 - 0.4 * np.exp(1.6 * (1 - share))) / 0.6, 0.4, 1.6)


@dataclass(frozen=True, kw_only=True)
class Irregular(Recording):
    """Intervals without order, as in atrial fibrillation: independent and log-normal, none below 300 ms.

    `spread` is their standard deviation as a share of their mean: about a quarter in atrial fibrillation (Tateno and
    Glass, Med Biol Eng Comput 2001;39:664).
    """

    spread: float = 0.22

    @cached_property
    def beats_s(self) -> Floats:
        """When each systolic wave has its summit: the truth."""
        random = self._random(4)
        mean_s = 60.0 / self.heart_rate_bpm
        count = int(1.5 * self.duration_s / mean_s) + 20
        sigma = np.sqrt(np.log(1 + self.spread**2))
        intervals = np.maximum(0.3, mean_s * np.exp(sigma * random.standard_normal(count) - sigma**2 / 2))
        beats = -3 * mean_s + np.cumsum(intervals)
        return beats[beats < self.duration_s + 3 * mean_s]

    @cached_property
    def heights(self) -> Floats:
        """How high each beat's wave is."""
        return _filled(np.diff(self.beats_s, prepend=self.beats_s[0] - 60.0 / self.heart_rate_bpm))


@dataclass(frozen=True, kw_only=True)
class ExtraBeats(Recording):
    """Regular but for premature beats, each followed by the pause that makes up for it."""

    every: int = 12  # beats from one to the next
    early: float = 0.65  # interval before it, as a share of the usual one
    weak: float = 0.6  # height of its wave

    def _extra(self, count: int) -> list[int]:
        random = self._random(5)
        places = range(self.every, count - 2, self.every)
        return [place + int(random.integers(0, max(1, self.every // 2))) for place in places]

    @cached_property
    def beats_s(self) -> Floats:
        """When each systolic wave has its summit: the truth."""
        beats = super().beats_s.copy()
        for place in self._extra(beats.size):
            if place + 1 < beats.size:
                beats[place] = beats[place - 1] + self.early * (beats[place] - beats[place - 1])
        return beats

    @cached_property
    def heights(self) -> Floats:
        """How high each beat's wave is."""
        heights = super().heights.copy()
        for place in self._extra(heights.size):
            if place + 1 < heights.size:
                heights[place] *= self.weak
                heights[place + 1] *= 1.15
        return heights
