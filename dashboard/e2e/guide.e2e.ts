// The guide for the head of sales, docs/ru: its pictures are taken here, and what it says is on the page.
//
// A picture is compared by its words, not by its pixels: another machine draws fonts differently, and the days that were
// lived through differ a little from run to run. `npm run guide:pictures` takes the pictures anew.
import { existsSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Picture, pictures } from "./guide_pictures.js";
import { GuideScene } from "./guide_scene.js";
import { guide, guidePages, isInPicture, isOnThePage, pictureFolder, textOf, wordsOf, written } from "./guide_text.js";

const isRetaken = process.env.ZAMER_GUIDE_PICTURES === "1";

const pages = guidePages();

describe("the guide, beside the page", () => {
  let scene: GuideScene;
  beforeAll(async () => {
    scene = await GuideScene.open();
  });
  afterAll(async () => {
    await scene?.clear();
    await scene?.close();
  });

  it.each(pictures)("the page shows what the picture $name does", async (picture) => {
    const shown = await show(scene, picture);
    if (isRetaken) await keep(picture, shown);
    await wipe(shown.page(), picture.varies);
    await expect.poll(async () => wordsOf(await visibleText(shown)), { timeout: 20_000 }).toEqual(textOf(picture.name).words);
    await shown.page().close();
  });

  it("the call that makes an employee does", async () => {
    await scene.bringTheEdgeBack(); // gone for the last picture
    const [, call] = /```json\n(.+?)```/s.exec(pages.find(({ file }) => file === "staff.md")?.text ?? "") ?? [];
    const page = await scene.page("/");
    const status = await page.evaluate(
      async (body) => (await fetch("/zamer.scheduling.v1.SchedulingService/CreateEmployee", { method: "POST", headers: { "content-type": "application/json" }, body: body! })).status,
      call,
    );
    expect(status).toBe(200);
  });
});

async function show(scene: GuideScene, { path, look, prepare, of, without }: Picture): Promise<Locator> {
  const page = await scene.page(path, look);
  // What is for screen readers is no part of a picture.
  await wipe(page, ".only-read:not(svg)");
  await wipe(page, without);
  await prepare?.(page, scene);
  const shown = page.locator(of).first();
  await shown.waitFor();
  return shown;
}

async function wipe(page: Page, selector: string | undefined): Promise<void> {
  if (selector) await page.addStyleTag({ content: `:is(${selector}) { display: none !important }` });
}

async function visibleText(shown: Locator): Promise<string> {
  const lines = (await shown.innerText()).split("\n").map((line) => line.replace(/\s+/g, " ").trim());
  return lines.filter((line) => line !== "").join("\n");
}

async function keep({ name, varies }: Picture, shown: Locator): Promise<void> {
  const text = await settledText(shown);
  const picture = await shown.screenshot({ animations: "disabled", scale: "css" });
  await wipe(shown.page(), varies);
  writeFileSync(join(pictureFolder, `${name}.png`), picture);
  writeFileSync(join(pictureFolder, `${name}.txt`), written({ words: wordsOf(await visibleText(shown)), text }));
}

// Once it has stayed the same for a while: everything has been read.
async function settledText(shown: Locator): Promise<string> {
  let text = "";
  for (let same = 0; same < 8; ) {
    await shown.page().waitForTimeout(250);
    const now = await visibleText(shown);
    same = now === text ? same + 1 : 0;
    text = now;
  }
  return text;
}

describe("the text of the guide", () => {
  it("shows every picture that is made, and no other", () => {
    const shown = [...new Set(pages.flatMap((page) => page.pictures))].sort();
    expect(shown).toEqual(pictures.map(({ name }) => name).sort());
    expect(readdirSync(pictureFolder).sort()).toEqual(shown.flatMap((name) => [`${name}.png`, `${name}.txt`]).sort());
  });

  it("is light: no picture beyond 100 kB, 1.2 MB together", () => {
    const sizes = pictures.map(({ name }) => statSync(join(pictureFolder, `${name}.png`)).size);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(100_000);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(1_200_000);
  });

  it("leads nowhere that is not there", () => {
    const broken = pages.flatMap(({ file, links }) => links.filter((link) => !link.startsWith("https://") && !existsSync(join(guide, dirname(file), link.replace(/#.*/, "")))).map((link) => `${file}: ${link}`));
    expect(broken).toEqual([]);
  });

  it("calls everything as the page does", () => {
    const unknown = pages.flatMap(({ file, quoted, pictures }) => quoted.filter((name) => !isOnThePage(name) && !isInPicture(name, pictures)).map((name) => `${file}: «${name}»`));
    expect(unknown).toEqual([]);
  });

  it("reads no number that is not in its pictures", () => {
    const unseen = pages.flatMap(({ file, numbers, pictures }) => numbers.filter((number) => !isInPicture(number, pictures)).map((number) => `${file}: ${number}`));
    expect(unseen).toEqual([]);
  });
});
