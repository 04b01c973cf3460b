"""What the rooms of one store share: its connection, and what is kept in memory beside it."""

import sqlite3

from .alerts import AlertRows
from .archive import Archive
from .catalog import Catalog
from .contexts import Contexts
from .handovers import Handovers
from .journal import Assessments, Intakes
from .marks import Marks
from .notes import Notes
from .outcomes import Outcomes
from .rollup import Rollups


class Parts:
    """One of each."""

    def __init__(self, db: sqlite3.Connection) -> None:
        """Read what is kept in memory."""
        self.db = db
        self.catalog = Catalog(db)
        self.archive = Archive(db)
        self.rollups = Rollups(db, self.archive)
        self.intakes = Intakes(db)
        self.assessments = Assessments(db)
        self.outcomes = Outcomes(db)
        self.marks = Marks(db)
        self.alerts = AlertRows(db)
        self.contexts = Contexts(db)
        self.notes = Notes(db)
        self.handovers = Handovers(db)

    def flush(self) -> None:
        """Write what is pending in memory."""
        self.rollups.flush()
        self.intakes.flush()

    def reload(self) -> None:
        """Forget what is pending and read again (after a rollback, or when a person moved)."""
        self.rollups.clear()
        self.intakes.clear()
        self.assessments.clear()
        self.catalog.reload()
        self.archive.reload()
