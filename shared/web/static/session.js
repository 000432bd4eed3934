// Before a session ends, people are asked whether they are still there; nothing typed is lost.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const dialog = document.querySelector("dialog[data-session]");
  if (!dialog) {
    return;
  }
  const LONGEST_WARNING = 5 * 60;
  const words = dialog.querySelector("#session-words");
  const stay = dialog.querySelector("[data-stay]");
  const form = dialog.querySelector("form");
  let timer = 0;
  let ending = 0;

  const ask = async (step) => {
    const answer = await fetch(`/accounts/session/${step}`, { method: "POST", body: new FormData(form) });
    return answer.ok ? (await answer.json()).seconds : 0;
  };

  const show = (text, over) => {
    words.textContent = text;
    stay.hidden = over;
    if (!dialog.open) {
      dialog.showModal();
    }
  };

  // Another window may have lengthened the session, so the node is asked before anybody is warned.
  const warn = async (lead) => {
    const left = await ask("look").catch(() => lead);
    if (left > lead + 1) {
      plan(left);
    } else if (left > 0) {
      const time = new Date(Date.now() + left * 1000).toLocaleTimeString("pl", { hour: "numeric", minute: "2-digit" });
      show(`${words.dataset.soon} ${time}.`, false);
      ending = setTimeout(end, left * 1000 + 500);
    } else {
      show(words.dataset.over, true);
    }
  };

  const end = async () => {
    const left = await ask("look").catch(() => 0);
    if (left > 0) {
      plan(left);
    } else {
      show(words.dataset.over, true);
    }
  };

  const plan = (left) => {
    clearTimeout(timer);
    clearTimeout(ending);
    const lead = Math.min(LONGEST_WARNING, left / 2);
    timer = setTimeout(() => warn(lead), (left - lead) * 1000);
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const left = await ask("stay").catch(() => 0);
    if (left > 0) {
      dialog.close();
      plan(left);
    } else {
      show(words.dataset.over, true);
    }
  });
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());

  plan(Number(dialog.dataset.session));
});
