/**
 * `npm run playground`: the bot in Microsoft's Agents Playground, driven by Chromium; writes pictures to look at.
 *
 * For development only, and only where nothing but this machine can be reached: the Playground looks for addresses outside. It is not
 * a package of this project: its licence is for evaluation. CONTRIBUTING.md has the whole command.
 */
import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { mkdir, mkdtemp } from "node:fs/promises";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { chromium } from "playwright-core";
import { BotError } from "#core";
import { runProgram } from "../../adapters/terminal/run-program.ts";
import { findChromium } from "../adapters/web/chromium.ts";

const ROOT = join(import.meta.dirname, "../..");
const BOT_PORT = 3978;
const PLAYGROUND_PORT = 56150;
const PLAYGROUND = `http://127.0.0.1:${PLAYGROUND_PORT}`;
const PATIENCE = 60_000;

await runProgram(async () => {
  const [program, folder = "playground-pictures"] = process.argv.slice(2);
  if (program === undefined) throw new BotError("ARGUMENTS_INVALID", "Usage: npm run playground -- PATH/TO/agentsplayground [FOLDER]");
  refuseOutside();
  const executablePath = findChromium();
  if (executablePath === undefined)
    throw new BotError("ENVIRONMENT_INVALID", "There is no Chromium here: install one, or name it in CHROMIUM.");
  await mkdir(folder, { recursive: true });
  const children: ChildProcess[] = [];
  try {
    children.push(await startBot(), startPlayground(program));
    await answers(`${PLAYGROUND}/`);
    const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu"] });
    try {
      const page = await browser.newPage({ viewport: { width: 1600, height: 1300 } });
      await drive(page, (name) => page.screenshot({ path: join(folder, `${name}.png`) }));
    } finally {
      await browser.close();
    }
  } finally {
    for (const child of children) child.kill();
  }
});

/** A network with nothing but loopback: anything else would let it call home. */
function refuseOutside(): void {
  const outside = Object.entries(networkInterfaces()).filter(([, all]) => all?.some(({ internal }) => !internal));
  if (outside.length > 0) {
    const names = outside.map(([name]) => name).join(", ");
    throw new BotError(
      "ENVIRONMENT_INVALID",
      `This machine can be reached by ${names}: run it in a network of its own, as CONTRIBUTING.md says.`,
    );
  }
}

async function startBot(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["node24.mjs", "adapters/main.ts"], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      PORT: String(BOT_PORT),
      DATA_DIR: await mkdtemp(join(tmpdir(), "vangnet-playground-")),
      TEAMS_WITHOUT_LOGIN: "loopback-only",
      TEAMS_SERVICE_URLS: `${PLAYGROUND},http://localhost:${PLAYGROUND_PORT}`,
    },
  });
  await answers(`http://127.0.0.1:${BOT_PORT}/healthz`);
  return child;
}

function startPlayground(program: string): ChildProcess {
  const flags = ["-e", `http://127.0.0.1:${BOT_PORT}/api/messages`, "-c", "msteams", "-p", String(PLAYGROUND_PORT), "--disable-telemetry"];
  return spawn(process.execPath, [program, ...flags], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, APPLICATION_INSIGHTS_NO_STATSBEAT: "1", BROWSER: "none" },
  });
}

async function answers(url: string): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const status = await fetch(url).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} does not answer`);
}

/** A personal question, the next step, "did not help", feedback in the footer, and a mention in a channel. */
async function drive(page: Page, picture: (name: string) => Promise<unknown>): Promise<void> {
  await page.goto(PLAYGROUND, { waitUntil: "domcontentloaded" });
  const press = async (name: string) => page.getByRole("button", { name, exact: true }).last().click({ timeout: PATIENCE });
  const seen = async (text: string | RegExp) => page.getByText(text).last().waitFor({ timeout: PATIENCE });
  // Teams shows prompt starters here, and the Playground nothing: in a personal chat the bot waits to be asked.
  const box = page.getByRole("textbox").last();
  await box.waitFor({ timeout: PATIENCE });
  await picture("1-personal-chat");
  await box.click();
  await page.keyboard.type("ID: 100052");
  await page.keyboard.press("Enter");
  await press("Start the steps");
  await picture("2-answer");
  await seen(/Step 1 of/);
  await picture("3-run");
  await press("It worked");
  await seen(/Step 2 of/);
  await picture("4-next-step");
  await press("Did not help");
  await page.waitForTimeout(1000);
  await picture("5-did-not-help");

  await page
    .getByRole("button", { name: /^(?:like|thumbs up|helpful)/i })
    .first()
    .click();
  await page.getByRole("dialog").getByRole("textbox").fill("It named the service at once.");
  await picture("6-feedback");
  await page.getByRole("dialog").getByRole("button", { name: "Submit" }).click();
  await page.waitForTimeout(1000);
  await picture("7-feedback-sent");
  await page.getByRole("button", { name: "Close" }).last().click();

  await page.getByText("General", { exact: true }).first().click();
  await seen(/Mention me with an error code/);
  await page.getByRole("textbox").first().click();
  await page.keyboard.type("@Test", { delay: 50 });
  // The names come a moment later; before that, Tab would leave the box.
  await page.locator("#typeahead-menu").getByText("Test Bot").first().click({ timeout: PATIENCE });
  await page.locator(".mention").first().waitFor({ timeout: PATIENCE });
  await page.keyboard.type(" ID: 100052");
  await picture("8-mention");
  await page.getByRole("button", { name: "Post", exact: true }).click();
  await seen(/Matched on code/);
  await picture("9-channel");
}
