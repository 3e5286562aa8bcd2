// The workbench: a claim in the list, its words in the text and its panel answer to each other; everything has a key.
// The server renders every piece; this opens panels, follows the keyboard, and turns selections into code points.

const root = document.getElementById("fc-workbench");
if (root) start();

function start() {
  const $ = (id) => document.getElementById(id); // asked for anew: the server may have swapped it
  const panel = $("fc-panel");
  const said = (words) => ($("fc-said").textContent = words);
  const items = () => [...$("fc-claims").children];
  const shown = () => items().filter((item) => !item.hidden);
  const itemOf = (key) => $(`appearance-${key}`);
  const marksOf = (key) => [...$("fc-text").querySelectorAll(`mark[data-claims~="${key}"]`)];
  let open = ""; // the key of the open claim

  // What was just swapped in answers at once; and no form ever leaves the page.
  htmx.config.defaultSettleDelay = 0;
  panel.addEventListener("submit", (event) => event.preventDefault());

  // --- one claim at a time

  const show = (element, block = "nearest") => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element?.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
  };

  const mark = (name, key, on) => {
    for (const one of [itemOf(key), ...marksOf(key)]) one?.classList.toggle(name, on);
  };

  const paint = () => {
    for (const one of root.querySelectorAll(".fc-picked")) one.classList.remove("fc-picked");
    for (const one of root.querySelectorAll(".fc-pick[aria-pressed=true]")) one.setAttribute("aria-pressed", "false");
    if (!open) return;
    mark("fc-picked", open, true);
    itemOf(open)?.querySelector(".fc-pick").setAttribute("aria-pressed", "true");
  };

  const pick = (key, { load = true } = {}) => {
    open = key;
    paint();
    history.replaceState(null, "", key ? `#appearance-${key}` : location.pathname + location.search);
    if (!key) {
      panel.replaceChildren();
      return;
    }
    const wide = matchMedia("(width >= 64rem)").matches; // otherwise text and list share one scroll bar
    if (wide) show(itemOf(key));
    show(marksOf(key)[0], wide ? "center" : "nearest");
    if (load) htmx.ajax("GET", root.dataset.panel.replace(root.dataset.nowhere, key), { target: panel });
  };

  const step = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = list.findIndex((item) => item.dataset.claim === open);
    const next = at < 0 ? list[by > 0 ? 0 : list.length - 1] : list[Math.min(Math.max(at + by, 0), list.length - 1)];
    pick(next.dataset.claim);
    said(next.querySelector(".fc-pick").textContent);
  };

  // Words that several claims share: each further click picks the next of them, from the innermost outwards.
  const pickAt = (element) => {
    const keys = element.dataset.claims.split(" ").reverse();
    const key = keys[(keys.indexOf(open) + 1) % keys.length];
    pick(key);
    said(itemOf(key).querySelector(".fc-pick").textContent);
  };

  // --- which claims are shown; kept in the address

  const filters = () => new Set((new URLSearchParams(location.search).get("show") || "").split(",").filter(Boolean));
  const filter = () => {
    const wanted = filters();
    for (const button of root.querySelectorAll(".fc-filter[data-show]")) {
      button.setAttribute("aria-pressed", String(wanted.has(button.dataset.show)));
    }
    for (const item of items()) {
      const standing = item.dataset.standing;
      item.hidden = wanted.size ? !wanted.has(standing) : standing === "rejected";
    }
    for (const element of $("fc-text").querySelectorAll("mark")) {
      element.classList.toggle("fc-dim", wanted.size > 0 && !wanted.has(element.dataset.standing));
    }
  };
  const toggleFilter = (standing) => {
    const wanted = filters();
    if (!wanted.delete(standing)) wanted.add(standing);
    const query = new URLSearchParams(location.search);
    if (wanted.size) query.set("show", [...wanted].join(","));
    else query.delete("show");
    history.replaceState(null, "", `${location.pathname}${query.size ? `?${query}` : ""}${location.hash}`);
    filter();
  };
  const showSilent = () => $("fc-text").classList.toggle("fc-shows-silent", $("fc-silent")?.checked ?? false);

  // --- half-written texts outlive a reload and an error; a done act forgets them

  const place = (form, field) => `fc:${panel.querySelector("[data-id]")?.dataset.id}:${form.dataset.keep}:${field.name}`;
  const kept = (form) => [...form.querySelectorAll("textarea, input[type=text], input[type=url]")].filter((f) => f.name);
  const keep = (field) => {
    const form = field.closest("form[data-keep]");
    if (form && kept(form).includes(field)) localStorage.setItem(place(form, field), field.value);
  };
  const restore = () => {
    for (const form of panel.querySelectorAll("form[data-keep]")) {
      for (const field of kept(form)) {
        const text = localStorage.getItem(place(form, field));
        if (text === null || text === field.value) continue;
        field.value = text;
        const details = form.closest("details");
        if (details && form.dataset.keep !== "assess") details.open = true;
      }
    }
  };
  const forget = (form) => {
    for (const field of kept(form)) localStorage.removeItem(place(form, field));
  };

  // A draft of an assessment goes to the server as it is written; nobody else sees it there.
  let waiting;
  const autosave = (form) => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const told = form.querySelector("[data-saved]");
      const headers = JSON.parse(root.getAttribute("hx-headers"));
      try {
        const answer = await fetch(form.dataset.draft, { method: "POST", body: new FormData(form), headers });
        if (told.isConnected) told.textContent = answer.ok ? "Draft saved." : "Not saved on the server; kept in this browser.";
      } catch {
        if (told.isConnected) told.textContent = "No connection; kept in this browser.";
      }
    }, 1500);
  };

  // --- selections, in code points of the text

  const length = (text) => [...text].length;
  const offsetIn = (container, node, offset) => {
    const range = document.createRange();
    range.setStart(container, 0);
    range.setEnd(node, offset);
    return length(range.toString());
  };
  const selected = (within, start) => {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    if (!within.contains(range.startContainer) || !within.contains(range.endContainer)) return null;
    let [from, to] = [start(range.startContainer, range.startOffset), start(range.endContainer, range.endOffset)];
    if (from === null || to === null) return null;
    const text = range.toString();
    from += length(text) - length(text.trimStart());
    to -= length(text) - length(text.trimEnd());
    return from < to ? { start: from, end: to, text: text.trim() } : null;
  };
  const inText = (node, offset) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const line = element.closest("p[data-start]");
    if (line) return Number(line.dataset.start) + offsetIn(line, node, offset);
    const next = node.childNodes?.[offset]; // a whole line was selected: the range ends before the next one
    return next?.dataset?.start ? Number(next.dataset.start) : null;
  };
  const selection = () => selected($("fc-text"), inText);

  const offerSelection = () => {
    const bubble = $("fc-selecting");
    const words = selection();
    bubble.hidden = !words;
    if (!words) return;
    bubble.querySelector("[data-do=move]").hidden = !open || !panel.querySelector("form[data-act=move]");
    const box = getSelection().getRangeAt(0).getBoundingClientRect();
    bubble.style.left = `${Math.max(8, Math.min(box.left, innerWidth - bubble.offsetWidth - 8)) + scrollX}px`;
    bubble.style.top = `${box.bottom + 6 + scrollY}px`;
  };
  const record = () => {
    const words = selection();
    if (!words) return said("Select the words of the claim in the text first.");
    $("fc-selecting").hidden = true;
    open = "";
    paint();
    htmx.ajax("GET", `${root.dataset.record}?start=${words.start}&end=${words.end}`, { target: panel });
  };
  const move = () => {
    const words = selection();
    const form = panel.querySelector("form[data-act=move]");
    if (!words || !form) return said("Open a claim and select the words where it stands.");
    $("fc-selecting").hidden = true;
    form.elements.start.value = words.start;
    form.elements.end.value = words.end;
    form.requestSubmit();
  };

  // The passage of a captured document that is selected becomes the quotation.
  const quote = () => {
    const source = panel.querySelector(".fc-source");
    const words = source && selected(source, (node, offset) => offsetIn(source, node, offset));
    const form = source?.closest("form");
    if (!words) return;
    form.elements.snapshot.value = source.dataset.snapshot;
    form.elements.quotation.value = words.text;
    form.elements.start.value = words.start;
    form.elements.end.value = words.end;
    keep(form.elements.quotation);
  };

  // --- merging: the claims that are ticked beside the open one

  const merging = () => items().filter((item) => item.querySelector(".fc-tick")?.checked);

  // --- keys

  const press = (key) => {
    const button = panel.querySelector(`[data-key="${key}"]`);
    if (!button) return false;
    if (button.matches("summary")) {
      const details = button.parentElement;
      details.open = true;
      show(details, "start");
      details.querySelector("textarea, input:not([type=hidden]), select")?.focus();
    } else button.click();
    return true;
  };
  const rate = (number) => {
    const choice = panel.querySelectorAll(".fc-assess input[name=rating]")[number - 1];
    if (!choice) return said("Take the claim first: a. Then 1 to 9 rate it.");
    choice.checked = true;
    choice.dispatchEvent(new Event("input", { bubbles: true }));
    choice.focus();
    said(choice.closest("label").textContent.trim());
  };
  const KEYS = {
    j: () => step(1),
    k: () => step(-1),
    u: () => $("fc-undo")?.click(),
    c: record,
    "?": () => $("fc-keys").showModal(),
  };
  const writes = (target) => target.matches?.("textarea, select, input:not([type=radio]):not([type=checkbox])");

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = target.closest?.("#fc-panel form");
      if (form) {
        event.preventDefault();
        form.requestSubmit(form.querySelector("button.fc-main"));
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || $("fc-keys").open) return;
    if (key === "Escape") {
      if (target.closest?.("#fc-panel") && target !== panel) panel.focus();
      else if (open) pick("");
      return;
    }
    if (writes(target)) return;
    if ((key === "Enter" || key === " ") && target.matches?.("mark[tabindex]")) {
      event.preventDefault();
      return pickAt(target);
    }
    if (key === "ArrowDown" || key === "ArrowUp") {
      const sibling = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[key];
      const next = target.closest?.("#fc-claims > li")?.[sibling];
      if (next) {
        event.preventDefault();
        next.querySelector(".fc-pick").focus();
      }
      return;
    }
    if (/^[1-9]$/.test(key)) {
      event.preventDefault();
      return rate(Number(key));
    }
    const done = KEYS[key] ? (KEYS[key](), true) : /^[a-z]$/.test(key) && press(key);
    if (done) event.preventDefault();
  });

  // --- pointer and focus

  root.addEventListener("click", (event) => {
    const { target } = event;
    const element = target.closest("#fc-text mark");
    if (element && getSelection().isCollapsed) return pickAt(element); // whoever selects words picks nothing
    const standing = target.closest(".fc-filter[data-show]");
    if (standing) return toggleFilter(standing.dataset.show);
    if (target.closest("#fc-help")) return $("fc-keys").showModal();
    if (target.closest("[data-do=cancel]")) return pick("");
    const item = target.closest("#fc-claims > li");
    if (item && !target.closest(".fc-tick")) pick(item.dataset.claim);
  });
  $("fc-selecting").addEventListener("mousedown", (event) => event.preventDefault()); // keep the selection
  $("fc-selecting").addEventListener("click", (event) => {
    const what = event.target.closest("[data-do]")?.dataset.do;
    if (what) ({ record, move })[what]();
  });
  document.addEventListener("selectionchange", () => {
    offerSelection();
    if (panel.querySelector(".fc-source")) quote();
  });
  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    const near = (on) => (event) => {
      const element = event.target.closest?.("#fc-text mark, #fc-claims > li");
      for (const key of element?.dataset.claims?.split(" ") ?? [element?.dataset.claim]) if (key) mark("fc-near", key, on);
    };
    root.addEventListener(enter, near(true));
    root.addEventListener(leave, near(false));
  }
  root.addEventListener("change", (event) => {
    if (event.target.id === "fc-silent") showSilent();
  });

  // --- what is typed, sent and answered

  panel.addEventListener("input", (event) => {
    const form = event.target.closest("form");
    keep(event.target);
    if (form?.dataset.act === "assess") autosave(form);
    if (event.target.name === "quotation" && form.elements.start) form.elements.start.value = form.elements.end.value = "";
  });
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target.closest?.("#fc-panel")) clearTimeout(waiting);
  });
  document.body.addEventListener("htmx:configRequest", (event) => {
    const form = event.target.closest?.("form");
    if (form?.closest("details")?.dataset.act === "merge") {
      event.detail.parameters.others = merging().map((item) => item.dataset.id);
    }
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr, target } = event.detail;
    if (target !== panel && !target.matches(".fc-passage, .fc-hits")) return;
    if ([403, 409, 422].includes(xhr.status)) [event.detail.shouldSwap, event.detail.isError] = [true, false];
    const form = event.detail.requestConfig?.elt?.closest?.("form[data-keep]");
    if (form && xhr.status === 200 && target === panel) forget(form);
  });
  document.body.addEventListener("htmx:sendError", () => said("No connection: nothing was sent, nothing is lost."));
  document.body.addEventListener("fc:changed", (event) => {
    const { standings, open: key } = event.detail;
    for (const [one, standing] of Object.entries(standings)) {
      for (const element of marksOf(one)) {
        if (element.dataset.claims.split(" ").at(-1) === one) element.dataset.standing = standing;
      }
    }
    open = key;
    history.replaceState(null, "", key ? `#appearance-${key}` : location.pathname + location.search);
    paint();
    filter();
    showSilent();
  });
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target !== panel) return;
    restore();
    paint();
    filter();
    panel.querySelector("[role=alert]")?.scrollIntoView({ block: "nearest" });
    panel.querySelector("details[open] .fc-error")?.closest(".fc-field")?.querySelector("textarea, input, select")?.focus();
    if (panel.querySelector("form[data-act=record]")) panel.querySelector("form[data-act=record] textarea").focus();
  });

  // The panes fill what the heading leaves of the window, and scroll on their own.
  const fit = () => {
    const top = root.querySelector(".fc-reader").getBoundingClientRect().top + scrollY;
    root.style.setProperty("--fc-top", `${Math.round(top)}px`);
  };
  addEventListener("resize", fit);
  fit();

  filter();
  const wanted = location.hash.replace("#appearance-", "");
  if (wanted && itemOf(wanted)) pick(wanted);
}
