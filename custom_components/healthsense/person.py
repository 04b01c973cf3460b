"""A person of the household as the doors see one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .engine.alerts.plan import EscalationPlan
from .engine.care_plan import Plan
from .engine.monitor import Result
from .engine.profile import Profile
from .sources import Binding


@dataclass(slots=True)
class Person:
    """Who the person is, and what is known of them now.

    ``user_id`` is the Home Assistant user of the linked ``person``. ``allow_assist``: voice and
    chat may tell that user. ``sources`` are the bound entity ids by vital, best first. ``escalation``
    says who is told of alerts, ``care_plan`` what is to be measured when. ``linked`` is the ``person`` entity
    that tells the user. ``result`` is None only while everything failed from the start.
    """

    person_id: str
    name: str
    subentry_id: str
    profile: Profile
    private: bool
    allow_automations: bool
    user_id: str | None
    allow_assist: bool = False
    bindings: tuple[Binding, ...] = ()
    escalation: EscalationPlan = field(default_factory=EscalationPlan)
    care_plan: Plan = field(default_factory=Plan)
    linked: str | None = None
    result: Result | None = field(default=None, repr=False)

    @property
    def sources(self) -> Mapping[str, tuple[str, ...]]:
        """Return the bound entities by vital, best first."""
        found: dict[str, list[str]] = {}
        for binding in self.bindings:
            found.setdefault(binding.vital, []).append(binding.entity_id)
        return {vital: tuple(entities) for vital, entities in found.items()}

    @property
    def priorities(self) -> Mapping[str, tuple[str, ...]]:
        """Return the sources by vital, best first."""
        found: dict[str, list[str]] = {}
        for binding in self.bindings:
            sources = found.setdefault(binding.vital, [])
            if binding.source not in sources:
                sources.append(binding.source)
        return {vital: tuple(sources) for vital, sources in found.items()}
