"""A person with readings, for rules that fold over them: plays one rule through time as the watch does."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from zoneinfo import ZoneInfo

from healthsense_engine.alerts import gate
from healthsense_engine.alerts.controls import Controls, Origin, PersonalLimit
from healthsense_engine.alerts.model import Level, Part, Suppression
from healthsense_engine.alerts.rule import Rule, Scene
from healthsense_engine.alerts.rules import RULES
from healthsense_engine.assessment import Assessment
from healthsense_engine.care_plan import Plan
from healthsense_engine.measurement import Measurement
from healthsense_engine.profile import Profile
from healthsense_engine.view import Current
from healthsense_engine.vitals import VITALS, Site

SECOND = 1000
MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
START = 1_700_000_000_000
BY_KEY: Mapping[str, Rule] = {rule.key: rule for rule in RULES}


def reading(
    vital: str,
    effective_ms: int,
    value: float,
    source: str = "ring",
    *,
    quality: int | None = None,
    site: Site = Site.UNKNOWN,
) -> Measurement:
    return Measurement(vital, effective_ms, source, round(value * VITALS[vital].scale), effective_ms, quality, site)


def limit(value: float, origin: Origin = Origin.PERSON) -> PersonalLimit:
    return PersonalLimit(value, origin, "u1", START)


class Person:
    """What is stored of somebody, and what one rule made of it so far."""

    def __init__(self, rule: str | Rule, *, started_ms: int = START - DAY, profile: Profile | None = None) -> None:
        self.rule = BY_KEY[rule] if isinstance(rule, str) else rule
        self.started_ms = started_ms
        self.profile = profile or Profile()
        self.controls = Controls()
        self.rows: list[Measurement] = []
        self.assessments: dict[str, Assessment] = {}
        self.parts: dict[str, Part] = {}
        self.part: Part | None = None
        self.now_ms = started_ms
        self.asked = 0
        self.seen: list[tuple[int, Part]] = []

    def readings(self, vital: str, start_ms: int, end_ms: int) -> list[Measurement]:
        self.asked += 1
        found = [row for row in self.rows if row.vital == vital and start_ms <= row.effective_ms < end_ms]
        return sorted(found, key=lambda row: (row.effective_ms, row.source))

    def scene(self, stored: Iterable[Measurement] | None = (), changed: Iterable[str] = ()) -> Scene:
        current = {}
        for vital in {row.vital for row in self.rows}:
            newest = max((row for row in self.rows if row.vital == vital), key=lambda row: row.effective_ms)
            current[vital] = Current(newest, newest.effective_ms >= self.now_ms - VITALS[vital].fresh_for_ms)
        by_vital: dict[str, list[Measurement]] | None = None if stored is None else {}
        for row in sorted(stored or (), key=lambda one: one.effective_ms):
            assert by_vital is not None
            by_vital.setdefault(row.vital, []).append(row)
        return Scene(
            now_ms=self.now_ms,
            profile=self.profile,
            zone=ZoneInfo("Europe/Rome"),
            current=current,
            assessments=self.assessments,
            changed=frozenset(changed),
            stored=by_vital,
            controls=self.controls,
            care_plan=Plan(),
            readings=self.readings,
            started_ms=self.started_ms,
            parts=self.parts,
        )

    def take(self, *rows: Measurement, now_ms: int | None = None) -> Part | None:
        """Store readings that come at ``now_ms`` (default: when the newest of them was taken)."""
        self.advance_to(max(self.now_ms, rows[-1].effective_ms) if now_ms is None else now_ms, meanwhile=True)
        self.rows += rows
        return self._step(self.scene(rows, {row.vital for row in rows}))

    def tell(self, assessment: Assessment, now_ms: int) -> Part | None:
        """Have an answer change."""
        self.advance_to(now_ms, meanwhile=True)
        self.assessments[assessment.key] = assessment
        return self._step(self.scene((), {assessment.key}))

    def advance_to(self, now_ms: int, *, meanwhile: bool = False) -> Part | None:
        """Let time pass; the rule is asked when it wanted to be."""
        while (wake_ms := self.rule.wake_ms(self.part, self.scene())) is not None and self.now_ms < wake_ms < now_ms:
            self.now_ms = wake_ms
            self._step(self.scene())
        self.now_ms = now_ms
        return self.part if meanwhile else self._step(self.scene())

    def restart(self, now_ms: int) -> Part | None:
        """Be gone until ``now_ms``; then everything is looked at anew."""
        self.now_ms = self.started_ms = now_ms
        if self.part is not None:
            self.part = Part.from_dict(self.part.as_dict())
        return self._step(self.scene(None))

    def _step(self, scene: Scene) -> Part | None:
        part = self.rule.step(self.part, scene)
        assert self.rule.step(part, replace(scene, stored={})) == part, "nothing new changes nothing"
        if part != self.part and part is not None:
            self.seen.append((self.now_ms, part))
        self.part = part
        return part

    @property
    def met(self) -> bool:
        return self.part is not None and self.part.met_ms is not None

    @property
    def pending(self) -> bool:
        return self.part is not None and self.part.met_ms is None

    def first_met(self) -> Part | None:
        return next((part for _, part in self.seen if part.met_ms is not None), None)

    def judged(self) -> Suppression | None:
        assert self.part is not None
        return gate.judge(self.rule, self.part, self.scene())

    def level(self) -> Level:
        assert self.part is not None
        return gate.level(self.rule, self.part, self.scene())[0]


def stream(
    vital: str, values: Iterable[float | None], *, since_ms: int = START, every_ms: int = SECOND, source: str = "ring"
) -> list[Measurement]:
    """Return readings a second (or so); None is a dropout."""
    return [
        reading(vital, since_ms + at * every_ms, value, source) for at, value in enumerate(values) if value is not None
    ]


def play(person: Person, rows: Sequence[Measurement], after: Callable[[Person], None] | None = None) -> Person:
    """Have readings come one by one, each at its time."""
    for row in rows:
        person.take(row)
        if after is not None:
            after(person)
    return person
