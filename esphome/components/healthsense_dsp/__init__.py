"""Headers only: the signal core and the Bluetooth health parsers, for other components to AUTO_LOAD."""

import esphome.config_validation as cv
from esphome.types import ConfigType

CONFIG_SCHEMA = cv.Schema({})


async def to_code(config: ConfigType) -> None:
    """Nothing to generate: the headers are copied with the component."""
