// Ticking rows of a list works without this file; with it one box ticks all rows of the page.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll("form[data-bulk]")) {
    const boxes = [...form.querySelectorAll("input[name='rows']")];
    const head = form.querySelector("[data-bulk-head]");
    const count = form.querySelector("[data-bulk-count]");
    const all = document.createElement("input");
    const told = () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
      count.textContent = `${count.dataset.words} ${ticked}`;
    };
    all.type = "checkbox";
    all.className = "form-check-input owss-tick";
    all.setAttribute("aria-label", head.dataset.words);
    all.addEventListener("change", () => {
      for (const box of boxes) {
        box.checked = all.checked;
      }
      told();
    });
    head.replaceChildren(all);
    form.addEventListener("change", told);
    count.setAttribute("role", "status");
    told();
  }
});
