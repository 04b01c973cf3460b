"""Oxygen saturation over a night."""

from typing import Final

from .entry import Entry, Shape

ODI_BANDS: Final = ("few", "some", "many", "very_many")
BELOW_BANDS: Final = ("none", "little", "noticeable")
NIGHT_BANDS: Final = ("even", "some_falls", "many_falls", "low_for_long")
STABILITY_BANDS: Final = ("steady", "varying", "unsteady")

ENTRIES: Final[tuple[Entry, ...]] = (
    Entry("spo2_night", "", 0, NIGHT_BANDS, Shape.WORD, document="night-oximetry"),
    Entry("odi3", "/h", 1, ODI_BANDS, document="odi"),
    Entry("odi4", "/h", 1, ODI_BANDS, document="odi"),
    Entry("spo2_below_90", "%", 1, BELOW_BANDS, document="night-oximetry"),
    Entry("spo2_below_88", "%", 1, BELOW_BANDS, document="night-oximetry"),
    Entry("spo2_nadir", "%", 0, (), document="night-oximetry"),
    Entry("spo2_stability", "%", 1, STABILITY_BANDS, document="spo2-stability"),
)
