// The frame of a drawing: it zooms, is dragged, and brings out what hangs on the document under the pointer.
// The SVG comes with its texts escaped; words of the buttons are set as text.
export default function ({ data, parentElement }) {
  const figure = parentElement.querySelector(".figure");
  const bar = parentElement.querySelector(".bar");
  if (figure.drawn === data.svg) return;
  figure.drawn = data.svg;
  figure.innerHTML = data.svg;
  const svg = figure.querySelector("svg");
  const size = Number(svg.dataset.size);
  const fit = () => Math.min(figure.clientWidth / size, figure.clientHeight / size, 1.15);
  let scale = 1;

  // What stands in the middle of the frame stays there.
  const zoom = (to) => {
    const [x, y] = [(figure.scrollLeft + figure.clientWidth / 2) / scale, (figure.scrollTop + figure.clientHeight / 2) / scale];
    scale = Math.min(2.5, Math.max(fit(), to));
    svg.style.width = svg.style.height = `${size * scale}px`;
    figure.scrollLeft = x * scale - figure.clientWidth / 2;
    figure.scrollTop = y * scale - figure.clientHeight / 2;
  };
  const centre = (to) => {
    zoom(to);
    figure.scrollLeft = (size * scale - figure.clientWidth) / 2;
    figure.scrollTop = (size * scale - figure.clientHeight) / 2;
  };

  bar.replaceChildren(...[["in", "+", () => zoom(scale * 1.35)], ["out", "−", () => zoom(scale / 1.35)], ["fit", "⤢", () => centre(0)]]
    .map(([name, sign, act]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = sign;
      button.title = data.words[name];
      button.setAttribute("aria-label", data.words[name]);
      button.onclick = act;
      return button;
    }));
  // As large as can still be read, unless so little would be seen that the whole tells more.
  requestAnimationFrame(() => centre(fit() < 0.35 ? 0 : Math.max(fit(), 0.62)));

  figure.onwheel = (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(scale * Math.exp(-event.deltaY / 300));
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
  figure.onclick = (event) => { if (dragged) event.preventDefault(); };

  const light = (event) => {
    const node = event.target.closest?.("[data-node]")?.dataset.node;
    svg.classList.toggle("dim", node !== undefined);
    const near = new Set([node]);
    for (const edge of svg.querySelectorAll(".edge")) {
      const { from: a, to: b } = edge.dataset;
      const lit = node !== undefined && (a === node || b === node);
      edge.classList.toggle("lit", lit);
      if (lit) near.add(a).add(b);
    }
    for (const other of svg.querySelectorAll("[data-node]")) other.classList.toggle("lit", near.has(other.dataset.node));
  };
  figure.onpointerover = light;
  figure.onfocusin = light;
}
