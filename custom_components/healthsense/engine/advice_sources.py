"""Where each recommendation and each proposal of a care plan comes from."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SOURCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "healthsense": "HealthSense's own rule",
        "rcp_news2_2017": "Royal College of Physicians, National Early Warning Score (NEWS) 2, 2017",
        "esh_home_2021": "Stergiou et al., J Hypertens 2021;39:1293",
        "esc_pressure_2024": "McEvoy et al., Eur Heart J 2024;45:3912",
        "esc_chest_pain_2020": "Knuuti et al., Eur Heart J 2020;41:407",
        "acc_pressure_2025": "Jones et al., Circulation 2025;152:e114",
        "uspstf_pressure_2021": "US Preventive Services Task Force, JAMA 2021;325:1650",
        "esc_heart_failure_2021": "McDonagh et al., Eur Heart J 2021;42:3599",
        "iso_oximeter_2017": "ISO 80601-2-61:2017",
        "ada_glucose_2025": "American Diabetes Association, Diabetes Care 2025;48(Suppl 1):S128",
        "cdc_fever": "Centers for Disease Control and Prevention, definition of fever: 38.0 degrees Celsius",
        "nightsignal_2022": "Alavi et al., Nat Med 2022;28:175",
        "esc_rhythm_2024": "Van Gelder et al., Eur Heart J 2024;45:3314",
        "who_activity_2020": "WHO guidelines on physical activity and sedentary behaviour, 2020",
        "phs_tobacco_2008": "Fiore et al., Treating Tobacco Use and Dependence, US Public Health Service 2008",
        "acc_heart_failure_2022": "Heidenreich et al., Circulation 2022;145:e895",
        "nice_weight_2025": "NICE guideline NG246, 2025",
        "aasm_sleep_2015": "Watson et al., Sleep 2015;38:843",
        "esc_prevention_2021": "Visseren et al., Eur Heart J 2021;42:3227",
        "who_adherence_2003": "WHO, Adherence to long-term therapies: evidence for action, 2003",
    }
)
"""Citation by key; doors show it as it is, in no language but its own."""
