"""From the journal to the store and back."""

from kiosk.order.sync.given import submission
from kiosk.order.sync.status import Backoff, Link, SyncStatus
from kiosk.order.sync.sync import Sync

__all__ = ["Backoff", "Link", "Sync", "SyncStatus", "submission"]
