"""Suggestions of sources, by names and units that real integrations give to their sensors."""

import pytest
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers import entity_registry as er
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.healthsense.engine.vitals import VITALS
from custom_components.healthsense.source_candidates import async_candidates
from custom_components.healthsense.source_suggestions import (
    COMPANIONS,
    HOME,
    MAX_HOME,
    MAX_PER_VITAL,
    RULES,
    Candidate,
    accepts_unit,
    suggest_sources,
)

GLUCOSE = "blood_glucose_concentration"

# platform, texts (translation key, unique id, name), unit, device class -> vital (None: no suggestion).
# withings, dexcom, nightscout, fitbit, google_health, xiaomi_ble: sensor.py and translations of Home Assistant 2026.10;
# mobile_app: HealthConnectSensorManager.kt of home-assistant/android, HealthKitMetric+*.swift of home-assistant/iOS.
KNOWN = (
    ("mobile_app", ("6ab_health_connect_heart_rate", "Heart rate"), "bpm", None, "heart_rate"),
    ("mobile_app", ("6ab_health_connect_resting_heart_rate", "Resting heart rate"), "bpm", None, "resting_heart_rate"),
    ("mobile_app", ("6ab_health_connect_heart_rate_variability", "Herzfrequenzvariabilität"), "ms", "duration",
     "hrv_rmssd"),
    ("mobile_app", ("6ab_health_connect_oxygen_saturation", "Oxygen saturation"), "%", None, "spo2"),
    ("mobile_app", ("6ab_health_connect_respiratory_rate", "Respiratory rate"), "bpm", None, "respiratory_rate"),
    ("mobile_app", ("6ab_health_connect_systolic_blood_pressure", "x"), "mmHg", "pressure", "systolic"),
    ("mobile_app", ("6ab_health_connect_diastolic_blood_pressure", "x"), "mmHg", "pressure", "diastolic"),
    ("mobile_app", ("6ab_health_connect_blood_glucose", "x"), "mg/dL", GLUCOSE, "glucose"),
    ("mobile_app", ("6ab_health_connect_body_temperature", "x"), "°C", "temperature", "temperature"),
    ("mobile_app", ("6ab_health_connect_basal_body_temperature", "x"), "°C", "temperature", None),
    ("mobile_app", ("6ab_health_connect_basal_metabolic_rate", "x"), "kcal/day", None, None),
    ("mobile_app", ("6ab_health_connect_weight", "Weight"), "g", "weight", "weight"),
    ("mobile_app", ("6ab_health_connect_lean_body_mass", "x"), "g", "weight", None),
    ("mobile_app", ("6ab_health_connect_bone_mass", "x"), "g", "weight", None),
    ("mobile_app", ("6ab_health_connect_body_water_mass", "x"), "g", "weight", None),
    ("mobile_app", ("6ab_health_connect_body_fat", "x"), "%", None, "body_fat"),
    ("mobile_app", ("6ab_health_connect_height", "x"), "m", "distance", "height"),
    ("mobile_app", ("6ab_health_connect_steps", "Daily steps"), "steps", None, "steps"),
    ("mobile_app", ("6ab_health_connect_distance", "Daily distance"), "m", "distance", "distance"),
    ("mobile_app", ("6ab_health_connect_elevation_gained", "x"), "m", "distance", None),
    ("mobile_app", ("6ab_health_connect_floors_climbed", "Daily floors"), "floors", None, "flights_climbed"),
    ("mobile_app", ("6ab_health_connect_active_calories_burned", "x"), "kcal", "energy", "active_energy"),
    ("mobile_app", ("6ab_health_connect_total_calories_burned", "x"), "kcal", "energy", None),
    ("mobile_app", ("6ab_health_connect_sleep_duration", "x"), "min", "duration", "sleep_duration"),
    ("mobile_app", ("6ab_health_connect_vo2_max", "x"), "mL/kg/min", None, None),
    ("mobile_app", ("6ab_battery_level", "Battery level"), "%", "battery", None),
    ("mobile_app", ("9cd_health_heart_rate", "Heart Rate"), "bpm", None, "heart_rate"),
    ("mobile_app", ("9cd_health_resting_heart_rate", "Resting Heart Rate"), "bpm", None, "resting_heart_rate"),
    ("mobile_app", ("9cd_health_walking_heart_rate_average", "Walking Heart Rate Average"), "bpm", None, None),
    ("mobile_app", ("9cd_health_heart_rate_recovery_one_minute", "Heart Rate Recovery"), "bpm", None, None),
    ("mobile_app", ("9cd_health_heart_rate_variability", "Heart Rate Variability"), "ms", "duration", "hrv_sdnn"),
    ("mobile_app", ("9cd_health_oxygen_saturation", "Blood Oxygen"), "%", None, "spo2"),
    ("mobile_app", ("9cd_health_respiratory_rate", "Respiratory Rate"), "br/min", None, "respiratory_rate"),
    ("mobile_app", ("9cd_health_body_mass", "Weight"), "kg", "weight", "weight"),
    ("mobile_app", ("9cd_health_body_fat_percentage", "Body Fat Percentage"), "%", None, "body_fat"),
    ("mobile_app", ("9cd_health_height", "Height"), "cm", "distance", "height"),
    ("mobile_app", ("9cd_health_blood_glucose", "Blood Glucose"), "mg/dL", GLUCOSE, "glucose"),
    ("mobile_app", ("9cd_health_blood_alcohol_content", "Blood Alcohol Content"), "%", None, None),
    ("mobile_app", ("9cd_health_steps", "Health Steps"), "steps", None, "steps"),
    ("mobile_app", ("9cd_health_distance_walking_running", "Walking + Running Distance"), "km", "distance", "distance"),
    ("mobile_app", ("9cd_health_distance_cycling", "Cycling Distance"), "km", "distance", None),
    ("mobile_app", ("9cd_health_active_energy_burned", "Active Energy"), "kcal", None, "active_energy"),
    ("mobile_app", ("9cd_health_basal_energy_burned", "Resting Energy"), "kcal", None, "resting_energy"),
    ("mobile_app", ("9cd_health_flights_climbed", "Flights Climbed"), "floors", None, "flights_climbed"),
    ("mobile_app", ("9cd_health_walking_speed", "Walking Speed"), "m/s", "speed", "walking_speed"),
    ("mobile_app", ("9cd_health_walking_step_length", "Walking Step Length"), "cm", "distance", "step_length"),
    ("mobile_app", ("9cd_health_walking_asymmetry_percentage", "Walking Asymmetry"), "%", None, "walking_asymmetry"),
    ("mobile_app", ("9cd_health_walking_double_support_percentage", "Walking Double Support"), "%", None,
     "double_support"),
    ("mobile_app", ("9cd_health_apple_walking_steadiness", "Walking Steadiness"), "%", None, None),
    ("mobile_app", ("9cd_health_six_minute_walk_test_distance", "Six-Minute Walk Distance"), "m", "distance", None),
    ("mobile_app", ("9cd_health_sleep_duration", "Sleep Duration"), "min", "duration", "sleep_duration"),
    ("mobile_app", ("9cd_health_sleep_deep", "Deep Sleep"), "min", "duration", None),
    ("mobile_app", ("9cd_health_sleep_awake", "Awake"), "min", "duration", None),
    ("withings", ("withings_12_weight_kg",), "kg", "weight", "weight"),
    ("withings", ("fat_mass", "withings_12_fat_mass_kg", "Fat mass"), "kg", "weight", None),
    ("withings", ("fat_free_mass", "withings_12_fat_free_mass_kg", "Fat free mass"), "kg", "weight", None),
    ("withings", ("muscle_mass", "withings_12_muscle_mass_kg", "Muscle mass"), "kg", "weight", None),
    ("withings", ("hydration", "withings_12_hydration", "Hydration"), "kg", "weight", None),
    ("withings", ("weight_goal", "withings_12_weight_goal", "Weight goal"), "kg", "weight", None),
    ("withings", ("height", "withings_12_height_m", "Height"), "m", "distance", "height"),
    ("withings", ("withings_12_temperature_c",), "°C", "temperature", "temperature"),
    ("withings", ("body_temperature", "withings_12_body_temperature_c", "Body temperature"), "°C", "temperature",
     "temperature"),
    ("withings", ("skin_temperature", "withings_12_skin_temperature_c", "Skin temperature"), "°C", "temperature", None),
    ("withings", ("fat_ratio", "withings_12_fat_ratio_pct", "Fat ratio"), "%", None, "body_fat"),
    ("withings", ("systolic_blood_pressure", "withings_12_systolic_blood_pressure_mmhg", "Systolic blood pressure"),
     "mmHg", "pressure", "systolic"),
    ("withings", ("diastolic_blood_pressure", "withings_12_diastolic_blood_pressure_mmhg"), "mmHg", "pressure",
     "diastolic"),
    ("withings", ("heart_pulse", "withings_12_heart_pulse_bpm", "Heart pulse"), "bpm", None, "cuff_pulse"),
    ("withings", ("spo2", "withings_12_spo2_pct", "SpO2"), "%", None, "spo2"),
    ("withings", ("average_heart_rate", "withings_12_sleep_heart_rate_average_bpm"), "bpm", None, None),
    ("withings", ("average_respiratory_rate", "withings_12_sleep_respiratory_average_bpm"), "br/min", None, None),
    ("withings", ("activity_steps_today", "withings_12_activity_steps_today"), "steps", None, "steps"),
    ("withings", ("step_goal", "withings_12_step_goal", "Step goal"), "steps", None, None),
    ("withings", ("activity_distance_today", "withings_12_activity_distance_today"), "m", "distance", "distance"),
    ("withings", ("activity_active_calories_burnt_today", "withings_12_activity_active_calories_burnt_today"),
     "calories", None, "active_energy"),
    ("withings", ("workout_distance", "withings_12_workout_distance"), "m", "distance", None),
    ("withings", ("pulse_wave_velocity", "withings_12_pulse_wave_velocity"), "m/s", "speed", None),
    ("dexcom", ("glucose_value", "sam-value", "Glucose value"), "mg/dL", GLUCOSE, "glucose"),
    ("dexcom", ("glucose_value", "sam-value", "Glucose value"), "mmol/L", GLUCOSE, "glucose"),
    ("dexcom", ("glucose_trend", "sam-trend", "Glucose trend"), None, "enum", None),
    ("nightscout", ("abc123", "Blood Sugar"), "mg/dL", GLUCOSE, "glucose"),
    ("fitbit", ("resting_heart_rate", "XYZ_activities/heart", "Resting heart rate"), "bpm", None, "resting_heart_rate"),
    ("fitbit", ("steps", "XYZ_activities/steps", "Steps"), "steps", None, "steps"),
    ("fitbit", ("steps", "XYZ_activities/tracker/steps", "Steps"), "steps", None, None),
    ("fitbit", ("XYZ_activities/distance",), "km", "distance", "distance"),
    ("fitbit", ("floors", "XYZ_activities/floors", "Floors"), "floors", None, "flights_climbed"),
    ("fitbit", ("calories_bmr", "XYZ_activities/caloriesBMR", "Calories BMR"), "cal", None, "resting_energy"),
    ("fitbit", ("calories", "XYZ_activities/calories", "Calories"), "cal", None, None),
    ("fitbit", ("body_fat", "XYZ_body/fat", "Body fat"), "%", None, "body_fat"),
    ("fitbit", ("XYZ_body/weight",), "lb", "weight", "weight"),
    ("fitbit", ("bmi", "XYZ_body/bmi", "BMI"), "BMI", None, None),
    ("fitbit", ("sleep_minutes_asleep", "XYZ_sleep/minutesAsleep"), "min", "duration", "sleep_duration"),
    ("fitbit", ("sleep_minutes_to_fall_asleep", "XYZ_sleep/minutesToFallAsleep"), "min", "duration", None),
    ("fitbit", ("sleep_minutes_awake", "XYZ_sleep/minutesAwake"), "min", "duration", None),
    ("fitbit", ("sleep_efficiency", "XYZ_sleep/efficiency"), "%", None, None),
    ("google_health", ("steps", "77_steps", "Steps"), "steps", None, "steps"),
    ("google_health", ("77_distance",), "m", "distance", "distance"),
    ("google_health", ("active_calories", "77_active_calories", "Active calories"), "kcal", "energy", "active_energy"),
    ("google_health", ("total_calories", "77_total_calories", "Total calories"), "kcal", "energy", None),
    ("google_health", ("calories_consumed", "77_calories_consumed"), "kcal", "energy", None),
    ("google_health", ("floors", "77_floors", "Floors"), None, None, "flights_climbed"),
    ("google_health", ("77_weight",), "kg", "weight", "weight"),
    ("google_health", ("resting_heart_rate", "77_resting_heart_rate"), "bpm", None, "resting_heart_rate"),
    ("google_health", ("body_fat", "77_body_fat"), "%", None, "body_fat"),
    ("google_health", ("sleep_asleep", "77_sleep_asleep", "Time asleep"), "h", "duration", "sleep_duration"),
    ("google_health", ("sleep_in_bed", "77_sleep_in_bed", "Time in bed"), "h", "duration", None),
    ("google_health", ("sleep_to_fall_asleep", "77_sleep_to_fall_asleep"), "min", "duration", None),
    ("xiaomi_ble", ("AA-mass", "Mass"), "kg", "weight", "weight"),
    ("xiaomi_ble", ("AA-mass_non_stabilized", "Mass Non Stabilized"), "kg", "weight", None),
    ("xiaomi_ble", ("AA-heart_rate", "Heart Rate"), "bpm", None, "heart_rate"),
    ("bthome", ("AA-mass_kg", "Mass"), "kg", "weight", "weight"),
    ("esphome", ("AA-sensor-heart_rate", "Heart rate"), "bpm", None, "heart_rate"),
    ("esphome", ("AA-sensor-spo2", "SpO₂"), "%", None, "spo2"),
    ("esphome", ("AA-sensor-perfusion_index", "Perfusion index"), "%", None, "perfusion_index"),
    ("esphome", ("AA-sensor-systolic", "Systolic"), "mmHg", None, "systolic"),
    ("esphome", ("AA-sensor-diastolic", "Diastolic"), "mmHg", None, "diastolic"),
    ("esphome", ("AA-sensor-rr_interval", "RR interval"), "ms", None, "rr_interval"),
    ("esphome", ("AA-sensor-hrv_rmssd", "HRV RMSSD"), "ms", None, "hrv_rmssd"),
    ("mqtt", ("belt_sdnn", "HRV (SDNN)"), "ms", None, "hrv_sdnn"),
    ("mqtt", ("strap", "Polar H10"), "bpm", None, "heart_rate"),
    ("mqtt", ("presion", "Presión sistólica"), "kPa", "pressure", "systolic"),
    # What only looks like it.
    ("spotify", ("tempo", "Song tempo"), "bpm", None, None),
    ("mqtt", ("weather", "Outdoor pressure"), "mmHg", "atmospheric_pressure", None),
    ("mqtt", ("aq", "Oxygen sensor battery"), "%", "battery", None),
    ("mqtt", ("room", "Oxygen in room air"), "%", None, None),
    ("mqtt", ("concentrator", "Oxygen concentration"), "%", None, None),
    ("mqtt", ("pi", "Raspberry Pi disk use"), "%", None, None),
    ("mqtt", ("litter", "Cat weight"), "kg", "weight", None),
    ("mqtt", ("hive", "Bee hive weight"), "kg", "weight", None),
    ("mqtt", ("desk", "Desk height"), "cm", "distance", None),
    ("mqtt", ("bedroom", "Bedroom temperature"), "°C", "temperature", None),
    ("mqtt", ("cpu", "CPU core temperature"), "°C", "temperature", None),
    ("mqtt", ("stepper", "Stepper position"), "steps/s", None, None),
    ("mqtt", ("hr_max", "Heart rate max"), "bpm", None, None),
    ("mqtt", ("systolic", "Systolic"), "m", None, None),
)  # fmt: skip


