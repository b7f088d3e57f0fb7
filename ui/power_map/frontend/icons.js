// Small line drawings, 16 by 16, in the colour of the text beside them.
const CIRCLE = "M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Z", EYE = "M1.8 8S4 4 8 4s6.2 4 6.2 4S12 12 8 12 1.8 8 1.8 8Z", DOT = (x, y) => `M${x - 1.3} ${y}a1.3 1.3 0 1 0 2.6 0 1.3 1.3 0 0 0-2.6 0Z`;

const PATHS = {
  person: "M6.5 7.6a2.7 2.7 0 1 0 0-5.4 2.7 2.7 0 0 0 0 5.4ZM1.6 13.6c.5-2.8 2.4-4 4.9-4s4.4 1.2 4.9 4M13 5v4M11 7h4",
  tie: `${DOT(3.2, 12.8)}M4.4 11.6 12.6 3.4M8.2 3h4.8v4.8`,
  lasso: "M8 2.8c3.5 0 6 1.6 6 3.9s-2.5 3.9-6 3.9-6-1.6-6-3.9 2.5-3.9 6-3.9ZM4.6 10c-1.5.6-1.6 3.4 0 3.6 1.4.2 1.5-1.5.5-2.2",
  undo: "M5.8 3 2.4 6.4l3.4 3.4M2.4 6.4h7.4a3.5 3.5 0 0 1 0 7H7", redo: "M10.2 3l3.4 3.4-3.4 3.4M13.6 6.4H6.2a3.5 3.5 0 0 0 0 7H9",
  tidy: "M7 2.2 8.4 6l3.8 1.4L8.4 8.8 7 12.6 5.6 8.8 1.8 7.4 5.6 6ZM12.6 10.6l.7 1.7 1.7.7-1.7.7-.7 1.7-.7-1.7-1.7-.7 1.7-.7Z",
  search: "M7 11.6A4.6 4.6 0 1 0 7 2.4a4.6 4.6 0 0 0 0 9.2ZM10.4 10.4 14 14", fit: "M2.4 6V2.4H6M10 2.4h3.6V6M13.6 10v3.6H10M6 13.6H2.4V10",
  full: "M9.4 6.6 13.8 2.2M10.2 2.2h3.6v3.6M6.6 9.4l-4.4 4.4M5.8 13.8H2.2v-3.6", help: `${CIRCLE}M6.2 6.4c0-2.4 3.7-2.3 3.6 0 0 1.4-1.8 1.3-1.8 2.8M8 11.2v.1`,
  rename: "M11 2.6 13.4 5l-8 8H3v-2.4ZM9.4 4.2l2.4 2.4", attitude: `${CIRCLE}M5.4 9.4c1.2 2 4 2 5.2 0M6 6.2v.1M10 6.2v.1`,
  role: "M2.4 5.4h11.2v7.8H2.4ZM5.9 5.2V3.2h4.2v2M2.4 8.8h11.2", focus: `${CIRCLE}M8 10.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z`,
  pin: "M8 9.8V14M5 2.4h6l-.8 3.4 2 2.2v1.8H3.8V8l2-2.2Z", trash: "M2.8 4.4h10.4M6.4 4.2V2.6h3.2v1.6M4.2 4.6l.6 8.8h6.4l.6-8.8M6.8 7v4M9.2 7v4",
  out: `${EYE}M3 13.4 13 2.6`, back: `${EYE}M8 9.8a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6Z`, copy: "M5.6 5.6h8v8h-8ZM3.4 10.4h-1v-8h8v1",
  paste: "M5 3.4H3.2v10.2h9.6V3.4H11M5.4 2.2h5.2v2.6H5.4Z", swap: "M2.6 5.4h10M10 2.8l2.6 2.6L10 8M13.4 10.6h-10M6 8l-2.6 2.6L6 13.2",
  strength: "M2.8 13.2V9.4h2.4v3.8ZM6.8 13.2V6.2h2.4v7ZM10.8 13.2V2.8h2.4v10.4Z", kind: "M2 4.4h3.4l5.2 7.2H14M2 11.6h3.4M9.4 4.4H14",
  rings: `${CIRCLE}M8 11.2a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4ZM8 8v.1`, circles: `${CIRCLE}${DOT(8, 8)}${DOT(8, 2)}${DOT(12.6, 11.4)}${DOT(3.4, 11.4)}`,
  row: `${DOT(3, 8)}${DOT(8, 8)}${DOT(13, 8)}`, column: `${DOT(8, 3)}${DOT(8, 8)}${DOT(8, 13)}`,
  circle: `${DOT(8, 2.8)}${DOT(13, 6.6)}${DOT(11.2, 12.6)}${DOT(4.8, 12.6)}${DOT(3, 6.6)}`, keep: "M4 2.4h8v11.2l-4-3.2-4 3.2Z",
  unfold: `${CIRCLE}M8 5v6M5 8h6`, all: "M2.4 2.4h4.2v4.2H2.4ZM9.4 2.4h4.2v4.2H9.4ZM2.4 9.4h4.2v4.2H2.4ZM9.4 9.4h4.2v4.2H9.4Z", right: "M6 3.4 10.6 8 6 12.6",
};

export function icon(name) {
  const space = "http://www.w3.org/2000/svg", drawn = document.createElementNS(space, "svg"), path = document.createElementNS(space, "path");
  for (const [key, value] of Object.entries({ viewBox: "0 0 16 16", class: "pm-icon", "aria-hidden": "true" })) drawn.setAttribute(key, value);
  path.setAttribute("d", PATHS[name]);
  drawn.append(path);
  return drawn;
}
