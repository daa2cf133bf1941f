// Pages as people see them: a browser, who is signed in, how large the screen is, what the browser complained of.
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { password } from "./cluster.js";

export interface Look {
  width?: number;
  height?: number;
  theme?: "light" | "dark";
  lang?: "ru" | "en";
  // Lets a test bring in scripts of its own, which the page's content security policy would not.
  audited?: boolean;
}

export interface Visitor {
  department: string;
  login: string;
}

const themes = ["light", "dark"] as const;
const languages = ["ru", "en"] as const;

// Every look that a page is held to on screens of these widths.
export const looksAt = (...widths: number[]) => widths.flatMap((width) => themes.flatMap((theme) => languages.map((lang) => ({ width, theme, lang }))));

// Checks a page in both languages and themes, as one switches them on the page itself.
export async function inEveryLook(page: Page, check: (look: string) => Promise<void>): Promise<void> {
  for (let turn = 0; turn < languages.length; ++turn) {
    for (let turn = 0; turn < themes.length; ++turn) {
      await check(await page.evaluate(() => `${document.documentElement.dataset["theme"] ?? "light"}, ${document.documentElement.lang}`));
      await page.getByTestId("theme").click();
    }
    const before = await page.evaluate(() => document.documentElement.lang);
    await page.getByTestId("language").click();
    await page.locator(`html:not([lang="${before}"])`).waitFor();
  }
}

// Whether a screen is a phone's.
export const isNarrow = (width: number) => width < 640;

export class Screens {
  readonly complaints: string[] = [];
  // While it is set, the browser may complain: the test takes the network away.
  forgiving = false;
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    private readonly url: string,
    private readonly browser: Browser,
  ) {}

  static async open(url: string): Promise<Screens> {
    // In a container /dev/shm may be too small for a browser.
    const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"];
    return new Screens(url, await chromium.launch({ executablePath: "/usr/bin/chromium", args }));
  }

  // A browser in which somebody has signed in; nobody without a visitor.
  async context(visitor: Visitor | undefined, { width = 1440, height, theme = "light", lang = "ru", audited = false }: Look = {}): Promise<BrowserContext> {
    const phone = isNarrow(width);
    const context = await this.browser.newContext({
      baseURL: this.url,
      viewport: { width, height: height ?? (phone ? 844 : 900) },
      isMobile: phone,
      hasTouch: phone,
      locale: lang === "ru" ? "ru-RU" : "en-GB",
      bypassCSP: audited,
    });
    this.#contexts.push(context);
    await context.addInitScript(
      ([theme, lang]) => {
        localStorage.setItem("zamer.theme", theme!);
        localStorage.setItem("zamer.lang", lang!);
      },
      [theme, lang],
    );
    if (visitor === undefined) return context;
    const signIn = await context.request.post("/auth/sign-in", { data: { ...visitor, password }, headers: { origin: this.url } });
    if (!signIn.ok()) throw new Error(`${visitor.login} may not sign in: ${await signIn.text()}`);
    return context;
  }

  async show(context: BrowserContext, path: string): Promise<Page> {
    const page = await context.newPage();
    page.on("pageerror", (error) => this.complaints.push(`${path}: ${error.message}`));
    page.on("console", (message) => {
      if (message.type() === "error" && !this.forgiving) this.complaints.push(`${path}: ${message.text()}`);
    });
    await page.goto(path);
    return page;
  }

  // Closes what was opened, and fails if a browser complained meanwhile.
  async clear(): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
    this.forgiving = false;
    const complaints = this.complaints.splice(0);
    if (complaints.length > 0) throw new Error(complaints.join("\n"));
  }

  async close(): Promise<void> {
    await this.browser.close();
  }
}
