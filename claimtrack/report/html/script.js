"use strict";
// Everything is readable without this: it filters claims by status, and opens what a link leads into.
(() => {
  const filters = document.querySelector(".filters");
  const claims = [...document.querySelectorAll("[data-status]")];
  const told = document.querySelector(".told");
  const chosen = new Set();

  function show() {
    let shown = 0;
    for (const claim of claims) {
      claim.hidden = chosen.size > 0 && !chosen.has(claim.dataset.status);
      shown += claim.hidden ? 0 : 1;
    }
    for (const section of document.querySelectorAll(".filtered")) {
      section.hidden = !section.querySelector("[data-status]:not([hidden])");
    }
    for (const button of filters.querySelectorAll("[aria-pressed]")) {
      button.setAttribute("aria-pressed", String(chosen.has(button.dataset.filter)));
    }
    told.textContent = chosen.size ? `${shown} of ${claims.length} claims shown` : "";
  }

  if (filters) {
    filters.hidden = false;
    filters.parentElement.classList.add("filtering");
    filters.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const status = button.dataset.filter;
      if (!status) chosen.clear();
      else if (!chosen.delete(status)) chosen.add(status);
      show();
    });
  }

  function reveal() {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    if (target.closest("[hidden]")) {
      chosen.clear();
      show();
    }
    for (let each = target; each; each = each.parentElement) {
      if (each.localName === "details") each.open = true;
    }
    target.scrollIntoView({ block: target.localName === "mark" ? "center" : "start" });
    target.focus({ preventScroll: true });
  }

  addEventListener("hashchange", reveal);
  if (location.hash.length > 1) reveal();

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not(.text, .table, [open])")];
    for (const each of opened) each.open = true;
  });
  addEventListener("afterprint", () => {
    for (const each of opened) each.open = false;
  });
})();
