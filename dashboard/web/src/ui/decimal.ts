// A number as people type it: with spaces between thousands, a comma or a point. Nothing where it is none.
export function readDecimal(text: string): number | undefined {
  const plain = text.replaceAll(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined;
}
