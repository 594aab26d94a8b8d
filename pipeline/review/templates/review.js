"use strict";
(() => {
  const root = document.documentElement;
  const keeping = (storage) => ({ get: (key) => { try { return storage().getItem(key); } catch { return null; } },
    set: (key, value) => { try { storage().setItem(key, value); } catch { /* from disk, some browsers keep nothing */ } } });
  const kept = keeping(() => localStorage), keptHere = keeping(() => sessionStorage);

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
    if (!who.closest("[data-refused]")) who.value = kept.get("who") || who.value;
    who.addEventListener("change", () => kept.set("who", who.value));
  }

  // Enter in a field does what the field is for, or nothing: never what the first button of its form happens to be.
  document.addEventListener("keydown", (event) => {
    const act = event.key === "Enter" && !event.isComposing && event.target.dataset.enter;
    if (!act) return;
    event.preventDefault();
    event.target.form.requestSubmit(event.target.form.querySelector(`button[name=act][value="${act}"]`));
  });

  // What is typed about a finding is kept until it is decided, also when another one is decided meanwhile.
  for (const form of document.querySelectorAll("form[id^=decide-]")) {
    const fields = ["reason", "value", "figure"].map((name) => form.elements[name]).filter(Boolean);
    if (!fields.length) { keptHere.set(form.id, "{}"); continue; }
    const typed = form.dataset.refused ? {} : JSON.parse(keptHere.get(form.id) ?? "{}");
    for (const field of fields) {
      field.value = typed[field.name] ?? field.value;
      field.addEventListener("input", () => keptHere.set(form.id, JSON.stringify(Object.fromEntries(fields.map((one) => [one.name, one.value])))));
    }
  }

  // What takes its time says so, and is asked for once.
  for (const button of document.querySelectorAll("[data-busy-it]"))
    button.form.addEventListener("submit", () => {
      button.textContent = root.lang === "it" ? button.dataset.busyIt : button.dataset.busyEn;
      button.disabled = true;
    });

  // A form that was refused asks again for what was wrong with it.
  const refused = document.querySelector("[data-refused]");
  if (refused) (refused.elements[{ value: "value", dismiss: "reason" }[refused.dataset.refused]] ?? refused.elements.who)?.focus();

  // What a value would do is said while it is typed, before it is sent. The answer is a page of this review, escaped by it.
  for (const said of document.querySelectorAll("[data-effect]")) {
    const { value, figure } = said.closest("form").elements;
    let asked = null, later = 0;
    const ask = async () => {
      asked?.abort();
      if (!value.value.trim()) { said.replaceChildren(); return; }
      asked = new AbortController();
      try {
        const answer = await fetch(`${said.dataset.effect}?${new URLSearchParams({ value: value.value, figure: figure?.value ?? "0" })}`, { signal: asked.signal });
        if (answer.ok) said.innerHTML = await answer.text();
      } catch { /* asked again meanwhile, or the review has ended: the button says so */ }
    };
    const soon = () => { clearTimeout(later); later = setTimeout(ask, 120); };
    value.addEventListener("input", soon);
    figure?.addEventListener("change", soon);
    if (value.value) soon();
  }

  // Filters: a finding shows if it has every chosen quality. They are kept for the page until its tab closes.
  const findings = [...document.querySelectorAll("[data-severity]")];
  const here = `filters ${location.pathname}`;
  const chosen = new Map(Object.entries(JSON.parse(keptHere.get(here) ?? "{}")));
  const search = document.querySelector("input[type=search]");
  if (search) search.value = chosen.get("words") ?? "";
  const show = () => {
    const words = (chosen.get("words") ?? "").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    keptHere.set(here, JSON.stringify(Object.fromEntries(chosen)));
    for (const button of document.querySelectorAll("[data-filter]"))
      button.setAttribute("aria-pressed", chosen.get(button.dataset.filter) === button.dataset.value);
    for (const select of document.querySelectorAll("select[data-choose]")) select.value = chosen.get(select.dataset.choose) ?? "";
    for (const finding of findings) {
      const fits = [...chosen].every(([quality, value]) => !value || quality === "words" || finding.dataset[quality] === value);
      const asked = finding.id && location.hash.endsWith(finding.id);
      finding.hidden = !asked && !(fits && (!words.length || words.every((word) => finding.textContent.toLowerCase().includes(word))));
      shown += !finding.hidden;
    }
    for (const count of document.querySelectorAll("[data-shown]")) count.textContent = `${shown} / ${findings.length}`;
  };
  for (const button of document.querySelectorAll("[data-filter]"))
    button.addEventListener("click", () => {
      const { filter, value } = button.dataset;
      chosen.set(filter, chosen.get(filter) === value ? "" : value);
      show();
    });
  for (const select of document.querySelectorAll("select[data-choose]"))
    select.addEventListener("change", () => { chosen.set(select.dataset.choose, select.value); show(); });
  search?.addEventListener("input", () => { chosen.set("words", search.value); show(); });
  show();

  // On paper nothing is folded away.
  addEventListener("beforeprint", () => { for (const details of document.querySelectorAll("details")) details.open = true; });

  // Keyboard: j and k go to the next and the one before, n to the next that is to be decided, Enter opens, / searches.
  let at = findings.findIndex((finding) => finding.id && location.hash.endsWith(finding.id));
  const go = (step) => {
    const shown = findings.filter((finding) => !finding.hidden);
    if (!shown.length) return;
    const now = shown.indexOf(findings[at]);
    visit(shown[Math.min(shown.length - 1, Math.max(0, now < 0 ? 0 : now + step))]);
  };
  const visit = (next) => {
    for (const finding of findings) finding.removeAttribute("aria-current");
    next.setAttribute("aria-current", "true");
    next.scrollIntoView({ block: next.tagName === "TR" ? "nearest" : "start" });
    (next.tagName === "TR" ? next.querySelector("a") : next)?.focus({ preventScroll: true });
    at = findings.indexOf(next);
  };
  // Errors come first on every page: once those of this one are decided, the errors of other documents come before its warnings.
  const onward = document.getElementById("next");
  const goOn = () => {
    const open = findings.filter((finding, i) => i > at && !finding.hidden && finding.dataset.status === "open" && finding.id);
    const severity = findings[at]?.dataset.severity ?? open[0]?.dataset.severity;
    if (open.length && (!onward || open[0].dataset.severity === severity)) visit(open[0]);
    else if (onward) location.assign(at < 0 ? onward.href : onward.href.replace(/[^/]*$/, findings[at].id || "$&"));
  };
  onward?.addEventListener("click", (event) => { event.preventDefault(); goOn(); });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "n") goOn();
    else if (event.key === "/" && search) { event.preventDefault(); search.focus(); }
  });
})();