@pytest.mark.parametrize(("platform", "texts", "unit", "device_class", "vital"), KNOWN)
def test_known_sensors(
    platform: str, texts: tuple[str, ...], unit: str | None, device_class: str | None, vital: str | None
) -> None:
    """Every known sensor is suggested for what it measures, and for nothing else."""
    sensor = Candidate("sensor.one", platform, unit, device_class, texts=texts)
    assert suggest_sources([sensor]) == ({vital: ["sensor.one"]} if vital else {})


@pytest.mark.parametrize(
    ("entity_id", "text", "vital"),
    [
        ("input_boolean.mums_oxygen", "Supplemental oxygen", "supplemental_oxygen"),
        ("input_select.mum", "Consciousness (ACVPU)", "consciousness"),
        ("sensor.bed", "Sleep stage", "sleep_stage"),
        ("input_number.weight", "Body weight", None),
        ("light.oxygen_therapy", "Oxygen therapy", None),
    ],
)
def test_words_need_the_right_kind_of_entity(entity_id: str, text: str, vital: str | None) -> None:
    """What a person tells comes from switches and lists, a number never without a unit."""
    assert suggest_sources([Candidate(entity_id, texts=(text,))]) == ({vital: [entity_id]} if vital else {})


def test_every_rule_names_a_vital_and_narrows_to_units_it_accepts() -> None:
    """A rule that could never match is a mistake in the table."""
    for rule in (*RULES, *COMPANIONS, *HOME):
        assert rule.vital in VITALS
        assert all(accepts_unit(rule.vital, unit) for unit in rule.units.split()), rule
    assert {rule.vital for rule in (*RULES, *COMPANIONS, *HOME)} == set(VITALS)


