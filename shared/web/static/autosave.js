// What is typed keeps itself two seconds after the last key; without this file a button does it.
//
// <form data-autosave> is sent as it is; its version stands in "expected_version".
// <form data-autosave="draft"> keeps a draft (shared/web/drafts.py); its version: "draft_version".
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const PAUSE = 2000;

  for (const form of document.querySelectorAll("form[data-autosave]")) {
    const asDraft = form.dataset.autosave === "draft";
    // A field may be called "action", so the form is not asked for its own.
    const address = form.getAttribute("action") || window.location.href;
    const version = form.elements[asDraft ? "draft_version" : "expected_version"];
    const said = form.querySelector("[data-saved]");
    const leaving = new AbortController();
    let waiting = null;
    let sending = false;
    let typedMeanwhile = false;

    const takeNewId = () => {
      // Whatever is kept is a command of its own, except for a draft, which is none.
      if (!asDraft) {
        form.elements.command_id.value = crypto.randomUUID();
      }
    };

    const save = async () => {
      if (sending) {
        typedMeanwhile = true;
        return;
      }
      sending = true;
      typedMeanwhile = false;
      takeNewId();
      const body = new FormData(form);
      if (asDraft) {
        body.set("draft_action", "keep");
      }
      try {
        const answer = await fetch(address, {
          method: "POST",
          body,
          headers: { Accept: "application/json" },
          signal: leaving.signal,
        });
        const told = await answer.json();
        said.textContent = told.saved || told.problem;
        if (told.version !== undefined) {
          version.value = told.version;
          form.dispatchEvent(new Event("owss:kept"));
        }
      } catch {
        // The button is still there; the text is not lost.
        said.textContent = said.dataset.failed || said.textContent;
      } finally {
        takeNewId();
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
    form.addEventListener("submit", () => {
      clearTimeout(waiting);
      typedMeanwhile = false;
      leaving.abort();
    });
  }
});
