// A table for a spreadsheet: UTF-8 with the mark that Excel needs, `;` between cells, numbers as they are.
export type Cell = string | number | undefined;

export function csv(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
  return "\ufeff" + [header, ...rows].map((row) => row.map(cell).join(";")).join("\r\n") + "\r\n";
}

// Text that a spreadsheet would run as a formula is kept text.
function cell(value: Cell): string {
  if (value === undefined) return "";
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function saveAs(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
