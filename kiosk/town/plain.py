"""What every part of the town's model is made of."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Region = Literal["north-america", "europe", "asia", "oceania"]


class Plain(BaseModel):
    """Frozen, and closed to fields nobody asked for, so that a typing mistake is a fault and not a silence."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Plain):
    """The same words in the town's two languages."""

    en: str = Field(min_length=1)
    zh: str = Field(min_length=1)

    def to(self, language: str) -> str:
        return self.zh if language == "zh" else self.en


class Place(Plain):
    name: Text
    country: str = Field(pattern=r"^[A-Z]{2}$")
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    airport: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