def test_the_pulse_of_a_cuff_is_not_the_heart_rate() -> None:
    """A plain pulse beside systolic on one device is the cuff's; a wearable's heart rate stays what it is."""
    cuff = [
        Candidate("sensor.cuff_sys", "esphome", "mmHg", "pressure", "cuff", ("Systolic",)),
        Candidate("sensor.cuff_pulse", "esphome", "bpm", None, "cuff", ("Pulse",)),
    ]
    watch = Candidate("sensor.watch", "esphome", "bpm", None, "watch", ("Pulse",))
    assert suggest_sources(cuff)["cuff_pulse"] == ["sensor.cuff_pulse"]
    assert "heart_rate" not in suggest_sources(cuff)
    assert suggest_sources([*cuff, watch])["heart_rate"] == ["sensor.watch"]


def test_battery_and_signal_quality_only_of_devices_that_measure() -> None:
    """The battery of the oximeter, not that of the door sensor or of the phone."""
    found = suggest_sources(
        [
            Candidate("sensor.ox_hr", "esphome", "bpm", None, "oximeter", ("Heart rate",)),
            Candidate("sensor.ox_battery", "esphome", "%", "battery", "oximeter", ("Battery",)),
            Candidate("sensor.ox_quality", "esphome", "%", None, "oximeter", ("Signal quality",)),
            Candidate("sensor.door_battery", "zha", "%", "battery", "door", ("Battery",)),
            Candidate("sensor.phone_hr", "mobile_app", "bpm", None, "phone", ("health_heart_rate",)),
            Candidate("sensor.phone_battery", "mobile_app", "%", "battery", "phone", ("battery_level",)),
        ]
    )
    assert found["device_battery"] == ["sensor.ox_battery"]
    assert found["signal_quality"] == ["sensor.ox_quality"]


