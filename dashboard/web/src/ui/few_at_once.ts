// Asks for each item, so many at a time, so that one page does not take all of what the edge lets one person ask at once.
export async function fewAtOnce<Item, Answer>(items: readonly Item[], most: number, ask: (item: Item) => Promise<Answer>): Promise<Answer[]> {
  const answers = new Array<Answer>(items.length);
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const index = next++;
      answers[index] = await ask(items[index]!);
    }
  };
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, worker));
  return answers;
}
