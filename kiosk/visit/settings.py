"""From a booth's settings to how its visits start and how long they wait."""

from __future__ import annotations

from kiosk.settings import Settings
from kiosk.visit.idle import IdleTimes
from kiosk.visit.model import STAFF_IDLE
from kiosk.visit.page import Page
from kiosk.visit.visit import VisitSettings


def visit_settings(settings: Settings) -> VisitSettings:
    idle = settings.idle
    after_warning = idle.reset_after_s - idle.warn_after_s
    warn_on = {
        Page.FILM: idle.film_warn_after_s,
        Page.CONFIRM: idle.confirm_warn_after_s,
        Page.THANKS: idle.thanks_warn_after_s,
    }
    return VisitSettings(
        language="en" if settings.booth.language == "en" else "zh",
        idle=IdleTimes(idle.warn_after_s, idle.reset_after_s),
        idle_on={page: IdleTimes(warn, warn + after_warning) for page, warn in warn_on.items()} | STAFF_IDLE,
    )
