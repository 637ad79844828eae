// The phone's own memory: what is written here stays until the laptop has said that it is on disk, and is sent once by its own id.
// Everything also works without this file; forms are then sent by the browser. No API is used that a page on plain http lacks.
"use strict";
(function () {
  var d = document.body.dataset, net = document.getElementById("net"), mine = document.getElementById("mine");
  var live = document.getElementById("live"), key = d.key, source = null, heard = 0, began = {}, busy = false, tries = 0, pressed = null, again = 0;
  var left = +d.left, elapsed = 0, running = d.running === "true", at = Date.now(), refresh = 0;

  function store(name, value) {
    try {
      if (value === undefined) return localStorage.getItem(name);
      if (value === null) localStorage.removeItem(name); else localStorage.setItem(name, value);
    } catch (e) { /* private mode: then only this page remembers */ memory[name] = value; }
    return value === undefined ? memory[name] || null : value;
  }
  var memory = {};
  function say(text) { if (net) net.textContent = text || ""; }
  function ident() {
    var bytes = crypto.getRandomValues(new Uint8Array(16)), out = "";
    for (var i = 0; i < 16; i++) out += (bytes[i] + 256).toString(16).slice(1);
    return out;
  }

  // The clock runs here between two tellings.
  function since() { return running ? Date.now() - at : 0; }
  function tick() {
    var clock = document.getElementById("clock");
    if (!clock) return;
    var ms = left - since(), s = Math.abs(Math.trunc(ms / 1000));
    clock.textContent = (ms < 0 ? "+" : "") + Math.floor(s / 60) + ":" + String(s % 60).padStart(2, "0") + (ms < 0 && d.over ? " " + d.over : "");
    clock.classList.toggle("over", ms < 0);
  }

  // What stands in a field is kept at every key.
  function kept(field) { var form = field.form; return form && form.dataset.keep && field.name && field.type !== "hidden" ? "draft." + form.dataset.keep + "." + field.name : ""; }
  function remember(field) {
    var name = kept(field);
    if (!name) return;
    var take = field.form.elements.take;
    if (!began[field.form.dataset.keep]) began[field.form.dataset.keep] = { seconds: Math.floor((elapsed + since()) / 1000), take: take ? take.value : "" };
    store(name, field.value === "" ? null : field.value);
  }
  function restore() {
    document.querySelectorAll("form[data-keep] [name]").forEach(function (field) {
      var value = kept(field) && store(kept(field));
      if (!value) return;
      if (field.type === "radio") field.checked = field.checked || field.value === value; else field.value = value;
    });
  }
  function forget(form) {
    Array.prototype.forEach.call(form.elements, function (field) {
      if (kept(field)) store(kept(field), null);
      if (field.tagName === "TEXTAREA" || field.type === "text") field.value = "";
    });
    delete began[form.dataset.keep];
  }

  // The outbox.
  function box() { try { return JSON.parse(store("outbox") || "[]"); } catch (e) { return []; } }
  function unbox(id) { store("outbox", JSON.stringify(box().filter(function (one) { return one.id !== id; }))); }
  function waiting() { var n = box().length; if (n) say(d.unsent); return n; }
  function post(to, what, done, lost) {
    var stop = new AbortController(), timer = setTimeout(function () { stop.abort(); }, 10000);
    fetch(to, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(what), signal: stop.signal, credentials: "same-origin" })
      .then(function (answer) { return answer.text().then(function (text) { clearTimeout(timer); done(answer.status, text); }); })
      .catch(function () { clearTimeout(timer); lost(); });
  }
  function later() { tries += 1; say(d.unsent); clearTimeout(again); again = setTimeout(flush, Math.min(30000, 500 * Math.pow(2, Math.min(tries, 6)))); }
  function flush() {
    var first = box()[0];
    if (busy || !first) return;
    busy = true;
    post("/say", first, function (status, text) {
      busy = false;
      if (status === 429 || status >= 500) return later();
      tries = 0;
      unbox(first.id);
      if (status >= 300) { giveBack(first); say((d.refused || "@").replace("@", why(text))); } else say(box().length ? d.unsent : d.sent);
      if (status < 300 && first.what !== "tap") renew();
      setTimeout(function () { if (!box().length && net && net.textContent === d.sent) say(""); }, 2500);
      flush();
    }, function () { busy = false; later(); });
  }
  function why(text) { try { return JSON.parse(text).why; } catch (e) { return text; } }
  function giveBack(what) {
    Object.keys(what).forEach(function (name) {
      if (["text", "quote", "effect", "instead", "who", "doing", "when", "coach", "learning", "feeling"].indexOf(name) >= 0 && what[name] && !store("draft." + what.what + "." + name)) store("draft." + what.what + "." + name, what[name]);
    });
    restore();
  }

  document.addEventListener("input", function (e) { remember(e.target); });
  document.addEventListener("change", function (e) { remember(e.target); });
  document.addEventListener("click", function (e) { var b = e.target.closest && e.target.closest("button"); if (b) pressed = b; }, true);
  document.addEventListener("submit", function (e) {
    var form = e.target, to = form.getAttribute("action"), by = e.submitter || pressed, what = {};
    if (to !== "/say" && to !== "/console/do") return;
    e.preventDefault();
    new FormData(form).forEach(function (value, name) { what[name] = value; });
    if (by && by.name && by.form === form) what[by.name] = by.value;
    if (to === "/console/do") {
      return post(to, what, function (status, text) { say(status >= 300 ? (d.refused || "@").replace("@", why(text)) : ""); if (status < 300) forget(form); }, function () { say(d.offline); });
    }
    what.id = ident();
    var start = form.dataset.keep && began[form.dataset.keep];
    what.seconds = start ? start.seconds : Math.floor((elapsed + since()) / 1000);
    if (start && start.take) what.take = start.take;
    store("outbox", JSON.stringify(box().concat([what])));
    if (what.what === "tap" && by) {
      var count = by.querySelector(".count");
      if (count) count.textContent = +count.textContent + 1;
      by.classList.add("hit");
      setTimeout(function () { by.classList.remove("hit"); }, 200);
    }
    if (form.dataset.keep && what.what !== "marks") forget(form);
    flush();
  });

  // Being told.
  function highlight(id) {
    document.querySelectorAll("[data-note]").forEach(function (note) { note.classList.toggle("up", !!id && note.dataset.note === id); });
  }
  function gone() { document.body.textContent = d.gone || ""; if (source) source.close(); source = null; d.events = ""; }
  function renew() {
    if (!mine || !d.mine) return;
    clearTimeout(refresh);
    refresh = setTimeout(function () {
      fetch(d.mine, { credentials: "same-origin" }).then(function (answer) {
        if (answer.status === 401) return gone();
        if (!answer.ok) return;
        return answer.text().then(function (html) {
          var focused = document.activeElement && document.activeElement.id, open = mine.querySelector("details[open]");
          mine.innerHTML = html;
          if (open && mine.querySelector("details")) mine.querySelector("details").open = true;
          restore();
          if (focused && document.getElementById(focused)) document.getElementById(focused).focus({ preventScroll: true });
          highlight(shown);
        });
      }).catch(function () { say(d.offline); });
    }, Math.random() * 300);
  }
  var shown = "";
  function told(e) {
    heard = Date.now();
    if (e.type === "beat") return;
    var message = JSON.parse(e.data);
    if (e.type === "you") return message.gone ? gone() : location.reload();
    left = message.left; elapsed = message.elapsed; running = message.running; at = Date.now(); shown = message.note;
    live.innerHTML = message.html;
    document.documentElement.classList.toggle("dark", !!live.querySelector("[data-blank]"));
    tick();
    highlight(shown);
    if (!waiting() && net && net.textContent === d.offline) say("");
    if (message.key !== undefined && message.key !== key) { key = message.key; renew(); }
    flush();
  }
  function open() {
    if (source) source.close();
    source = null;
    if (!d.events || document.hidden) return;
    heard = Date.now();
    source = new EventSource(d.events);
    ["state", "you", "beat"].forEach(function (name) { source.addEventListener(name, told); });
    source.onerror = function () { say(box().length ? d.unsent : d.offline); if (source && source.readyState === 2) { setTimeout(function () { if (source && source.readyState === 2) { renew(); open(); } }, 3000); } };
  }
  document.addEventListener("visibilitychange", function () { open(); if (!document.hidden) { renew(); flush(); } });
  window.addEventListener("online", function () { tries = 0; open(); flush(); });
  window.addEventListener("pagehide", function () { if (source) source.close(); source = null; });
  window.addEventListener("pageshow", function (e) { if (e.persisted) open(); });
  setInterval(function () { if (!document.hidden && d.events && Date.now() - heard > 25000) open(); }, 5000);
  setInterval(tick, 500);
  restore();
  tick();
  open();
  if (waiting()) flush();
})();
