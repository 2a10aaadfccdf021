// Looks at reports in a real browser, as a reader would: node check.mjs OUT REPORT.html...
// Each file must be valid HTML and, on a desktop and on a phone, in light and in dark, load
// without a word on the console and without a request, not scroll sideways, and have no fault
// that axe finds. Its pictures have the page's colour, which on paper is white, in the dark too.
// Screenshots and a PDF of each go to OUT. Prints what is wrong, and exits 1.
// CHROMIUM names the browser, by default Debian's.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import { chromium } from "playwright-core";

const screens = { desktop: { width: 1280, height: 900 }, phone: { width: 360, height: 740 } };
const axeSource = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Faults in the HTML itself. */
async function invalid(file) {
  const report = await new HtmlValidate(new FileSystemConfigLoader({ extends: ["html-validate:standard", "html-validate:a11y"] })).validateFile(file);
  return report.results.flatMap((r) => r.messages.map((m) => `line ${m.line}: ${m.message} (${m.ruleId})`));
}

/** Pictures whose ground is not that of the page, or on paper not white. */
async function grounds(page, media) {
  await page.emulateMedia({ media });
  const [body, ...pictures] = await page.evaluate(() => [getComputedStyle(document.body).backgroundColor,
    ...[...document.querySelectorAll("figure svg")].map((svg) => getComputedStyle(svg.querySelector("path")).fill)]);
  await page.emulateMedia({ media: "screen" });
  const want = media === "print" ? "rgb(255, 255, 255)" : body;
  return [body, ...pictures].filter((c) => c !== want).map((c) => `${media}: a ground of ${c}, not ${want}`);
}

/** Faults of a file on one screen in one colour scheme; leaves a screenshot. */
async function faults(browser, file, screen, colorScheme, picture) {
  const found = [];
  const context = await browser.newContext({ viewport: screens[screen], colorScheme, bypassCSP: true });
  const page = await context.newPage();
  const address = pathToFileURL(file).href;
  page.on("console", (m) => found.push(`console: ${m.text()}`));
  page.on("pageerror", (e) => found.push(`error: ${e.message}`));
  page.on("request", (r) => r.url() === address || found.push(`request: ${r.url()}`));
  await page.goto(address);
  const sizes = await page.evaluate(() => ({ page: document.documentElement.scrollWidth, screen: window.innerWidth, scripts: document.scripts.length }));
  if (sizes.page > sizes.screen) found.push(`scrolls sideways: ${sizes.page} on a screen of ${sizes.screen}`);
  for (const media of ["screen", "print"]) found.push(...(await grounds(page, media)));
  if (sizes.scripts > 0) found.push(`has ${sizes.scripts} scripts`);
  await page.screenshot({ path: picture, fullPage: true });
  await page.evaluate(axeSource);
  const axe = await page.evaluate((only) => window.axe.run(document, { runOnly: only }), standards);
  for (const v of axe.violations) for (const n of v.nodes) found.push(`axe ${v.id}: ${v.help}: ${n.html.slice(0, 200)}`);
  await context.close();
  return found;
}

/** Prints a file from a dark screen and returns the number of its pages. */
async function print(browser, file, pdf) {
  const page = await browser.newPage({ colorScheme: "dark" });
  await page.goto(pathToFileURL(file).href);
  const bytes = await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  await page.close();
  return (bytes.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}

const [out, ...files] = process.argv.slice(2);
if (!out || files.length === 0) {
  console.error("usage: node check.mjs OUT REPORT.html...");
  process.exit(2);
}
let wrong = 0;
const say = (file, where, all) => {
  wrong += all.length;
  for (const fault of all) console.log(`${path.basename(file)}: ${where}: ${fault}`);
};
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
for (const file of files) {
  const name = path.join(out, path.basename(file, ".html"));
  say(file, "HTML", await invalid(file));
  for (const screen of Object.keys(screens))
    for (const scheme of ["light", "dark"])
      say(file, `${screen}, ${scheme}`, await faults(browser, file, screen, scheme, `${name}-${screen}-${scheme}.png`));
  const pages = await print(browser, file, `${name}.pdf`);
  if (pages === 0) say(file, "print", ["no pages"]);
  console.log(`${path.basename(file)}: looked at; ${pages} pages in print`);
}
await browser.close();
process.exit(wrong > 0 ? 1 : 0);
