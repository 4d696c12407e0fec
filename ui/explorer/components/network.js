// The frame of a drawing: it zooms, is dragged, brings out what hangs on the node under the pointer and tells about it, unfolds
// what is clicked, and shows as many labels as there is room for. The SVG comes with its texts escaped; all else is set as text.
export default function ({ data, parentElement, setTriggerValue }) {
  const [figure, bar, card] = [".figure", ".bar", ".card"].map((name) => parentElement.querySelector(name));
  if (figure.drawn === data.svg) return;
  const before = figure.view;
  figure.drawn = data.svg;
  figure.watch?.disconnect();
  figure.innerHTML = data.svg;
  const svg = figure.querySelector("svg");
  const { width, height } = svg.viewBox.baseVal;
  // No higher than what there is to see: a chain is flat.
  figure.style.height = `min(72dvh, 46rem, ${Math.max(220, Math.round(height * 1.15))}px)`;
  const nodes = [...svg.querySelectorAll("[data-node]")];
  const edges = [...svg.querySelectorAll(".edge[data-from]")];
  // How far each node and label reach from the centre, across and down: `a` grows with the drawing, `b` is the label, which does not.
  const reaches = nodes.flatMap((node) => {
    const { text, x, y, turn, way, long } = printed(node);
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    if (!way) return [[x, long / 2, y, 20], [x, -long / 2, y, 20]];
    const out = Math.sign(way) * long;
    return [[x + way * cos, out * cos, y + way * sin, out * sin], [x, 0, y, 0]];
  });
  const most = (frame, at) => Math.min(...reaches.map((reach) => {
    const [a, b] = [reach[at], reach[at + 1]];
    return Math.abs(a) < 1 ? Infinity : (frame / 2 - EDGE - b * Math.sign(a)) / Math.abs(a);
  }));
  // The whole in the frame, labels and all; where there is little room (a phone), the ends of some may be out of sight.
  const fit = () => Math.max(
    Math.min(1.15, most(figure.clientWidth, 0), most(figure.clientHeight, 2)),
    (figure.clientWidth < 3 * LONG ? 0.75 : 0.5) * Math.min(1.15, figure.clientWidth / width, figure.clientHeight / height),
  );
  const view = { scale: 1, iris: new Set(nodes.map((node) => node.dataset.iri)), centre: svg.querySelector(".centre").dataset.iri };
  figure.view = view;

  // Labels are never smaller on the screen than they are printed; those for which there is no room wait until they are larger.
  const label = () => {
    const k = 1 / Math.min(view.scale, 1);
    const dot = (node, hit) => ({ of: node, x: hit.cx.baseVal.value, y: hit.cy.baseVal.value, half: Number(node.dataset.size), high: Number(node.dataset.size), u: [1, 0] });
    const taken = nodes.map((node) => dot(node, node.querySelector(".hit")));
    const order = nodes.map((node) => [node, printed(node), node.matches(".centre, [data-act=fold]") ? 99 : Number(node.dataset.size)]);
    order.sort((one, other) => other[2] - one[2]);
    for (const [node, { text, x, y, turn: angle, way, long }] of order) {
      const half = (long * k) / 2 + 1;
      const out = way && way + Math.sign(way) * half;
      const box = { x: x + out * Math.cos(angle), y: y + out * Math.sin(angle) + (way ? 0 : 7.5 * k), half, high: 7.5 * k, u: [Math.cos(angle), Math.sin(angle)] };
      const free = !taken.some((other) => other.of !== node && meet(box, other));
      text.classList.toggle("hid", !free);
      if (free) taken.push(box);
    }
  };

  // Where a point of the frame (pixels from its corner) is on the drawing, in its own measure; and bringing one there.
  const under = (at) => {
    const [frame, drawn] = [figure.getBoundingClientRect(), svg.getBoundingClientRect()];
    return [(at[0] - drawn.left + frame.left) / view.scale, (at[1] - drawn.top + frame.top) / view.scale];
  };
  const bring = ([x, y], at) => {
    const [here, there] = under(at);
    figure.scrollLeft += (x - here) * view.scale;
    figure.scrollTop += (y - there) * view.scale;
  };
  // What stands in the middle of the frame, or at `at`, stays there. While it goes on, the drawing is only stretched, which costs
  // nothing; when it rests, it is drawn again, and as many labels with it as there is room for.
  const zoom = (to, at = [figure.clientWidth / 2, figure.clientHeight / 2]) => {
    const spot = under(at);
    view.scale = Math.min(2.5, Math.max(fit(), to));
    svg.style.transform = `scale(${view.scale / (view.drawn ?? view.scale)})`;
    bring(spot, at);
    clearTimeout(view.due);
    view.due = setTimeout(() => settle(spot, at), 120);
  };
  const settle = (spot, at) => {
    clearTimeout(view.due);
    view.drawn = view.scale;
    svg.style.transform = "";
    svg.style.width = `${width * view.scale}px`;
    svg.style.height = `${height * view.scale}px`;
    svg.style.setProperty("--k", 1 / Math.min(view.scale, 1));
    // What reaches beyond the drawing can be scrolled to.
    const beyond = (drawn, frame, at) => Math.max((frame - drawn) / 2, 0,
      ...reaches.map((reach) => Math.abs(reach[at] * view.scale + reach[at + 1] * Math.max(view.scale, 1)) + EDGE - drawn / 2));
    svg.style.margin = `${beyond(height * view.scale, figure.clientHeight, 2)}px ${beyond(width * view.scale, figure.clientWidth, 0)}px`;
    bring(spot, at);
    label();
  };
  const centre = (to) => {
    view.scale = Math.min(2.5, Math.max(fit(), to));
    settle([width / 2, height / 2], [figure.clientWidth / 2, figure.clientHeight / 2]);
  };
  const where = (iri) => {
    const node = nodes.find((one) => one.dataset.iri === iri)?.querySelector(".hit");
    return node && [node.cx.baseVal.value + width / 2, node.cy.baseVal.value + height / 2];
  };

  const button = (words, sign, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = sign;
    made.title = words;
    made.setAttribute("aria-label", words);
    made.onclick = act;
    return made;
  };
  const { words } = data;
  bar.replaceChildren(
    button(words.zoom_in, "+", () => zoom(view.scale * 1.35)),
    button(words.zoom_out, "−", () => zoom(view.scale / 1.35)),
    button(words.zoom_fit, "⤢", () => centre(0)),
    button(words.svg, "SVG", () => save(svg, "svg", data.name)),
    button(words.png, "PNG", () => save(svg, "png", data.name)),
  );

  // The whole, if more than half of its labels have room; else as large as can be read, unless so little would be seen that the whole tells more.
  const first = () => {
    centre(0);
    const unread = nodes.filter((node) => node.querySelector("text.hid")).length;
    return fit() < 0.35 && nodes.length > 60 || unread <= 0.4 * nodes.length ? 0 : Math.max(fit(), 0.62);
  };
  // Drawn again with more or less round the same centre: the node that was clicked stays under the pointer.
  requestAnimationFrame(() => {
    if (before?.centre !== view.centre) {
      centre(first());
      view.whole = view.scale;
    } else {
      view.scale = before.scale;
      const spot = where(before.held?.iri ?? view.centre);
      const at = before.held?.at ?? [figure.clientWidth / 2, figure.clientHeight / 2];
      settle(spot ?? [width / 2, height / 2], at);
      for (const node of nodes) node.classList.toggle("fresh", !before.iris.has(node.dataset.iri));
    }
    const held = before?.focus && nodes.find((node) => node.dataset.iri === before.focus);
    if (held) held.focus({ preventScroll: true });
    const told = nodes.find((node) => node.dataset.iri === before?.held?.iri);
    if (told) tell(told);
    else card.hidden = true;
  });

  figure.watch = new ResizeObserver(() => {
    if (view.drawn !== view.whole) return label();
    centre(first());
    view.whole = view.scale;
  });
  figure.watch.observe(figure);

  figure.onwheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const frame = figure.getBoundingClientRect();
    zoom(view.scale * Math.exp(-event.deltaY / 300), [event.clientX - frame.left, event.clientY - frame.top]);
  };

  let from = null;
  let dragged = false;
  figure.onpointerdown = (event) => {
    if (event.pointerType === "mouse" && event.button === 0) from = [event.clientX, event.clientY, figure.scrollLeft, figure.scrollTop];
    dragged = false;
  };
  figure.onpointermove = (event) => {
    if (!from || !(event.buttons & 1)) return;
    const [x, y] = [event.clientX - from[0], event.clientY - from[1]];
    dragged ||= Math.hypot(x, y) > 4;
    if (dragged) figure.scrollTo(from[2] - x, from[3] - y);
  };
  figure.onpointerup = () => { from = null; };
  figure.ondragstart = (event) => event.preventDefault();
  figure.onclick = (event) => {
    const node = event.target.closest?.("[data-node]");
    if (dragged) event.preventDefault();
    if (dragged || !node || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    tell(node);
    if (!data.unfolds || !node.dataset.act) return;
    const [frame, spot] = [figure, node.querySelector(".hit")].map((one) => one.getBoundingClientRect());
    view.held = { iri: node.dataset.iri, at: [spot.left + spot.width / 2 - frame.left, spot.top + spot.height / 2 - frame.top] };
    view.focus = parentElement.activeElement === node ? node.dataset.iri : null;
    figure.classList.add("busy");
    setTriggerValue("unfold", node.dataset.iri);
  };
  figure.classList.remove("busy");

  // What is known of a node, and where one can go from it.
  const tell = (node) => {
    const { iri, page, act } = node.dataset;
    const [title, ...more] = node.querySelector("title").textContent.split("\n");
    const to = (place, word) => {
      const link = document.createElement("a");
      link.href = data.links[place] + encodeURIComponent(iri);
      link.textContent = word;
      return link;
    };
    const line = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
    const go = line("p", "");
    if (data.unfolds && act) go.append(button(words[act], words[act], () => { node.focus({ preventScroll: true }); node.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true })); }));
    if (page) go.append(to(page, words[page === "agency" ? "open_agency" : "open"]));
    if (iri !== view.centre) go.append(to("graph", words.centre_here));
    if (iri !== view.centre && page !== "agency" && data.unfolds && !svg.querySelector(".centre[data-page=agency]")) go.append(to("chain", words.chain_to));
    card.replaceChildren(line("b", title), line("p", more.join(" · ")), go);
    card.firstChild.lang = "zh";
    card.hidden = false;
  };

  const light = (event) => {
    const node = event.target.closest?.("[data-node]")?.dataset.node;
    svg.classList.toggle("dim", node !== undefined);
    const near = new Set([node]);
    for (const edge of edges) {
      const { from: a, to: b } = edge.dataset;
      const lit = node !== undefined && (a === node || b === node);
      edge.classList.toggle("lit", lit);
      if (lit) near.add(a).add(b);
    }
    for (const other of nodes) other.classList.toggle("lit", node !== undefined && near.has(other.dataset.node));
  };
  figure.onpointerover = light;
  figure.onpointerleave = light;
  // There is no `onfocusin`.
  figure.removeEventListener("focusin", figure.focused);
  figure.focused = (event) => {
    light(event);
    const node = event.target.closest?.("[data-node]");
    if (node) tell(node);
  };
  figure.addEventListener("focusin", figure.focused);
}

const LONG = 190;  // the longest label, in pixels (drawing.MARGIN)
const EDGE = 6;  // between the outermost label and the frame, in pixels

// A node's label as it is printed: its text, the start of its ray, its turn in radians, its way along the ray (marks._label), its length.
function printed(node) {
  const text = node.querySelector("text");
  const [x, y, turn, way] = text.dataset.at.split(" ").map(Number);
  text.long ??= text.getComputedTextLength();  // before the first zoom
  return { text, x, y, turn: (turn * Math.PI) / 180, way, long: text.long };
}

// Do two labels meet? Each is a turned box; two such are apart if they are along a side of either.
function meet(one, other) {
  const [x, y] = [other.x - one.x, other.y - one.y];
  if (Math.hypot(x, y) > one.half + other.half + one.high + other.high) return false;
  const axes = [one.u, [-one.u[1], one.u[0]], other.u, [-other.u[1], other.u[0]]];
  const reach = (box, [a, b]) => Math.abs(box.u[0] * a + box.u[1] * b) * box.half + Math.abs(box.u[0] * b - box.u[1] * a) * box.high;
  return axes.every((axis) => Math.abs(x * axis[0] + y * axis[1]) < reach(one, axis) + reach(other, axis));
}