def test_streaming_sources_come_first_and_a_list_stays_short() -> None:
    """Best first, and never more than a person wants to read."""
    many = [Candidate(f"sensor.a{n}", "mobile_app", "bpm", texts=("Heart rate",)) for n in range(9)]
    strap = Candidate("sensor.strap", "esphome", "bpm", texts=("Heart rate",))
    found = suggest_sources([*many, strap])["heart_rate"]
    assert found[0] == "sensor.strap"
    assert len(found) == MAX_PER_VITAL


@pytest.mark.parametrize(
    ("device_class", "text", "fits"),
    [
        ("motion", "Hallway motion", True),
        ("occupancy", "Bedroom occupancy", True),
        ("presence", "Living room", True),
        ("door", "Front door", True),
        ("opening", "Kitchen cupboard", True),
        ("door", "Fridge door", False),
        ("motion", "Garden motion", False),
        ("motion", "Doorbell motion", False),
        ("motion", "Driveway camera", False),
        ("motion", "Cat flap", False),
        ("window", "Bedroom window", False),
        ("smoke", "Smoke", False),
    ],
)
def test_motion_and_doors_tell_of_somebody_who_lives_alone(device_class: str, text: str, *, fits: bool) -> None:
    """In a household of several the form offers them too, but nothing is filled in."""
    sensor = Candidate("binary_sensor.one", "zha", None, device_class, texts=(text,))
    expected = {"home_activity": ["binary_sensor.one"]} if fits else {}
    assert suggest_sources([sensor], alone=True) == expected
    assert suggest_sources([sensor]) == {}


