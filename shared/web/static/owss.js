// Pages work without this file; with it they are kinder.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // What has to be put right is read out first.
  const problems = document.querySelector("[data-focus]");
  if (problems) {
    problems.focus();
  }

  // The key "/" leads to the field that looks in everything, unless something is being typed.
  const search = document.querySelector("[data-search]");
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (search && event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
    }
  });

  // Filters take effect at once.
  for (const field of document.querySelectorAll("form[data-filters] select")) {
    field.addEventListener("change", () => field.form.requestSubmit());
  }

  // Whoever leaves a page with something typed and not sent is asked first.
  let typed = false;
  for (const form of document.querySelectorAll("form[method='post'][data-keeps]")) {
    form.addEventListener("input", () => { typed = true; });
    form.addEventListener("submit", () => { typed = false; });
    form.addEventListener("owss:kept", () => { typed = false; });
  }
  window.addEventListener("beforeunload", (event) => {
    if (typed) {
      event.preventDefault();
    }
  });
});
