"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const findings = [...document.querySelectorAll(".finding")];
const search = document.getElementById("search");
const check = document.getElementById("check");
const split = document.getElementById("split");
const visible = document.getElementById("visible");
const AT_ONCE = 10;

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

/* The text with every occurrence of the marked values in a <mark>; only text nodes are made. */
function marked(text, marks) {
  const into = document.createDocumentFragment();
  let at = 0;
  while (at < text.length) {
    let next = text.length, value = "";
    for (const mark of marks) {
      const found = text.indexOf(mark, at);
      if (found >= 0 && found < next) { next = found; value = mark; }
    }
    into.append(text.slice(at, next));
    if (value) into.append(element("mark", "", value));
    at = next + value.length;
  }
  return into;
}

function rowOf(place, name, evidence) {
  const row = data.rows[place];
  const made = element("article", "row");
  const head = element("header");
  head.append(element("b", "", name));
  for (const word of [row.id, row.split]) if (word) head.append(element("span", "hint", word));
  made.append(head);
  if (evidence) made.append(element("p", "hint", evidence[0]));
  const text = element("pre");
  for (const [piece, learned] of row.pieces) {
    const span = element("span", learned ? "learned" : "");
    span.append(marked(piece, evidence ? evidence[1] : []));
    text.append(span);
  }
  made.append(text);
  return made;
}

function fill(finding) {
  const box = finding.querySelector(".rows");
  if (box.childElementCount) return;
  const { rows, evidence } = data.findings[finding.dataset.number];
  const wanted = split && split.value;
  const told = rows.filter(([place]) => data.rows[place] && (!wanted || data.rows[place].split === wanted));
  const rest = rows.filter(([place]) => !data.rows[place]);
  const more = element("button", "");
  let shown = 0;
  const next = () => {
    for (const [place, name] of told.slice(shown, shown + AT_ONCE)) more.before(rowOf(place, name, evidence[place]));
    shown = Math.min(shown + AT_ONCE, told.length);
    more.textContent = `Show ${Math.min(AT_ONCE, told.length - shown)} more of ${told.length - shown}`;
    more.hidden = shown >= told.length;
  };
  more.addEventListener("click", next);
  box.append(more);
  next();
  if (rest.length) box.append(element("p", "rest", `Also ${rest.map(([, name]) => name).join(", ")}`));
}

const texts = findings.map((finding) => {
  const own = finding.textContent;
  const rows = data.findings[finding.dataset.number].rows
    .map(([place, name]) => (data.rows[place] ? name + " " + data.rows[place].pieces.map((piece) => piece[0]).join("") : name));
  return (own + " " + rows.join(" ")).toLowerCase();
});

function filter() {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const severities = new Set([...document.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
  let count = 0;
  findings.forEach((finding, number) => {
    const { severity, check: name, splits } = finding.dataset;
    const fits = severities.has(severity) && (!check.value || check.value === name)
      && (!split || !split.value || splits.split(" ").includes(split.value))
      && words.every((word) => texts[number].includes(word));
    finding.hidden = !fits;
    count += fits;
  });
  visible.textContent = findings.length ? `${count} of ${findings.length} shown` : "";
}

findings.forEach((finding) => finding.addEventListener("toggle", () => finding.open && fill(finding)));
document.getElementById("filters").addEventListener("input", () => {
  if (split) for (const finding of findings) { finding.querySelector(".rows").replaceChildren(); if (finding.open) fill(finding); }
  filter();
});
document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());
filter();
