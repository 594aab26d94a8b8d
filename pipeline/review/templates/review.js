"use strict";
(() => {
  const root = document.documentElement;
  const kept = { get: (key) => { try { return localStorage.getItem(key); } catch { return null; } },
                 set: (key, value) => { try { localStorage.setItem(key, value); } catch { /* from disk, some browsers keep nothing */ } } };

  // Language: what was chosen last, else the browser's.
  const speak = (lang) => {
    root.lang = root.dataset.lang = lang;
    for (const button of document.querySelectorAll("[data-speak]")) button.setAttribute("aria-pressed", button.dataset.speak === lang);
    for (const named of document.querySelectorAll("[data-it]")) named.textContent = named.dataset[lang];
    for (const field of document.querySelectorAll("[data-hint-it]")) field.placeholder = lang === "it" ? field.dataset.hintIt : field.dataset.hintEn;
  };
  speak(kept.get("lang") || (navigator.language.startsWith("it") ? "it" : "en"));
  for (const button of document.querySelectorAll("[data-speak]"))
    button.addEventListener("click", () => { kept.set("lang", button.dataset.speak); speak(button.dataset.speak); });

  // Who decides is asked once.
  for (const who of document.querySelectorAll("input[name=who]")) {
    who.value = kept.get("who") || who.value;
    who.addEventListener("change", () => kept.set("who", who.value));
  }

  // Filters: a finding shows if it has every chosen quality.
  const findings = [...document.querySelectorAll("[data-severity]")];
  const chosen = new Map();
  const search = document.querySelector("input[type=search]");
  const show = () => {
    const words = (search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const finding of findings) {
      const fits = [...chosen].every(([quality, value]) => !value || finding.dataset[quality] === value);
      finding.hidden = !(fits && (!words.length || words.every((word) => finding.textContent.toLowerCase().includes(word))));
      shown += !finding.hidden;
    }
    for (const count of document.querySelectorAll("[data-shown]")) count.textContent = `${shown} / ${findings.length}`;
  };
  for (const button of document.querySelectorAll("[data-filter]"))
    button.addEventListener("click", () => {
      const { filter, value } = button.dataset;
      chosen.set(filter, chosen.get(filter) === value ? "" : value);
      for (const other of document.querySelectorAll(`[data-filter="${filter}"]`))
        other.setAttribute("aria-pressed", chosen.get(filter) === other.dataset.value);
      show();
    });
  for (const select of document.querySelectorAll("select[data-choose]"))
    select.addEventListener("change", () => { chosen.set(select.dataset.choose, select.value); show(); });
  search?.addEventListener("input", show);
  show();

  // On paper nothing is folded away.
  addEventListener("beforeprint", () => { for (const details of document.querySelectorAll("details")) details.open = true; });

  // Keyboard: j and k go to the next and the one before, Enter opens, / searches.
  let at = -1;
  const go = (step) => {
    const shown = findings.filter((finding) => !finding.hidden);
    if (!shown.length) return;
    const now = shown.indexOf(findings[at]);
    const next = shown[Math.min(shown.length - 1, Math.max(0, now < 0 ? 0 : now + step))];
    for (const finding of findings) finding.removeAttribute("aria-current");
    next.setAttribute("aria-current", "true");
    next.scrollIntoView({ block: next.tagName === "TR" ? "nearest" : "start" });
    (next.tagName === "TR" ? next.querySelector("a") : next)?.focus({ preventScroll: true });
    at = findings.indexOf(next);
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
  });
})();
