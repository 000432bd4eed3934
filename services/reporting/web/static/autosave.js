// Words save themselves two seconds after the last key; without this file the button does it.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 2000;

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const said = form.querySelector("[data-saved]");
    let waiting = null;
    let sending = false;
    let typedMeanwhile = false;

    const save = async () => {
      if (sending) {
        typedMeanwhile = true;
        return;
      }
      sending = true;
      typedMeanwhile = false;
      form.elements.command_id.value = crypto.randomUUID();
      try {
        const answer = await fetch(form.action, {
          method: "POST",
          body: new FormData(form),
          headers: { Accept: "application/json" },
        });
        const told = await answer.json();
        said.textContent = told.saved || told.problem;
        if (told.version !== undefined) {
          form.elements.expected_version.value = told.version;
        }
      } catch {
        // The button is still there; the text is not lost.
      } finally {
        form.elements.command_id.value = crypto.randomUUID();
        sending = false;
        if (typedMeanwhile) {
          save();
        }
      }
    };

    form.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(save, PAUSE);
    });
    form.addEventListener("submit", () => clearTimeout(waiting));
  }
});
