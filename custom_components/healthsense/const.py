"""Names that several rooms of the integration share."""

from typing import Final

from homeassistant.const import Platform

DOMAIN: Final = "healthsense"
PLATFORMS: Final = (
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.NUMBER,
    Platform.SELECT,
    Platform.SENSOR,
    Platform.SWITCH,
    Platform.TIME,
    Platform.TODO,
    Platform.UPDATE,
)

SUBENTRY_PERSON: Final = "person"
SUBENTRY_ESCALATION: Final = "escalation"
"""Who is told of a person's alerts; names the person by id and goes with the person."""

CONF_PERSON_ID: Final = "person_id"
CONF_PERSON_ENTITY: Final = "person_entity"
CONF_PRIVACY: Final = "privacy"
CONF_USER_ID: Final = "user_id"
"""Of a private person: the user at the moment of going private. Linking the person anew changes nothing of it."""
CONF_MODELS: Final = "models"
CONF_MODEL_VERSIONS: Final = "model_versions"
CONF_ALLOW_ASSIST: Final = "allow_assist"
CONF_ALLOW_AUTOMATIONS: Final = "allow_automations"
CONF_PROFILE: Final = "profile"
CONF_CARE_PLAN: Final = "care_plan"
CONF_SOURCES: Final = "sources"
CONF_IMPORT_HISTORY: Final = "import_history"
CONF_STREAMING_PLATFORMS: Final = "streaming_platforms"
CONF_KEEP_FULL_DAYS: Final = "keep_full_days"

PRIVACY_SHARED: Final = "shared"
PRIVACY_PRIVATE: Final = "private"

DEFAULT_STREAMING_PLATFORMS: Final = ("esphome", "bthome", "mqtt")
"""Platforms whose unchanged re-report is a new reading: they speak when they measure."""

DEFAULT_KEEP_FULL_DAYS: Final = 7

STORE_FOLDER: Final = "healthsense"
STORE_FILE: Final = "healthsense.db"

ISSUE_SOURCE_MISSING: Final = "source_missing"
ISSUE_SOURCE_UNIT: Final = "source_unit"
ISSUE_ORPHANED_HISTORY: Final = "orphaned_history"
ISSUE_STORE_SET_ASIDE: Final = "store_set_aside"

DOCUMENTS: Final = "https://github.com/healthsense-home/healthsense/blob/main/docs/scores"
"""Where each score's page lies."""
