// The reading page: a claim in the list and its words in the text answer to each other.
// Pointer and focus show which belong together; a click, Enter or Space picks one and brings the other into view.
"use strict";

(() => {
  const text = document.getElementById("fc-text");
  const list = document.getElementById("fc-claims");
  if (!text || !list) return;

  const said = document.getElementById("fc-said");
  const items = new Map([...list.children].map((item) => [item.dataset.claim, item]));
  const marks = new Map([...items.keys()].map((key) => [key, []]));
  const keysOf = (mark) => mark.dataset.claims.split(" ");
  for (const mark of text.querySelectorAll("mark")) {
    for (const key of keysOf(mark)) marks.get(key).push(mark);
  }
  let picked = null;

  const each = (keys, name, on) => {
    for (const key of keys) {
      items.get(key).classList.toggle(name, on);
      for (const mark of marks.get(key)) mark.classList.toggle(name, on);
    }
  };

  const keysAt = (target) => {
    const mark = target.closest?.("mark");
    if (mark && text.contains(mark)) return keysOf(mark);
    const item = target.closest?.("#fc-claims > li");
    return item ? [item.dataset.claim] : [];
  };

  const show = (element) => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    element.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  };

  const pick = (key) => {
    if (picked) {
      each([picked], "fc-picked", false);
      items.get(picked).querySelector(".fc-pick").setAttribute("aria-pressed", "false");
    }
    picked = key;
    if (!key) return;
    each([key], "fc-picked", true);
    items.get(key).querySelector(".fc-pick").setAttribute("aria-pressed", "true");
    history.replaceState(null, "", `#appearance-${key}`);
  };

  // Words that several claims share: each further click picks the next of them, from the innermost outwards.
  const pickAt = (mark) => {
    const keys = keysOf(mark).reverse();
    const key = keys[(keys.indexOf(picked) + 1) % keys.length];
    pick(key);
    show(items.get(key));
    said.textContent = items.get(key).querySelector(".fc-pick").textContent;
  };

  const pickInList = (item) => {
    pick(item.dataset.claim);
    const first = marks.get(item.dataset.claim)[0];
    if (first) show(first);
  };

  for (const [enter, leave] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    for (const side of [text, list]) {
      side.addEventListener(enter, (event) => each(keysAt(event.target), "fc-near", true));
      side.addEventListener(leave, (event) => each(keysAt(event.target), "fc-near", false));
    }
  }

  text.addEventListener("click", (event) => {
    const mark = event.target.closest("mark");
    if (mark && getSelection().isCollapsed) pickAt(mark); // whoever selects words to copy picks nothing
  });
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item && !event.target.closest("a")) pickInList(item);
  });

  text.addEventListener("keydown", (event) => {
    const mark = event.target.closest("mark");
    if (mark && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      pickAt(mark);
    }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    const next = step && event.target.closest("li")?.[step];
    if (next) {
      event.preventDefault();
      next.querySelector(".fc-pick").focus();
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && picked) {
      pick(null);
      history.replaceState(null, "", location.pathname + location.search);
    }
  });

  const wanted = items.get(location.hash.replace("#appearance-", ""));
  if (wanted) {
    pickInList(wanted);
    show(wanted);
  }
})();
