"""Layers of a page (optional content, ISO 32000-1, 8.11) that a viewer does not show at first, as far as annotations are in them.

PDFium leaves out what a page draws in such a layer, and shows the annotations in it all the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pikepdf

SHOWN_BY: dict[str, Callable[[Iterable[bool]], bool]] = {
    "/AnyOn": any,
    "/AllOn": all,
    "/AnyOff": lambda shown: not all(shown),
    "/AllOff": lambda shown: not any(shown),
}
"""Whether something shows that is in several layers, by its policy and whether each of them does."""


def annotations_off(pdf: pikepdf.Pdf, page: pikepdf.Object) -> frozenset[int]:
    """Which annotations of a page, by their places in its list, are in layers that are off."""
    properties, annotations = pdf.Root.get("/OCProperties"), page.get("/Annots")
    if properties is None or annotations is None:
        return frozenset()
    default = properties.get("/D", pikepdf.Dictionary())
    on, off = ({group.objgen for group in default.get(key, ())} for key in ("/ON", "/OFF"))
    is_off = default.get("/BaseState") == "/OFF"

    def is_on(group: pikepdf.Object) -> bool:
        return group.objgen in on if is_off else group.objgen not in off

    def shows(layer: pikepdf.Object) -> bool:
        if "/OCGs" not in layer:
            return is_on(layer)
        groups = layer.OCGs if isinstance(layer.OCGs, pikepdf.Array) else [layer.OCGs]
        return SHOWN_BY[str(layer.get("/P", "/AnyOn"))](list(map(is_on, groups))) or not len(groups)

    return frozenset(i for i, annotation in enumerate(annotations) if "/OC" in annotation and not shows(annotation.OC))
