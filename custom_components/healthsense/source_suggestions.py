"""Which entities look like a source of which vital sign: a table of names, units and platforms.

Names and units are those that the integrations of Home Assistant 2026.10 (withings, dexcom, nightscout, fitbit,
google_health, bthome, xiaomi_ble, esphome) and the companion apps (Health Connect: ``health_connect_*``, Apple
Health: ``health_*``) give to their sensors. A suggestion only fills in a form: the person who sets HealthSense up
decides. So a rule rather stays silent than guesses.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from .const import DOMAIN
from .engine.vitals import VITALS, Sampling, normalize_unit

MAX_PER_VITAL: Final = 4
"""More than this many candidates are no help: the reader has to choose anyway."""

STREAMING: Final = ("esphome", "bthome", "mqtt")
"""Platforms that send every reading come first."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What is known about an entity that might be a source.

    ``texts`` are its translation key, unique id and names. ``mine`` is True where it evidently belongs to the
    person, False where it evidently belongs to somebody else, None where nothing tells.
    """

    entity_id: str
    platform: str = ""
    unit: str | None = None
    device_class: str | None = None
    device_id: str | None = None
    texts: tuple[str, ...] = ()
    mine: bool | None = None

    @property
    def domain(self) -> str:
        """Return the entity's domain."""
        return self.entity_id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Rule:
    """An entity is a source of ``vital`` if all that the row states holds.

    ``words`` must be found in the normalised text and ``unless`` must not. ``device_class`` stands in for words.
    ``units`` narrows the units that the vital accepts; ``platforms`` and ``domains`` narrow where it comes from.
    """

    vital: str
    words: str = ""
    unless: str = ""
    device_class: str = ""
    units: str = ""
    platforms: str = ""
    domains: str = "sensor"


_NUMBERS: Final = "sensor number input_number"
_TOLD: Final = "binary_sensor input_boolean switch select input_select"
_WORDS: Final = "sensor select input_select"
_WEARABLES: Final = "mobile_app withings fitbit google_health garmin_connect oura"
_NO_BODY: Final = r"lean|\bfat\b|muscle|bone|water|hydration|non stabili[sz]ed|free mass|segment"
_NOT_A_PERSON: Final = (
    r"\b(cat|dog|pet|litter|hive|bee|food|bowl|parcel|package|mail|spool|filament|tank|bottle|load)s?\b"
)

NEVER: Final = re.compile(
    r"\b(goal|target|average|avg|mean|max|maximum|min|minimum|lowest|highest|yesterday|week|weekly|month|monthly|workout"
    r"|recovery|threshold|limit|alarm|offset|calibration|forecast|previous|battery|humidity|age|zone|estimated)\b"
)
"""Words of an entity that is about a vital sign without being a reading of it."""

