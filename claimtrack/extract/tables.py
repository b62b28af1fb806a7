"""The header row of a table: what stands above each cell."""

from __future__ import annotations

from .blocks import Block, Cell
from .lines import whole

_MAX_WORDS = 15


def headers(blocks: list[Block]) -> dict[Cell, str]:
    """For every cell below a header row, the first block of the header cell in its column."""
    rows: dict[int, dict[int, dict[int, Block]]] = {}  # table → row → column → first block
    for block in blocks:
        if block.cell:
            row = rows.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})
            row.setdefault(block.cell.column, block)
    heads = {table: _header_row(cells) for table, cells in rows.items()}
    return {
        block.cell: heads[block.cell.table][block.cell.column]
        for block in blocks
        if block.cell and block.cell.row > min(rows[block.cell.table])
        and block.cell.column in heads[block.cell.table]
    }  # fmt: skip


def _header_row(cells: dict[int, dict[int, Block]]) -> dict[int, str]:
    """The header texts by column, none where the first row with words is no header."""
    first = min(cells)
    row = cells[first]
    if len(cells) < 2 or len(row) < 2 or not all(_is_title(block) for block in row.values()):
        return {}
    empty_head = first > 1  # Markdown needs a header row: converters leave it empty
    if empty_head or all(_says_header(block) for block in row.values()):
        return {column: block.text.rstrip(" .:") for column, block in row.items()}
    return {}


def _is_title(block: Block) -> bool:
    return len(block.text.split()) <= _MAX_WORDS and not block.text.endswith((".", ";"))


def _says_header(block: Block) -> bool:
    return whole(block) or (block.cell is not None and block.cell.head)
