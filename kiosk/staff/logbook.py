"""The town's log at a build: every lot's document is a leaf, and every lot gets its proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.town.pack import Records
from kiosk.town.packed import PackError

if TYPE_CHECKING:
    from kiosk.settings import Settings
    from kiosk.town.model import Town


def log_lots(settings: Settings, town: Town) -> Records:
    """Appends the documents that are new, and returns proofs, keys, checkpoint and continuity for the pack.

    A town without lots has no log. Raises PackError.
    """
    from kiosk.trace.log.document import document
    from kiosk.trace.log.errors import LogError
    from kiosk.trace.log.town import open_log
    from kiosk.trace.trust.keys import KeyFileError

    lots = [(product.gtin, lot) for product in town.products for lot in product.lots]
    if not lots:
        return Records()
    try:
        with open_log(settings.state_folder, f"{town.info.id}.town.example/log") as log:
            places = [(gtin, lot.lot, log.append(document(gtin, lot))) for gtin, lot in lots]
            checkpoint = log.checkpoint()
            proofs = [(gtin, lot, log.proof(place)) for gtin, lot, place in places]
            return Records(proofs, log.keys.to_json(), checkpoint, log.continuity())
    except (LogError, KeyFileError) as error:
        raise PackError(f"the town's log cannot be kept: {error}") from error
    except OSError as error:
        raise PackError(f"the town's log cannot be written ({error.strerror or error})") from error
