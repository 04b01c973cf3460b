"""Encryption of the native API on host: Noise over the machine's libsodium. Demo and tests only.

ESPHome's own noise-c and libsodium come from a package registry that a build on a PC should not need. A device uses
those; this component refuses to be compiled for one.
"""

import shlex
from pathlib import Path

import esphome.codegen as cg
import esphome.config_validation as cv
from esphome.const import PLATFORM_HOST
from esphome.types import ConfigType

CONFIG_SCHEMA = cv.All(cv.Schema({}), cv.only_on([PLATFORM_HOST]))

REPLACED = ["noise-c", "libsodium"]
INCLUDE = Path(__file__).resolve().parent / "include"


async def to_code(_config: ConfigType) -> None:
    """Keeps the host build from fetching the two libraries, and gives it ours and the system's."""
    cg.add_platformio_option("lib_ignore", REPLACED)
    # ESPHome copies a component's own files, not its folders: <noise/protocol.h> stays where it is.
    cg.add_build_flag(shlex.quote(f"-I{INCLUDE}"))
    cg.add_build_flag("-lsodium")
