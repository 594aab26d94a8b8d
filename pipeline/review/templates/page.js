"use strict";
(() => {
  const sheet = document.getElementById("sheet"), where = document.getElementById("where"), misread = document.getElementById("misread");
  const cells = (name) => document.querySelectorAll(`[data-cell="${CSS.escape(name)}"]`);

  // A cell and its place on the page light up together. The one that was chosen stays marked, and the form says which it is,
  // wherever the pointer goes.
  const mark = (name, as) => {
    for (const marked of document.querySelectorAll(`.${as}`)) marked.classList.remove(as);
    for (const cell of cells(name)) cell.classList.add(as);
  };
  const point = (name) => mark(name, "lit");
  const choose = (name, typed) => {
    const cell = [...cells(name)].find((one) => one.dataset.whereEn);
    if (!cell) return;
    mark(name, "chosen");
    Object.assign(where.dataset, { en: cell.dataset.whereEn, it: cell.dataset.whereIt });
    where.textContent = where.dataset[document.documentElement.lang];
    misread.querySelector("fieldset").disabled = false;
    misread.elements.cell.value = name;
    misread.elements.text.value = typed ?? cell.firstChild?.textContent.trim() ?? "";
    misread.elements.text.focus({ preventScroll: true });
  };
  document.addEventListener("pointerover", (event) => { const cell = event.target.closest("[data-cell]"); if (cell) point(cell.dataset.cell); });
  document.addEventListener("focusin", (event) => { const cell = event.target.closest("[data-cell]"); if (cell) point(cell.dataset.cell); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("[data-cell]")) { event.preventDefault(); choose(event.target.dataset.cell); }
  });

  // Drawing: a region by dragging, edges of columns by clicking, into the field that was used last.
  const drawn = document.getElementById("drawn");
  let field = null, start = null;
  const spot = (event) => new DOMPoint(event.clientX, event.clientY).matrixTransform(sheet.getScreenCTM().inverse());
  const shape = (name, attributes) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    drawn.append(made);
  };
  const numbers = (text) => text.split(/[\s,]+/).filter(Boolean).map(Number);
  const redraw = () => {
    drawn.replaceChildren();
    for (const input of document.querySelectorAll("details[open] [data-draws]")) {
      const at = numbers(input.value), [, , width, height] = sheet.getAttribute("viewBox").split(" ").map(Number);
      if (input.dataset.draws === "region" && at.length === 4) shape("rect", { class: "region", x: at[0], y: at[1], width: at[2] - at[0], height: at[3] - at[1] });
      if (input.dataset.draws === "edges") for (const x of at) if (x < width) shape("line", { class: "edge", x1: x, x2: x, y1: 0, y2: height });
    }
  };
  document.addEventListener("focusin", (event) => { field = event.target.closest("[data-draws]") ?? (event.target.closest("input") ? null : field); });
  document.addEventListener("input", redraw);
  for (const details of document.querySelectorAll("details"))
    details.addEventListener("toggle", () => { if (details.open) field = details.querySelector("[data-draws]"); redraw(); });
  sheet.addEventListener("pointerdown", (event) => { start = spot(event); if (field) event.preventDefault(); });
  sheet.addEventListener("pointerup", (event) => {
    const end = spot(event), cell = event.target.closest("[data-cell]");
    const dragged = start && Math.hypot(end.x - start.x, end.y - start.y) > 4;
    if (field?.dataset.draws === "region" && dragged)
      field.value = [Math.min(start.x, end.x), Math.min(start.y, end.y), Math.max(start.x, end.x), Math.max(start.y, end.y)].map((n) => n.toFixed(1)).join(", ");
    else if (field?.dataset.draws === "edges" && !dragged) {
      const at = numbers(field.value), near = at.find((x) => Math.abs(x - end.x) < 4);
      field.value = (near === undefined ? [...at, Number(end.x.toFixed(1))].sort((a, b) => a - b) : at.filter((x) => x !== near)).join(", ");
    } else if (cell && !dragged) choose(cell.dataset.cell);
    redraw();
  });
  if (misread.dataset.cellRefused) choose(misread.dataset.cellRefused, misread.elements.text.value);
  for (const cell of document.querySelectorAll("td[data-cell], th[data-cell]")) cell.addEventListener("click", () => choose(cell.dataset.cell));
})();
