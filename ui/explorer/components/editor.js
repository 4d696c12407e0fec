// A text area that is seen through: what one reads is the image behind it, the same text in colours. Text only ever goes in
// as text.
const WORDS = new RegExp("^(?:SELECT|ASK|CONSTRUCT|DESCRIBE|WHERE|FROM|NAMED|PREFIX|BASE|DISTINCT|REDUCED|AS|OPTIONAL|UNION|MINUS|FILTER"
  + "|GRAPH|BIND|VALUES|NOT|EXISTS|IN|ORDER|GROUP|HAVING|BY|ASC|DESC|LIMIT|OFFSET|UNDEF|SERVICE|SILENT|a|true|false)$", "i");
const TOKEN = new RegExp([
  /(?<comment>#[^\n]*)/, /(?<iri><[^<>"{}|^`\\\s]*>)/,
  /(?<string>"""(?:[^"\\]|\\[^]|"(?!""))*(?:"""|$)|'''(?:[^'\\]|\\[^]|'(?!''))*(?:'''|$)|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?)/,
  /(?<variable>[?$][\p{L}\p{N}_]+)/, /(?<name>[\p{L}][\p{L}\p{N}_.-]*:[\p{L}\p{N}_/.%-]*|:[\p{L}\p{N}_-]+)/,
  /(?<number>\b\d+(?:\.\d+)?\b)/, /(?<word>[\p{L}_]+)/,
].map((part) => part.source).join("|"), "gu");

function coloured(text, wrong) {
  const pieces = [];
  let at = 0;
  const put = (words, kind) => {
    const piece = document.createElement("span");
    piece.textContent = words;
    if (kind) piece.className = kind;
    pieces.push(piece);
  };
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) put(text.slice(at, match.index), "");
    const kind = Object.keys(match.groups).find((name) => match.groups[name] !== undefined);
    put(match[0], kind !== "word" ? kind : WORDS.test(match[0]) ? "keyword" : "function");
    at = match.index + match[0].length;
  }
  put(text.slice(at) + "\n", "");
  if (wrong) {
    const mark = document.createElement("i");
    mark.className = "wrong";
    mark.style.top = `calc(${wrong - 1} * var(--line) + var(--inset))`;
    pieces.push(mark);
  }
  return pieces;
}

export default function ({ data, parentElement, setTriggerValue }) {
  const area = parentElement.querySelector("textarea");
  const image = parentElement.querySelector("pre");
  const button = parentElement.querySelector("button");
  const paint = () => {
    image.replaceChildren(...coloured(area.value, area.value === data.text ? data.line : 0));
    area.style.height = `calc(${Math.max(5, area.value.split("\n").length)} * var(--line) + 2 * var(--inset))`;
  };
  const ask = () => setTriggerValue("asked", area.value);
  // A rerun leaves alone what the user is writing.
  if (area.shown !== data.text) area.value = area.shown = data.text;
  area.setAttribute("aria-label", data.words.label);
  button.textContent = data.words.ask;
  parentElement.querySelector("p span").textContent = data.words.keys;
  area.oninput = paint;
  area.onkeydown = (event) => {
    // Streamlit's own keys (r, c) are not for a text.
    event.stopPropagation();
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      ask();
    }
  };
  button.onclick = ask;
  paint();
}
