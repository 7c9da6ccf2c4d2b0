// What the page can do with a script that it can't without: answer in place, hear of news, play.
// Everything is a plain form underneath, so without this file the page works by being loaded anew.
"use strict";

const POLL = 2000; // milliseconds between looks at what is new
const PACE = { "+1w": 1100, "+1d": 400 }; // milliseconds that a step of the playback takes at least
const YEAR = 365 * 24 * 3600 * 1000;
const MOST = 80; // turns kept on the page
const BESIDE = window.matchMedia("(width >= 62rem)"); // the clock stands beside the conversation, as in page.css

const byId = (id) => document.getElementById(id);
const told = document.body.dataset;
const turns = byId("turns");
let after = Number(told.after);
let playing = false;
let played = Promise.resolve(); // over when the playback is
let busy = false;

// ---- what comes back: pieces of the page

function take(news) {
  if (news.run !== told.run) {
    lost(told.restarted, true);
    return false;
  }
  lost("");
  after = Math.max(after, news.after);
  const now = element(news.now);
  if (now.textContent !== byId("now").textContent) byId("now").replaceWith(now);
  const near = window.innerHeight + window.scrollY > document.documentElement.scrollHeight - 200;
  const last = news.turns.map(put).pop();
  if (last && !busy && (near || (playing && BESIDE.matches))) last.scrollIntoView({ block: "end" });
  if (news.turns.length) byId("empty").hidden = true;
  if (news.outbox) fill(news.outbox);
  if (!playing && news.turns.length) byId("news").textContent = news.turns.map((turn) => turn.news).join(". ");
  return true;
}

function element(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.firstElementChild;
}

function put(turn) {
  const fresh = element(turn.html);
  const old = byId(turn.id);
  if (old) old.replaceWith(fresh);
  else turns.append(fresh);
  while (turns.children.length > MOST) turns.firstElementChild.remove();
  adorn(fresh);
  return fresh;
}

// Messages that have not changed stay as they are: somebody may be reading them.
function fill(outbox) {
  const list = byId("messages");
  list.dataset.mark = outbox.mark;
  const template = document.createElement("template");
  template.innerHTML = outbox.html;
  for (const fresh of template.content.querySelectorAll("li")) {
    const old = byId(fresh.id);
    if (old && old.dataset.status === fresh.dataset.status) fresh.replaceWith(old);
  }
  list.replaceChildren(template.content);
  for (const link of document.querySelectorAll("[data-box]")) {
    link.textContent = outbox.boxes[link.dataset.box === "all" ? "" : link.dataset.box];
  }
}

function lost(text, over) {
  const line = byId("lost");
  if (line.dataset.over || (line.hidden && !text) || line.textContent === text) return;
  line.hidden = !text;
  line.textContent = text;
  if (over) {
    line.dataset.over = "yes";
    const link = document.createElement("a");
    link.href = window.location.href;
    link.textContent = told.reload;
    line.append(" ", link);
  }
}

// ---- asking

function address(path) {
  const to = new URL(path, window.location.href);
  to.searchParams.set("after", after);
  to.searchParams.set("mark", byId("messages").dataset.mark);
  return to;
}

async function ask(path, body) {
  const options = { headers: { Accept: "application/json" } };
  try {
    const answer = await fetch(address(path), body ? { ...options, method: "POST", body } : options);
    const news = await answer.json();
    if (!answer.ok) {
      lost(news.lost, answer.status === 403);
      return null;
    }
    return take(news) ? news : null;
  } catch {
    lost(told.lost);
    return null;
  }
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  if (busy) return;
  busy = true;
  playing = false; // whoever says something while a year passes wants it to stand still
  await played;
  const body = new URLSearchParams(new FormData(form));
  const pressed = event.submitter;
  if (pressed && pressed.name) body.set(pressed.name, pressed.value);
  form.setAttribute("aria-busy", "true");
  const news = await ask(form.getAttribute("action"), body);
  form.removeAttribute("aria-busy");
  busy = false;
  if (!news) return;
  if (form.closest("#clock")) moved(news, form);
  else said(news, form);
});

