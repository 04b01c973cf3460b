"""What glucose readings of some days say."""

from typing import Final

from .entry import Entry

_TARGET: Final = ("on_target", "off_target")

ENTRIES: Final = (
    Entry("glucose_tir", "%", 1, _TARGET, document="glucose", core=True),
    Entry("glucose_tbr", "%", 1, _TARGET, document="glucose"),
    Entry("glucose_tar", "%", 1, _TARGET, document="glucose"),
    Entry("glucose_tbr_level2", "%", 1, _TARGET, document="glucose"),
    Entry("glucose_tar_level2", "%", 1, _TARGET, document="glucose"),
    Entry("glucose_titr", "%", 1, (), document="glucose"),
    Entry("glucose_gmi", "%", 2, (), document="glucose", core=True),
    Entry("glucose_cv", "%", 1, ("steady", "variable"), document="glucose"),
    Entry("glucose_lbgi", "", 2, ("minimal", "low", "moderate", "high"), document="glucose"),
    Entry("glucose_hbgi", "", 2, ("low", "moderate", "high"), document="glucose"),
    Entry("glucose_gri", "", 1, ("zone_a", "zone_b", "zone_c", "zone_d", "zone_e"), document="glucose"),
    Entry("glucose_mage", "mg/dL", 1, (), document="glucose"),
    Entry("glucose_active", "%", 1, ("insufficient", "sufficient"), document="agp"),
    Entry("glucose_agp", "d", 0, (), document="agp"),
)
