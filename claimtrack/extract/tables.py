"""What stands above and beside the cells of a table: its header row, and the labels of its rows."""

from __future__ import annotations

from .blocks import Block, Cell
from .titles import is_stem

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
        labelled = _names_its_rows(rows, header)
        for number, row in rows.items():
            if not header or number > min(rows):
                found.update(_of_row(row, header, labelled))
    return found


def _of_row(row: Row, header: Row, labelled: bool) -> dict[Cell, tuple[str, ...]]:
    label = row.get(0)
    labels = [label] if label and len(row) > 1 and _is_title(label) and (labelled or _is_marked(label)) else []
    found = {}
    for column, block in row.items():
        above = [*(labels if column else []), *([header[column]] if column in header else [])]
        if block.cell:
            found[block.cell] = tuple(each.text for each in above)
    return found


def _names_its_rows(rows: dict[int, Row], header: Row) -> bool:
    """Whether the first column names the rows below a header: it has none itself, or each row a title of its own."""
    if header and 0 not in header:
        return True
    first = [row[0] for number, row in rows.items() if number > min(rows) and 0 in row]
    own = len({block.text for block in first}) == len(first)
    return bool(header) and own and all(_is_title(block) and not is_stem(block.text) for block in first)


def _is_marked(block: Block) -> bool:
    return block.cell is not None and block.cell.head


def _header_row(rows: dict[int, Row]) -> Row:
    """The header cells by column; none where the first row with words is no header."""
    first = min(rows)
    row = rows[first]
    spans = len(row) < 2 and 0 in row
    if len(rows) < 2 or spans or not all(_is_title(block) for block in row.values()):
        return {}
    empty_head = first > 1  # Markdown needs a header row: converters leave it empty
    return row if (empty_head and len(row) > 1) or all(_says_header(block) for block in row.values()) else {}


def _is_title(block: Block) -> bool:
    return len(block.text.split()) <= _MAX_WORDS and not block.text.endswith((".", ";"))


def _says_header(block: Block) -> bool:
    return block.is_bold or (block.cell is not None and block.cell.head)
