"""Rows that wait for a total, and which of them, right before a row, add up to it: told by sums kept as rows are added."""

from __future__ import annotations

from collections.abc import Sequence

Figures = Sequence[Sequence[int | None]]


class Waiting:
    """Rows in order, with the sums of their figures in some columns."""

    def __init__(self, values: Figures, room: Sequence[Sequence[int]], columns: Sequence[int], rows: Sequence[int] = ()) -> None:
        self.values = values
        self.room = room
        self.sums = {c: _Sums() for c in columns}
        self.rows: list[int] = []
        for row in rows:
            self.add(row)

    def add(self, row: int) -> None:
        self.rows.append(row)
        for c, sums in self.sums.items():
            sums.add(self.values[row][c], self.room[row][c])

    def fitting(self, row: int, most: int) -> set[int]:
        """How many of the last rows, two at least and so many at most, add up to a row in some column."""
        found: set[int] = set()
        for c, sums in self.sums.items():
            stated = self.values[row][c]
            if stated is not None:
                found |= sums.making(stated, self.room[row][c], most)
        return found


class _Sums:
    """What the figures of a column add up to, from its last gap to each of its rows."""

    def __init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.sums = [0]
        self.rooms = [0]
        self.places: dict[int, list[int]] = {0: [0]}
        """Where each sum is reached."""

    def add(self, value: int | None, room: int) -> None:
        if value is None:
            self.begin()
            return
        self.places.setdefault(self.sums[-1] + value, []).append(len(self.sums))
        self.sums.append(self.sums[-1] + value)
        self.rooms.append(self.rooms[-1] + room)

    def making(self, stated: int, room: int, most: int) -> set[int]:
        """How many of the last figures make one that is stated, within the room of all of them."""
        end = len(self.sums) - 1
        earliest = max(0, end - most)
        exact = not room and self.rooms[end] == self.rooms[earliest]
        starts = self.places.get(self.sums[end] - stated, ()) if exact else range(earliest, end - 1)
        return {
            end - start
            for start in starts
            if earliest <= start < end - 1
            and abs(self.sums[end] - self.sums[start] - stated) <= room + self.rooms[end] - self.rooms[start]
        }