RULES: Final = (
    # What one platform means by a name that says less than we need to know.
    Rule("hrv_rmssd", r"health connect heart rate variability", platforms="mobile_app"),
    Rule("hrv_sdnn", r"health heart rate variability", platforms="mobile_app"),
    Rule("weight", r"health body mass", platforms="mobile_app"),
    Rule("distance", r"health (connect )?distance", r"cycling|swimming", platforms="mobile_app"),
    Rule("height", r"health (connect )?height", platforms="mobile_app"),
    Rule("cuff_pulse", r"heart pulse", platforms="withings"),
    Rule("temperature", r"body temperature|temperature c$", r"skin", platforms="withings"),
    Rule("distance", r"activity distance today", platforms="withings"),
    Rule("active_energy", r"activity active calories", platforms="withings"),
    Rule("height", r"height m$", platforms="withings"),
    Rule("distance", r"\bdistance\b", r"tracker", platforms="fitbit google_health"),
    Rule("resting_energy", r"calories bmr", r"tracker", platforms="fitbit"),
    Rule("flights_climbed", r"\bfloors\b", r"tracker|elevation", platforms=_WEARABLES),
    Rule("steps", r"\bsteps?\b", r"tracker|length|distance|time", platforms=_WEARABLES),
    # Names that say enough.
    Rule("supplemental_oxygen", r"supplemental oxygen|oxygen therapy|extra oxygen", domains=_TOLD),
    Rule("posture", r"\bposture|body.?position", domains=_WORDS),
    Rule("consciousness", r"consciousness|\ba[cv]+pu\b", domains=_WORDS),
    Rule("sleep_stage", r"sleep (stage|state|phase)", domains=_WORDS),
    Rule("hrv_rmssd", r"\brmssd\b"),
    Rule("hrv_sdnn", r"\bsdnn\b"),
    Rule("rr_interval", r"\br ?r interval|inter ?beat interval|\bibi\b", units="ms s"),
    Rule("resting_heart_rate", r"resting (heart ?rate|hr|pulse)|\brhr\b"),
    Rule("respiratory_rate", r"respirat|breath", r"disturb|quality|hold|effort", domains=_NUMBERS),
    Rule("cuff_pulse", r"cuff pulse|(blood pressure|bpm?).*\bpulse\b"),
    Rule("systolic", r"s[iy]stol|\bsys\b", units="mmhg kpa", domains=_NUMBERS),
    Rule("diastolic", r"diastol|\bdia\b", units="mmhg kpa", domains=_NUMBERS),
    Rule("heart_rate", r"heart ?rate|heart ?beat|\bhr\b|heart pulse|pulse rate|^pulse$|\bpulse pulse\b",
         r"resting|walking|sleep|variab|reserve", units="bpm /min beats/min 1/min count/min"),
    Rule("heart_rate", r".", r"resting|walking|sleep|variab|reserve|tempo|music|song|track|media|beats? detect",
         units="bpm beats/min"),
    Rule("spo2", r"oxygen|\bsp ?o ?2\b|\bo2 ?sat|\bsa ?o ?2\b",
         r"flow|concentrat|purity|\bair\b|water|soil|supplement|dissolved|tank", units="%"),
    Rule("perfusion_index", r"perfusion", units="%"),
    Rule("glucose", r"glucose|blood sugar", r"trend|delta|ketone", device_class="blood_glucose_concentration",
         domains=_NUMBERS),
    Rule("temperature", r"body temp|\bfever\b|(oral|ear|forehead|axillary|rectal) temp", r"basal|skin|room|water",
         units="°c °f"),
    Rule("body_fat", r"body fat|fat ratio|fat percent", r"mass", units="%"),
    Rule("weight", r"body ?weight|body mass", rf"{_NO_BODY}|index|{_NOT_A_PERSON}", device_class="weight",
         units="kg g lb lbs st", domains=_NUMBERS),
    Rule("waist", r"\bwaist\b", domains=_NUMBERS),
    Rule("height", r"body height", domains=_NUMBERS),
    Rule("double_support", r"double support"),
    Rule("walking_asymmetry", r"walking asymmetry"),
    Rule("walking_speed", r"walking speed"),
    Rule("step_length", r"step length"),
    Rule("headphone_exposure", r"headphone"),
    Rule("steps", r"\bsteps?\b", r"length|distance|time|activities tracker", units="steps"),
    Rule("active_energy", r"active (calories|energy|kcal)", r"basal|resting|total|consum"),
    Rule("resting_energy", r"(resting|basal) (calories|energy)"),
    Rule("flights_climbed", r"(flights|floors) climbed"),
    Rule("sleep_duration", r"sleep (duration|minutes asleep|asleep)|time asleep|total sleep",
         r"deep|\brem\b|light|core|awake|in bed|fall asleep"),
)  # fmt: skip
"""First match wins, so what is special stands before what is general."""

COMPANIONS: Final = (
    Rule("signal_quality", r"signal quality|confidence", units="%"),
    Rule("device_battery", device_class="battery", units="%"),
)
"""What only means something on a device that is a source already; a phone's battery is not a health device's."""

_ELSEWHERE: Final = (
    r"\b(outdoor|outside|garden|yard|drive ?way|street|terrace|balcony|porch|shed|garage|gate|fence|pool|mail ?box"
    r"|letter ?box|camera|doorbell|fridge|freezer|dish ?washer|washing|washer|dryer|oven|safe|vacuum|mower|car|vehicle"
    r")s?\b"
)
HOME: Final = tuple(
    Rule("home_activity", unless=rf"{_ELSEWHERE}|{_NOT_A_PERSON}", device_class=device_class, domains="binary_sensor")
    for device_class in ("motion", "occupancy", "presence", "door", "opening")
)
"""What tells that somebody is up, where only one person lives: in a household of several it tells nothing of one."""

MAX_HOME: Final = 12
"""A flat has more doors and motion sensors than a person has scales."""

_NO_COMPANION: Final = ("mobile_app", "fitbit", "google_health")


def normalise(texts: Iterable[str]) -> str:
    """Return the words of ``texts`` in lower case, one space apart; camel case is split, subscripts are digits."""
    joined = " | ".join(texts)
    plain = "".join(char for char in unicodedata.normalize("NFKD", joined) if not unicodedata.combining(char))
    joined = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return re.sub(r"[^a-z0-9|]+", " ", joined.lower()).strip()


