"""What crosses the border as a file: the only module that names pydantic."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, StringConstraints, ValidationError
from pydantic.json_schema import SkipJsonSchema

__all__ = [
    "BaseModel",
    "ConfigDict",
    "Field",
    "Model",
    "PrivateAttr",
    "SkipJsonSchema",
    "StringConstraints",
    "ValidationError",
    "Written",
]


class Model(BaseModel):
    """A frozen record that crosses the border as a file."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Written(Model):
    """A record of a claim file, where a text of more than a few pages is a mistake."""

    model_config = ConfigDict(str_max_length=20_000)