def test_a_flat_has_a_dozen_at_most_and_one_named_after_the_person_hides_none() -> None:
    """Motion before doors: it is the plainer sign."""
    doors = [Candidate(f"binary_sensor.door_{n:02}", "zha", None, "door", texts=("Door",)) for n in range(20)]
    mine = Candidate("binary_sensor.motion", "zha", None, "motion", texts=("Motion",), mine=True)
    found = suggest_sources([*doors, mine], alone=True)["home_activity"]
    assert found[0] == "binary_sensor.motion"
    assert len(found) == MAX_HOME
    assert suggest_sources([*doors, mine], alone=True, taken=["binary_sensor.motion"])["home_activity"] == [
        f"binary_sensor.door_{n:02}" for n in range(MAX_HOME)
    ]


def test_never_our_own_nor_what_somebody_else_has() -> None:
    """HealthSense must not feed on itself, and another person's sources stay theirs."""
    ours = Candidate("sensor.sam_heart_rate", "healthsense", "bpm", texts=("heart_rate",))
    theirs = Candidate("sensor.strap", "esphome", "bpm", texts=("Heart rate",))
    assert suggest_sources([ours, theirs], taken=["sensor.strap"]) == {}


def test_what_is_mine_hides_what_may_be_anybodys() -> None:
    """Where one entity is evidently the person's, the rest is left out; another's always is."""
    mine = Candidate("sensor.mine", "withings", "kg", "weight", mine=True, texts=("weight_kg",))
    unclear = Candidate("sensor.unclear", "withings", "kg", "weight", texts=("weight_kg",))
    other = Candidate("sensor.other", "withings", "kg", "weight", mine=False, texts=("weight_kg",))
    assert suggest_sources([mine, unclear, other])["weight"] == ["sensor.mine"]
    assert suggest_sources([unclear, other])["weight"] == ["sensor.unclear"]