// In the line one writes, Enter sends and Shift+Enter begins a new line. Without this file the button sends.
byId("line").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// ---- where one is afterwards

function said(news, form) {
  if (form.id === "say") form.reset();
  // A form that was sent and its answer come together; the answer is what is new.
  const own = news.turns.map((turn) => byId(turn.id)).filter((turn) => turn.matches(".said"));
  const fresh = own.pop();
  if (!fresh) return;
  const wrong = fresh.querySelector("[aria-invalid=true], .wrong[tabindex]");
  const field = fresh.querySelector(".form :is(input:not([type=hidden]), select, textarea)");
  fresh.scrollIntoView({ block: "start" });
  if (wrong || field) (wrong || field).focus();
  else if (form.id === "say") byId("line").focus({ preventScroll: true });
  else fresh.querySelector(".card").focus({ preventScroll: true });
}

function moved(news, form) {
  byId("went").textContent = news.moved;
  const field = byId("to");
  const old = byId("to-error");
  if (old) old.remove();
  field.toggleAttribute("aria-invalid", false);
  field.setAttribute("aria-describedby", "to-hint");
  if (news.wrong) {
    const line = element('<p class="wrong" id="to-error"><span aria-hidden="true">■ </span></p>');
    line.append(news.wrong);
    field.parentElement.before(line);
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "to-error to-hint");
    field.focus();
  } else if (form.contains(field)) {
    field.value = "";
  }
}

// ---- what is looked up when it is opened, and copied when it is asked for

document.addEventListener(
  "toggle",
  async (event) => {
    const details = event.target;
    if (!details.open || !details.dataset.message) return;
    const place = details.querySelector(".opened");
    try {
      const answer = await fetch(`${details.dataset.message}&part=1`);
      if (!answer.ok) return;
      place.innerHTML = await answer.text();
      adorn(place);
    } catch {
      lost(told.lost);
    }
  },
  true,
);

function adorn(part) {
  for (const button of part.querySelectorAll("[data-copy]")) {
    if (navigator.clipboard) button.hidden = false;
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.dataset.copy) {
    await navigator.clipboard.writeText(byId(button.dataset.copy).textContent);
    button.textContent = button.dataset.done;
  } else if (button.dataset.play) {
    if (!playing && !busy) played = play(button);
  } else if ("stop" in button.dataset) {
    playing = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") playing = false;
});

// ---- playing

const pause = (milliseconds) => new Promise((done) => setTimeout(done, Math.max(milliseconds, 0)));

async function play(button) {
  const steps = document.querySelector("#clock .steps");
  const stop = document.querySelector("[data-stop]");
  const others = document.querySelectorAll("[data-play]");
  const step = button.dataset.play;
  const until = Date.parse(byId("now").dateTime) + YEAR;
  let sent = 0;
  playing = true;
  show(stop, others, true);
  byId("played").textContent = sent;
  byId("played").parentElement.hidden = false;
  stop.focus();
  while (playing && Date.parse(byId("now").dateTime) < until) {
    const begun = performance.now();
    const body = new URLSearchParams(new FormData(steps));
    body.set("to", step);
    const news = await ask(steps.getAttribute("action"), body);
    if (!news || news.wrong) break;
    sent += news.sent;
    byId("played").textContent = sent;
    await pause(PACE[step] - (performance.now() - begun));
  }
  playing = false;
  const stopped = document.activeElement === stop;
  show(stop, others, false);
  if (stopped) button.focus();
  const line = byId("played").parentElement;
  byId("went").textContent = `${line.dataset.over} ${sent}`;
  line.hidden = true;
}

function show(stop, others, now) {
  stop.hidden = !now;
  for (const other of others) other.hidden = now;
}

// ---- from the start

async function look() {
  await pause(POLL);
  if (!document.hidden && !playing && !busy) await ask("/live" + window.location.search);
  look();
}

document.querySelector(".play").hidden = false;
adorn(document);
if (turns.lastElementChild && !document.activeElement.matches("input, select, textarea")) {
  turns.lastElementChild.scrollIntoView({ block: "start" });
}
look();
