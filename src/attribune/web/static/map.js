// The map where scripts run: Leaflet over our own basemap, places that lie close together drawn as one.
"use strict";

(async () => {
  const box = document.getElementById("map");
  const drawn = document.getElementById("drawn");
  if (!window.L || !box) return;

  const css = getComputedStyle(document.documentElement);
  const colour = (name) => css.getPropertyValue(name).trim();
  const hueOf = (pin) => colour(`--hue-${pin.hue}`) || colour("--hue-none");
  const fetchJson = async (url) => {
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
    return answer.json();
  };

  let base, answer;
  const query = box.dataset.query;
  try {
    [base, answer] = await Promise.all([fetchJson("/basemap.json"), fetchJson(`/map.json${query ? `?${query}` : ""}`)]);
  } catch {
    return; // the drawing below shows the same
  }

  box.hidden = false;
  drawn.querySelector("svg")?.setAttribute("hidden", "");
  drawn.classList.add("caption-only");
  const map = L.map(box, { worldCopyJump: true, minZoom: 2, maxZoom: 12, zoomSnap: 0.5, preferCanvas: true });
  map.attributionControl.setPrefix(false);
  map.attributionControl.addAttribution("Natural Earth");

  const flip = (rings) => rings.map((ring) => ring.map(([x, y]) => [y, x]));
  const line = { color: colour("--soft"), weight: 1, opacity: 0.5, interactive: false };
  L.polygon(flip(base.land).map((ring) => [ring]), {
    stroke: true, color: colour("--soft"), opacity: 0.35, weight: 1, fillColor: colour("--sheet"), fillOpacity: 1, interactive: false,
  }).addTo(map);
  L.polyline(flip(base.borders), line).addTo(map);
  L.polyline(flip(base.disputed), { ...line, dashArray: "5 4" }).addTo(map);

  const layer = L.layerGroup().addTo(map);
  let pins = answer.pins;

  // Places whose circles would cover each other are drawn as one, at the place with the most claims.
  const clusters = () => {
    const found = [];
    for (const pin of pins) {
      const point = map.latLngToLayerPoint([pin.lat, pin.lon]);
      const near = found.find((other) => other.point.distanceTo(point) < 26);
      if (near) near.pins.push(pin);
      else found.push({ point, pins: [pin] });
    }
    return found;
  };

  const described = (group) => {
    const root = document.createElement("div");
    for (const pin of group.pins.slice(0, 8)) {
      const row = document.createElement("p");
      const link = document.createElement("a");
      const address = new URLSearchParams(query);
      address.set("place", pin.name);
      link.href = `/claims?${address}`;
      link.textContent = pin.name;
      const sides = Object.entries(pin.sides).map(([code, count]) => `${code || "no side"} ${count}`).join(", ");
      row.append(link, `: ${pin.claims} (${sides})`);
      root.append(row);
    }
    if (group.pins.length > 8) root.append(`and ${group.pins.length - 8} more places; zoom in`);
    return root;
  };

  const draw = () => {
    layer.clearLayers();
    for (const group of clusters()) {
      const claims = group.pins.reduce((sum, pin) => sum + pin.claims, 0);
      const chief = group.pins[0];
      const fill = hueOf(chief);
      if (group.pins.length === 1 && chief.radius_km) {
        L.circle([chief.lat, chief.lon], {
          radius: chief.radius_km * 1000, color: fill, weight: 1, opacity: 0.35, fillOpacity: 0.06, interactive: false,
        }).addTo(layer);
      }
      L.circleMarker([chief.lat, chief.lon], {
        radius: 4 + 2.2 * Math.sqrt(Math.min(claims, 100)), color: colour("--sheet"), weight: 1.5, fillColor: fill, fillOpacity: 0.75,
      }).bindPopup(() => described(group)).bindTooltip(`${chief.name}${group.pins.length > 1 ? ` and ${group.pins.length - 1} more` : ""}: ${claims}`).addTo(layer);
    }
  };

  const [west, south, east, north] = (new URLSearchParams(query).get("_bbox") || "").split(",").map(Number);
  if (Number.isFinite(north)) map.fitBounds([[south, west], [north, east]]);
  else if (pins.length) map.fitBounds(pins.slice(0, 40).map((pin) => [pin.lat, pin.lon]), { padding: [30, 30], maxZoom: 8 });
  else map.setView([30, 20], 2);
  draw();
  map.on("zoomend", draw);
  map.on("moveend", () => {
    const bounds = map.getBounds();
    const address = new URL(window.location.href);
    const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    address.searchParams.set("_bbox", sides.map((degrees) => degrees.toFixed(2)).join(","));
    window.history.replaceState(null, "", address); // the box is in the address, to be sent on
  });

  // The slider: one day at a time, the leftmost position is all of them.
  const slider = document.getElementById("day");
  const name = document.getElementById("day-name");
  if (answer.days.length > 1) slider.closest(".slider").hidden = false;
  let asked = 0;
  slider.addEventListener("input", async () => {
    const day = answer.days[Number(slider.value) - 1];
    name.textContent = day || "all days";
    const mine = ++asked;
    const address = new URLSearchParams(query);
    if (day) { address.set("_since", day); address.set("_until", day); }
    address.delete("_bbox"); // the whole day, wherever the map stands
    try {
      const found = await fetchJson(`/map.json?${address}`);
      if (mine !== asked) return; // a later move of the slider has overtaken this one
      pins = found.pins;
      draw();
    } catch {
      name.textContent = `${day}: no answer from the server`;
    }
  });
})();
