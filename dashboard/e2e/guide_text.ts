// The pages of the guide as a test reads them, and what of a picture's text has to stay.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { kpis } from "../web/src/catalogue.gen.ts";

export const guide = join(import.meta.dirname, "../../docs/ru");
export const pictureFolder = join(guide, "pictures");

export interface GuidePage {
  file: string;
  text: string;
  // Where its links and pictures lead, as written.
  links: string[];
  pictures: string[];
  // What is quoted «so»: names that are on the page of the head of sales.
  quoted: string[];
  // What is **bold** and has a number in it: read off a picture.
  numbers: string[];
}

export function guidePages(): GuidePage[] {
  return readdirSync(guide)
    .filter((file) => file.endsWith(".md"))
    .map((file) => {
      const text = readFileSync(join(guide, file), "utf8");
      const found = (pattern: RegExp) => [...text.matchAll(pattern)].map((match) => match[1]!.replace(/\s+/g, " "));
      const links = found(/\]\(([^)]+)\)/g);
      return {
        file,
        text,
        links,
        pictures: links.flatMap((link) => /^pictures\/(.+)\.png$/.exec(link)?.[1] ?? []),
        quoted: found(/«((?:[^«»]|«[^»]*»)+)»/g),
        numbers: found(/\*\*([^*]+)\*\*/g).filter((bold) => /\d/.test(bold)),
      };
    });
}

// What is kept beside a picture: the words that have to stay, and all that can be read in it.
export interface PictureText {
  words: string[];
  text: string;
}

const BETWEEN = "\n---\n";

export function written({ words, text }: PictureText): string {
  return `${words.join("\n")}${BETWEEN}${text}\n`;
}

export function textOf(picture: string): PictureText {
  const file = join(pictureFolder, `${picture}.txt`);
  const [words = "", text = ""] = existsSync(file) ? readFileSync(file, "utf8").split(BETWEEN) : [];
  return { words: words.split("\n").filter(Boolean), text };
}

// What has to stay of a text: what is said, in no order. Numbers come from days that were lived through and differ a little
// from run to run, and with them what an interval says.
export function wordsOf(text: string): string[] {
  const said = text.split(/[\n·|]|[+−-]?\d[\d\s.,:–]*/).map((words) => words.replace(/^[^а-яёa-z]+|[^а-яёa-z]+$/gi, ""));
  return [...new Set(said.filter((words) => words.length > SHORT && !verdicts.has(words)))].sort();
}

// Units and prepositions.
const SHORT = 3;
const verdicts = new Set(["мало данных", "выше отдела", "ниже отдела", "выше своего", "ниже своего"]);

// Whether the page of the head of sales says so, or a picture shows it.
export function isOnThePage(name: string): boolean {
  return onThePage.some((text) => text.includes(plain(name)));
}

export function isInPicture(number: string, pictures: readonly string[]): boolean {
  return pictures.some((picture) => plain(textOf(picture).text).includes(plain(number)));
}

const plain = (text: string) => text.replace(/\s+/g, " ");

const web = join(import.meta.dirname, "../web/src");
const catalogues = readdirSync(web, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("locales/ru.po"));
const messages = catalogues.flatMap((file) => [...readFileSync(join(web, file), "utf8").matchAll(/^msgid "(.+)"$/gm)].map((match) => plain(match[1]!)));
const onThePage = [...messages, ...Object.values(kpis).flatMap(({ title, definition }) => [title.ru, definition.ru])];
