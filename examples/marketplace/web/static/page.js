// Small comforts. Every page works without this file.

// Instants in the reader's own zone, beside the marketplace's.
const mine = Intl.DateTimeFormat().resolvedOptions().timeZone;
const lang = document.documentElement.lang;
const zone = document.getElementById("zone");
if (-new Date().getTimezoneOffset() === Number(zone.dataset.offset)) zone.remove(); // one time is enough
else zone.querySelector(".mine").textContent = mine;
for (const time of document.querySelectorAll("time[data-offset]")) {
  const other = time.querySelector(".other");
  const at = new Date(time.dateTime);
  if (!other || Number.isNaN(at.getTime())) continue;
  if (-at.getTimezoneOffset() === Number(time.dataset.offset)) {
    other.remove(); // the reader's clock is the marketplace's
    continue;
  }
  const shown = new Intl.DateTimeFormat(lang, {
    month: "short", day: "numeric", hour: "numeric", minute: "2-digit", timeZone: mine, timeZoneName: "short",
  });
  other.textContent = lang === "ja" ? `（${shown.format(at)}）` : ` (${shown.format(at)})`;
}

// A link to a folded form unfolds it.
const target = document.getElementById(location.hash.slice(1));
if (target instanceof HTMLDetailsElement) target.open = true;

// One click sends once; the key in the form sees to it without this, too.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, 4000);
});
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Ctrl+Enter or ⌘+Enter sends what is being written.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form && event.target.tagName === "TEXTAREA") {
    event.target.form.requestSubmit();
  }
});
