# Home Assistant replaces voluptuous by probatio when it starts (install_as_voluptuous); so does this, for mypy.
from probatio import *
