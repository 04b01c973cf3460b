"""The texts: English is the measure, every other language has the same keys and placeholders."""

import re
from collections.abc import Iterator

from .integration import Integration, at, leaves

LANGUAGES = frozenset({"de", "en", "es", "fr", "it", "nl", "pl", "vi"})
# hassfest's top-level keys (script/hassfest/translations.py in home-assistant/core)
SECTIONS = frozenset(
    """
    common conditions config config_subentries device device_automation entity entity_component exceptions
    issues options preview_features selector services system_health title triggers
    """.split()
)
# A text of so many words that is the same in two languages was not translated.
UNTRANSLATED_WORDS = 5


def check(integration: Integration) -> Iterator[str]:
    """What is wrong with the texts."""
    if not integration.english:
        yield "translations/en.json: missing"
        return
    if integration.json("strings.json") != integration.english:
        yield "strings.json: differs from translations/en.json"
    for section in sorted(set(integration.english) - SECTIONS):
        yield f"translations/en.json: unknown section {section}"
    for path, text in leaves(integration.english):
        yield from (f"translations/en.json: {path}: {fault}" for fault in _faults(text))
    for language in sorted(LANGUAGES - {"en"}):
        yield from _follows(integration, language)
    yield from _used(integration)


def _faults(text: object) -> Iterator[str]:
    if not isinstance(text, str) or not text.strip():
        yield "not a text"
        return
    if re.search(r"<[a-zA-Z/]", text):
        yield "HTML is not allowed"
    if "[%key:" in text:
        yield "references to other keys work in Home Assistant's own integrations only"
    if re.search(r"https?://", text):
        yield "an address belongs into a placeholder"


def _follows(integration: Integration, language: str) -> Iterator[str]:
    name = f"translations/{language}.json"
    ours, theirs = dict(leaves(integration.english)), dict(leaves(integration.json(name)))
    if not theirs:
        yield f"{name}: missing"
        return
    for path in sorted(set(ours) - set(theirs)):
        yield f"{name}: {path} is missing"
    for path in sorted(set(theirs) - set(ours)):
        yield f"{name}: {path} is not in en.json"
    for path in sorted(set(ours) & set(theirs)):
        english, text = str(ours[path]), str(theirs[path])
        yield from (f"{name}: {path}: {fault}" for fault in _faults(theirs[path]))
        if set(re.findall(r"{(\w+)}", english)) != set(re.findall(r"{(\w+)}", text)):
            yield f"{name}: {path}: its placeholders differ from the English ones"
        if english == text and len(english.split()) >= UNTRANSLATED_WORDS:
            yield f"{name}: {path}: is still English"


def _used(integration: Integration) -> Iterator[str]:
    """A translation key that the code names must have a text somewhere."""
    known = {
        *(key for entities in integration.english.get("entity", {}).values() for key in entities),
        *(
            key
            for section in ("exceptions", "issues", "selector", "device")
            for key in at(integration.english, section) or ()
        ),
    }
    for path, text in integration.sources.items():
        for key in sorted(set(re.findall(r"translation_key\s*=\s*[\"'](\w+)[\"']", text)) - known):
            yield f"{path.relative_to(integration.root)}: translation_key {key} has no text"
