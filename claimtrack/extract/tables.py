"""What stands above and beside the cells of a table: its header row, and the labels of its rows."""

from __future__ import annotations

from .blocks import Block, Cell

_MAX_WORDS = 15

Row = dict[int, Block]  # column → the first block of its cell


def headings(blocks: list[Block]) -> dict[Cell, tuple[str, ...]]:
    """For each cell below a header row, the label of its row, where it has one, and its column's header."""
    tables: dict[int, dict[int, Row]] = {}
    for block in blocks:
        if block.cell:
            row = tables.setdefault(block.cell.table, {}).setdefault(block.cell.row, {})
            row.setdefault(block.cell.column, block)
    found: dict[Cell, tuple[str, ...]] = {}
    for rows in tables.values():
        header = _header_row(rows)
        for number, row in rows.items():
            if not header or number > min(rows):
                found.update(_of_row(row, header))
    return found


def _of_row(row: Row, header: Row) -> dict[Cell, tuple[str, ...]]:
    label = row.get(0)
    labels = [label] if label and len(row) > 1 and _is_label(label, header) else []
    found = {}
    for column, block in row.items():
        above = [*(labels if column else []), *([header[column]] if column in header else [])]
        if block.cell:
            found[block.cell] = tuple(each.text for each in above)
    return found


def _is_label(block: Block, header: Row) -> bool:
    """Whether the first cell of a row names the row: it is marked as one, or stands below an empty header."""
    marked = block.cell is not None and block.cell.head
    return _is_title(block) and (marked or bool(header and 0 not in header))


def _header_row(rows: dict[int, Row]) -> Row:
    """The header cells by column; none where the first row with words is no header."""
    first = min(rows)
    row = rows[first]
    if len(rows) < 2 or len(row) < 2 or not all(_is_title(block) for block in row.values()):
        return {}
    empty_head = first > 1  # Markdown needs a header row: converters leave it empty
    return row if empty_head or all(_says_header(block) for block in row.values()) else {}


def _is_title(block: Block) -> bool:
    return len(block.text.split()) <= _MAX_WORDS and not block.text.endswith((".", ";"))


def _says_header(block: Block) -> bool:
    return block.is_bold or (block.cell is not None and block.cell.head)
