// A card as a picture: its own markup with the page's styles, drawn by the browser itself.
const SCALE = 2;
const MARGIN = 16;

export async function cardPng(card: HTMLElement): Promise<Blob> {
  const { width, height } = card.getBoundingClientRect();
  const svg = picture(card, width, height, await styles());
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = (width + 2 * MARGIN) * SCALE;
  canvas.height = (height + 2 * MARGIN) * SCALE;
  const drawing = canvas.getContext("2d")!;
  drawing.fillStyle = getComputedStyle(document.body).backgroundColor;
  drawing.fillRect(0, 0, canvas.width, canvas.height);
  drawing.scale(SCALE, SCALE);
  drawing.drawImage(image, 0, 0);
  return new Promise((resolve, reject) => canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png"));
}

function picture(card: HTMLElement, width: number, height: number, css: string): string {
  const copy = card.cloneNode(true) as HTMLElement;
  for (const tool of copy.querySelectorAll("[data-not-in-png], div.only-read")) tool.remove();
  const page = document.createElement("div");
  page.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  page.className = "png";
  page.dataset["theme"] = document.documentElement.dataset["theme"];
  page.append(copy);
  // The title that the tools stood beside keeps its height, so nothing moves.
  const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const markup = new XMLSerializer().serializeToString(page);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}"><style>${escaped(css)}</style><foreignObject width="${w}" height="${h}">${markup}</foreignObject></svg>`;
}

// All rules of the page, with the fonts within: a picture may fetch nothing.
async function styles(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules].map((rule) => rule.cssText));
  const fonts = await Promise.all(
    rules.map(async (rule) => {
      const address = /url\("([^"]+\.woff2)"\)/.exec(rule)?.[1];
      if (!address) return rule;
      if (!/cyrillic-wght|latin-wght/.test(address)) return "";
      // A picture is painted once: it waits for its fonts.
      return rule.replace(address, await inlined(address)).replace("font-display: swap", "font-display: block");
    }),
  );
  return fonts.join("\n");
}

async function inlined(address: string): Promise<string> {
  const sheet = [...document.styleSheets].find(({ href }) => href)?.href ?? location.href;
  const bytes = await (await fetch(new URL(address, sheet))).arrayBuffer();
  let text = "";
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte);
  return `data:font/woff2;base64,${btoa(text)}`;
}

function escaped(css: string): string {
  return css.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
