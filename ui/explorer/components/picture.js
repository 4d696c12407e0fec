
// The drawing as a file of its own: the style that is seen is written into each element, in colours that every program knows;
// links are taken out, the legend is put below. PNG is the same, painted.
const DRAWN = ["fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "opacity", "font-size", "font-weight", "paint-order", "r"];

function save(svg, form, name) {
  const picture = still(svg);
  const source = new Blob([new XMLSerializer().serializeToString(picture)], { type: "image/svg+xml;charset=utf-8" });
  if (form === "svg") return give(source, `${name}.svg`);
  const { width, height } = picture.viewBox.baseVal;
  const image = new Image();
  const address = URL.createObjectURL(source);
  image.onload = () => {
    const canvas = document.createElement("canvas");
    // Twice as fine as on the screen, within what browsers allow for a canvas.
    const scale = Math.min(2, 8000 / Math.max(width, height));
    [canvas.width, canvas.height] = [width * scale, height * scale];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    canvas.toBlob((blob) => give(blob, `${name}.png`), "image/png");
  };
  image.src = address;
}

function still(svg) {
  const seen = [svg.style.getPropertyValue("--k"), svg.getAttribute("class")];
  svg.style.setProperty("--k", 1);
  svg.setAttribute("class", `${seen[1]} picture`.replace("dim", ""));
  const copy = svg.cloneNode(true);
  const colours = new Map();
  const originals = svg.querySelectorAll("path, circle, rect, text");
  copy.querySelectorAll("path, circle, rect, text").forEach((element, at) => {
    const style = getComputedStyle(originals[at]);
    for (const property of DRAWN) {
      const value = style.getPropertyValue(property);
      if (!value || (property === "r" && element.tagName !== "circle")) continue;
      if (property !== "fill" && property !== "stroke") { element.setAttribute(property, value); continue; }
      if (value === "none") { element.setAttribute(property, value); continue; }
      if (!colours.has(value)) colours.set(value, plain(value));
      const [colour, opacity] = colours.get(value);
      element.setAttribute(property, colour);
      if (opacity < 1) element.setAttribute(`${property}-opacity`, opacity);
    }
    element.removeAttribute("style");
    element.removeAttribute("data-at");
  });
  const box = svg.querySelector(".key").getBBox();
  const base = svg.viewBox.baseVal;
  const [width, height] = [Math.max(base.width, box.width + 48), base.height + box.height + 40];
  copy.setAttribute("viewBox", `${base.x} ${base.y} ${width} ${height}`);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.setAttribute("font-family", getComputedStyle(svg).fontFamily);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  const [paper] = plain(getComputedStyle(svg).getPropertyValue("--st-background-color"));
  for (const [key, value] of Object.entries({ x: base.x, y: base.y, width, height, fill: paper })) ground.setAttribute(key, value);
  copy.prepend(ground);
  for (const hit of copy.querySelectorAll(".hit, .sign")) hit.remove();
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (name === "class" || name === "style" || name === "href" || name.startsWith("data-")) element.removeAttribute(name);
  }
  svg.style.setProperty("--k", seen[0]);
  svg.setAttribute("class", seen[1]);
  return copy;
}

// A colour as any browser writes it → #rrggbb and its opacity.
function plain(colour) {
  const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const paint = canvas.getContext("2d");
  paint.fillStyle = colour;
  paint.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = paint.getImageData(0, 0, 1, 1).data;
  return [`#${[r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("")}`, Math.round((a / 255) * 100) / 100];
}

function give(blob, name) {
  const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
