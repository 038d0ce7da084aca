// Zooming a series: drag across the chart to choose days. Every zoom is an address, so "back" zooms out.
"use strict";

(() => {
  const chart = document.querySelector("svg.chart");
  if (!chart) return;
  document.querySelector(".zoom-hint").hidden = false;

  const left = Number(chart.dataset.left);
  const right = Number(chart.dataset.right);
  const first = Date.parse(chart.dataset.first);
  const last = Date.parse(chart.dataset.last);
  const brush = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  brush.setAttribute("class", "brush");
  brush.setAttribute("height", String(chart.viewBox.baseVal.height));
  let start = null;

  const at = (event) => {
    const box = chart.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * chart.viewBox.baseVal.width;
    return Math.min(Math.max(x, left), right);
  };
  const day = (x) => new Date(first + ((x - left) / (right - left)) * (last - first)).toISOString().slice(0, 10);

  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault(); // no selecting of text, no dragging of links
    start = at(event);
    brush.setAttribute("width", "0");
    chart.append(brush);
  });
  chart.addEventListener("pointermove", (event) => {
    if (start === null) return;
    const x = at(event);
    brush.setAttribute("x", String(Math.min(start, x)));
    brush.setAttribute("width", String(Math.abs(x - start)));
  });
  window.addEventListener("pointerup", (event) => {
    if (start === null) return;
    const [low, high] = [start, at(event)].sort((a, b) => a - b);
    start = null;
    brush.remove();
    if (high - low < 8 || day(low) === day(high)) return; // a click, not a drag
    const address = new URL(window.location.href);
    address.searchParams.set("_since", day(low));
    address.searchParams.set("_until", day(high));
    window.location.assign(address);
  });
})();
