"""To-do lists: what is to be measured today, and what is recommended.

An item of the plan completes itself when the reading arrives. Whoever ticks it off says that it is settled; that
is no reading, and does not count as one.
"""

from typing import Final, override

from homeassistant.components.todo import DOMAIN as TODO_DOMAIN
from homeassistant.components.todo import TodoItem, TodoItemStatus, TodoListEntity, TodoListEntityFeature
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import entity_registry as er
from homeassistant.helpers.entity_platform import AddConfigEntryEntitiesCallback
from homeassistant.util import dt as dt_util

from .advice_sensors import CareEntity
from .advice_texts import AdviceTexts, async_house_texts
from .care import Care, async_care_of
from .engine.advice_triggers import Kind
from .engine.care_review import Planned, State
from .engine.measurement import to_datetime
from .engine.store import Word
from .household import HealthSenseConfigEntry, Household

PARALLEL_UPDATES = 0
REMINDERS: Final = "reminders"
_SETTLED: Final = frozenset({Word.DONE, Word.DISMISSED})


async def async_setup_entry(
    hass: HomeAssistant, entry: HealthSenseConfigEntry, async_add_entities: AddConfigEntryEntitiesCallback
) -> None:
    """Add the list of everybody who is not private; who went private has none any more."""
    registry = er.async_get(hass)
    for person in entry.runtime_data.people.values():
        if not person.private:
            care = await async_care_of(hass, entry, person)
            async_add_entities([RemindersList(entry.runtime_data, care)], config_subentry_id=person.subentry_id)
            continue
        for one in er.async_entries_for_config_entry(registry, entry.entry_id):
            if one.domain == TODO_DOMAIN and one.config_subentry_id == person.subentry_id:
                registry.async_remove(one.entity_id)


class RemindersList(CareEntity, TodoListEntity):
    """What is due today, and what is recommended. Deleting an item dismisses it."""

    _attr_supported_features = TodoListEntityFeature.UPDATE_TODO_ITEM | TodoListEntityFeature.DELETE_TODO_ITEM

    def __init__(self, household: Household, care: Care) -> None:
        """Show what is known already."""
        super().__init__(household, care, REMINDERS)

    @override
    async def async_added_to_hass(self) -> None:
        """Fill the list."""
        await super().async_added_to_hass()
        self._fill()

    @callback
    @override
    def _changed(self) -> None:
        self._fill()
        super()._changed()

    def _fill(self) -> None:
        state = self._care.state
        if state is None:
            self._attr_todo_items = None
            return
        texts = async_house_texts(self.hass)
        planned = [
            self._reminder(texts, one, state.said.get(one.slot.key))
            for one in state.review.items
            if one.state is not State.MISSED and state.said.get(one.slot.key) is not Word.DISMISSED
        ]
        # What is overdue stands in the list already.
        advised = [
            TodoItem(
                uid=one.mark_key,
                summary=texts.title(one.key),
                status=TodoItemStatus.NEEDS_ACTION,
                description=texts.description(one),
            )
            for one in state.advice.recommendations
            if one.why.kind is not Kind.OVERDUE
        ]
        self._attr_todo_items = [*planned, *advised]

    def _reminder(self, texts: AdviceTexts, one: Planned, said: Word | None) -> TodoItem:
        settled = one.state is State.DONE or said in _SETTLED
        return TodoItem(
            uid=one.slot.key,
            summary=texts.sentence("reminder", {"measure": texts.measure(one.slot.measure)}),
            status=TodoItemStatus.COMPLETED if settled else TodoItemStatus.NEEDS_ACTION,
            due=dt_util.as_local(to_datetime(one.slot.due_ms)),
            description=texts.sentence(f"reminder_{one.state}", {}),
            completed=None if one.done_ms is None else dt_util.as_local(to_datetime(one.done_ms)),
        )

    @override
    async def async_update_todo_item(self, item: TodoItem) -> None:
        """Tick an item off, or open it again; what was measured stays done."""
        if item.uid is not None and item.status is not None:
            # A caller may hand in the word alone.
            done = item.status == TodoItemStatus.COMPLETED
            await self._care.async_mark(item.uid, Word.DONE if done else Word.OPEN)

    @override
    async def async_delete_todo_items(self, uids: list[str]) -> None:
        """Dismiss items: a slot for good, a recommendation for as long as its rule says."""
        for uid in uids:
            await self._care.async_mark(uid, Word.DISMISSED)