async def test_candidates_know_whose_they_are(
    hass: HomeAssistant, entity_registry: er.EntityRegistry, device_registry: dr.DeviceRegistry
) -> None:
    """A phone belongs to the person who is tracked by it; a name in a name tells the rest."""
    phones = {}
    for name in ("Alice", "Bob"):
        entry = MockConfigEntry(domain="mobile_app", title=f"Phone {name}")
        entry.add_to_hass(hass)
        device = device_registry.async_get_or_create(
            config_entry_id=entry.entry_id, identifiers={("mobile_app", name)}, name="Pixel 8"
        )
        entity_registry.async_get_or_create(
            "device_tracker", "mobile_app", name, config_entry=entry, device_id=device.id,
            suggested_object_id=f"phone_{name}",
        )  # fmt: skip
        phones[name] = entity_registry.async_get_or_create(
            "sensor", "mobile_app", f"{name}_health_heart_rate", config_entry=entry, device_id=device.id,
            original_name="Heart Rate", unit_of_measurement="bpm",
        ).entity_id  # fmt: skip
        hass.states.async_set(
            f"person.{name.lower()}", "home",
            {"friendly_name": name, "device_trackers": [f"device_tracker.phone_{name.lower()}"]},
        )  # fmt: skip
    scale = MockConfigEntry(domain="withings", title="Bob's scale")
    scale.add_to_hass(hass)
    weight = entity_registry.async_get_or_create(
        "sensor", "withings", "withings_9_weight_kg", config_entry=scale, original_device_class="weight",
        unit_of_measurement="kg",
    ).entity_id  # fmt: skip
    entity_registry.async_get_or_create(
        "sensor", "withings", "gone", original_device_class="weight", disabled_by=er.RegistryEntryDisabler.USER
    )
    entity_registry.async_get_or_create("light", "hue", "lamp")
    hass.states.async_set("sensor.template_pulse", "61", {"unit_of_measurement": "bpm", "friendly_name": "Pulse"})
    hass.states.async_set("sensor.alices_oxygen", "97", {"unit_of_measurement": "%", "friendly_name": "Alice's oxygen"})

    alice = suggest_sources(async_candidates(hass, person_entity="person.alice", name="Alice"))
    assert alice == {"heart_rate": [phones["Alice"]], "spo2": ["sensor.alices_oxygen"]}
    bob = suggest_sources(async_candidates(hass, person_entity="person.bob", name="Bob"))
    assert bob == {"heart_rate": [phones["Bob"]], "weight": [weight]}
    guest = suggest_sources(async_candidates(hass, person_entity=None, name="Jo"))
    assert guest == {"heart_rate": ["sensor.template_pulse"]}
