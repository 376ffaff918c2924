"""The journal: events, their fold, the file, and the threads that own it."""

from kiosk.order.journal.fold import Event, JournalError
from kiosk.order.journal.journal import Journal, each_record, find_record, read_journal
from kiosk.order.journal.rows import Mark

__all__ = ["Event", "Journal", "JournalError", "Mark", "each_record", "find_record", "read_journal"]
