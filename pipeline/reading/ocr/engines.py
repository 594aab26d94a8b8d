"""The engines that recognise text: RapidOCR, whose models come with it, and Tesseract where it is installed.

RapidOCR reads pages. Tesseract, an independent program, reads single figures again; where it is not installed, RapidOCR does,
from a larger picture.
"""

from __future__ import annotations

import math
import os
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import cv2
import numpy as np

from pipeline.reading.ocr.picture import Picture
from pipeline.source import Unreadable

if TYPE_CHECKING:
    from rapidocr import RapidOCR

MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}
"""Files in the package of RapidOCR: the models that find text, read it, and tell whether it is upside down.

RapidOCR downloads a model that it is given no file of, and which one that is changes with its version.
"""

NO_MODELS = "no_ocr_models"
"""The error of a page on which no text can be recognised, for the models are not installed."""

LONGEST_SIDE = 2000
"""Pixels to which a picture is made smaller in which text is looked for."""

TALLEST, NEAR = 1200, 100
"""Rows of pixels that are looked at in one piece, for memory grows with it; and how far from there a picture may be cut."""

SECONDS = 20
"""In which Tesseract must have read a figure."""

LEAST_SURE = 0.3
"""What is recognised with less confidence is no text."""

LARGER = 2.0
"""Times that a figure is enlarged to be read again."""


class Recognised(NamedTuple):
    """A text of one line, and where: its corners in pixels, clockwise from the top left of the text; and the middles of its
    characters, spaces aside, along the picture."""

    text: str
    corners: tuple[tuple[float, float], ...]
    middles: tuple[float, ...]
    confidence: float
    """0 to 1."""


def models() -> dict[str, Path]:
    """The files of the models. Raises `Unreadable` if one is not there."""
    import rapidocr

    folder = Path(rapidocr.__file__).parent / "models"
    missing = [name for name in MODELS.values() if not (folder / name).is_file()]
    if missing:
        found = f"rapidocr {version('rapidocr')} is installed without its models {', '.join(missing)}"
        raise Unreadable(
            NO_MODELS, f"Text in pictures cannot be recognised, for {found}. Run: pip install --force-reinstall consuntivo"
        )
    return {task: folder / name for task, name in MODELS.items()}


@cache
def _engine() -> RapidOCR:
    """RapidOCR with the models of its own package and one thread: documents are read side by side. Raises `Unreadable`."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    files = models()
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            **{f"{task}.model_path": str(file) for task, file in files.items()},
            "Global.log_level": "critical",
            "Global.text_score": LEAST_SURE,
            "Global.max_side_len": LONGEST_SIDE,
            "Global.use_cls": False,
            "Global.return_word_box": True,
            "Global.return_single_char_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def read_picture(grey: Picture) -> list[Recognised]:
    """The texts that RapidOCR finds in a picture. Raises `Unreadable` if it is installed without its models."""
    scale = min(1.0, LONGEST_SIDE / max(grey.shape))
    small = np.asarray(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8) if scale < 1 else grey
    cuts = _cuts(small)
    return [text for top, bottom in pairwise(cuts) for text in _read_strip(small[top:bottom], top, scale)]


def _cuts(grey: Picture) -> list[int]:
    """The rows at which a picture begins, ends, and is cut in pieces: where it has least print."""
    height = len(grey)
    pieces = math.ceil(height / TALLEST)
    changes = np.abs(np.diff(grey.astype(np.int16), axis=1)).sum(axis=1)
    cuts = [0]
    for i in range(1, pieces):
        first = round(height * i / pieces) - NEAR
        cuts.append(first + int(np.argmin(changes[first : first + 2 * NEAR])))
    return [*cuts, height]


def _read_strip(strip: Picture, top: int, scale: float) -> Iterator[Recognised]:
    """The texts of a strip of a picture that was made smaller by `scale`, from row `top` on, in the pixels that it had."""
    found: Any = _engine()(_colored(strip), use_det=True, use_cls=False, use_rec=True)
    if not len(found):
        return
    for text, score, corners, chars in zip(found.txts, found.scores, found.boxes, found.word_results, strict=True):
        middles = [sum(x for x, _ in box) / 4 for _, _, box in chars]
        bare = "".join(text.split())
        if len(middles) != len(bare):  # what has no place of its own is spread
            left, right = float(min(corners[:, 0])), float(max(corners[:, 0]))
            middles = [left + (right - left) * (i + 0.5) / len(bare) for i in range(len(bare))]
        places = tuple((x / scale, (y + top) / scale) for x, y in corners.tolist())
        yield Recognised(text, places, tuple(x / scale for x in middles), float(score))


def is_upside_down(grey: Picture) -> bool:
    """Whether RapidOCR takes the text of a picture of a line for upside down."""
    found: Any = _engine()(_colored(grey), use_det=False, use_cls=True, use_rec=False)
    ((label, _),) = found.cls_res
    return str(label) == "180"


def read_line(grey: Picture, dpi: float) -> str:
    """What a picture of one line says to another engine than read it first, or to the same once it is larger."""
    if tesseract() is not None:
        return _read_line_by_tesseract(grey, dpi)
    larger = cv2.resize(grey, None, fx=LARGER, fy=LARGER, interpolation=cv2.INTER_CUBIC)
    found: Any = _engine()(_colored(np.asarray(larger, np.uint8)), use_det=False, use_cls=False, use_rec=True)
    return str(found.txts[0]) if found.txts else ""


@cache
def tesseract() -> str | None:
    """Where Tesseract is, if it is installed with Italian."""
    found = shutil.which("tesseract")
    if found is None:
        return None
    try:
        listed = subprocess.run([found, "--list-langs"], capture_output=True, timeout=SECONDS, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found if b"ita" in listed.split() else None


def _read_line_by_tesseract(grey: Picture, dpi: float) -> str:
    """One line; "" if Tesseract fails on it."""
    done, picture = cv2.imencode(".png", grey)
    if not done:
        return ""
    command = [tesseract() or "", "-", "-", "-l", "ita", "--psm", "7", "--dpi", str(round(dpi))]
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        run = subprocess.run(command, input=picture.tobytes(), capture_output=True, timeout=SECONDS, check=False, env=environment)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return " ".join(run.stdout.decode("utf-8", "replace").replace("\u2014", "-").split())


def _colored(grey: Picture) -> Picture:
    return np.repeat(grey[:, :, None], 3, axis=2)
