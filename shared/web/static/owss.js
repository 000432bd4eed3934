// Pages work without this file; with it they are kinder.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  // What has to be put right is read out first.
  const problems = document.querySelector("[data-focus]");
  if (problems) {
    problems.focus();
  }

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