def accepts_unit(vital: str, unit: str | None) -> bool:
    """Return whether ``vital`` can be read in ``unit``; coded vitals have no unit."""
    row = VITALS[vital]
    return row.sampling is Sampling.CODED or normalize_unit(unit) in row.units


def _matches(rule: Rule, candidate: Candidate, parts: tuple[str, ...]) -> bool:
    if candidate.domain not in rule.domains.split() or not accepts_unit(rule.vital, candidate.unit):
        return False
    if rule.platforms and candidate.platform not in rule.platforms.split():
        return False
    if rule.units and normalize_unit(candidate.unit) not in rule.units.split():
        return False
    if rule.unless and any(re.search(rule.unless, part) for part in parts):
        return False
    named = rule.words and any(re.search(rule.words, part) for part in parts)
    return bool(named or (rule.device_class and candidate.device_class == rule.device_class))


def _first_match(candidate: Candidate) -> tuple[int, str] | None:
    parts = tuple(part.strip() for part in normalise(candidate.texts).split("|"))
    if any(NEVER.search(part) for part in parts):
        return None
    return next(((index, rule.vital) for index, rule in enumerate(RULES) if _matches(rule, candidate, parts)), None)


def _usable(candidate: Candidate, taken: frozenset[str]) -> bool:
    return candidate.platform != DOMAIN and candidate.mine is not False and candidate.entity_id not in taken


def suggest_sources(
    candidates: Iterable[Candidate], *, taken: Iterable[str] = (), alone: bool = False
) -> Mapping[str, list[str]]:
    """Return, for each vital that something looks like a source of, the entity ids, best first.

    ``alone``: the person lives alone, so that motion and doors at home are theirs too. ``taken`` are entities that
    another person is bound to. HealthSense's own entities are never suggested, nor is anything that evidently belongs
    to somebody else; where something evidently belongs to the person, the entities of which nothing is known are left
    out.
    """
    gone = frozenset(taken)
    usable = [candidate for candidate in candidates if _usable(candidate, gone)]
    found: dict[str, list[tuple[int, Candidate]]] = {}
    for candidate in usable:
        if (match := _first_match(candidate)) is not None:
            index, vital = match
            found.setdefault(vital, []).append((index, candidate))
    _cuff_pulses(found)
    _companions(found, usable)
    suggested = {vital: _ranked(found[vital]) for vital in VITALS if vital in found}
    if alone and (at_home := _at_home(usable)):
        suggested["home_activity"] = at_home
    return suggested


def _cuff_pulses(found: dict[str, list[tuple[int, Candidate]]]) -> None:
    """Take a plain "pulse" of a device that measures blood pressure for the cuff's own pulse."""
    cuffs = {candidate.device_id for _, candidate in found.get("systolic", ())} - {None}
    moved = [
        row
        for row in found.get("heart_rate", ())
        if row[1].device_id in cuffs and "pulse" in normalise(row[1].texts).split()
    ]
    if not moved:
        return
    found.setdefault("cuff_pulse", []).extend(moved)
    found["heart_rate"] = [row for row in found["heart_rate"] if row not in moved]
    if not found["heart_rate"]:
        del found["heart_rate"]


def _companions(found: dict[str, list[tuple[int, Candidate]]], usable: Iterable[Candidate]) -> None:
    devices = {candidate.device_id for rows in found.values() for _, candidate in rows} - {None}
    for candidate in usable:
        if candidate.device_id not in devices or candidate.platform in _NO_COMPANION:
            continue
        parts = tuple(part.strip() for part in normalise(candidate.texts).split("|"))
        for index, rule in enumerate(COMPANIONS):
            if _matches(rule, candidate, parts):
                found.setdefault(rule.vital, []).append((index, candidate))


def _at_home(usable: Iterable[Candidate]) -> list[str]:
    found = []
    for candidate in usable:
        parts = tuple(part.strip() for part in normalise(candidate.texts).split("|"))
        matching = (index for index, rule in enumerate(HOME) if _matches(rule, candidate, parts))
        if (index := next(matching, None)) is not None:
            found.append((index, candidate.entity_id))
    return [entity_id for _, entity_id in sorted(found)[:MAX_HOME]]


def _ranked(rows: list[tuple[int, Candidate]]) -> list[str]:
    if any(candidate.mine for _, candidate in rows):
        rows = [row for row in rows if row[1].mine]
    rows = sorted(rows, key=lambda row: (row[1].platform not in STREAMING, row[0], row[1].entity_id))
    return [candidate.entity_id for _, candidate in rows[:MAX_PER_VITAL]]
