// All pages of a list, up to so many items.
export async function allPages<Item>(
  page: (token: string) => Promise<{ items: Item[]; next: string }>,
  most = Number.POSITIVE_INFINITY,
): Promise<{ items: Item[]; whole: boolean }> {
  const items: Item[] = [];
  let token = "";
  do {
    const { items: more, next } = await page(token);
    items.push(...more);
    token = next;
  } while (token !== "" && items.length < most);
  return { items, whole: token === "" };
}
