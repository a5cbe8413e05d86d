import { PASSWORD } from '../campus/demo/people.ts';
import type { SaidLine } from '../e2e/support/steps.ts';
import { type Driver, until } from './driver.ts';

/** What a teacher does in Firefox, one function a step, with real clicks and keys and by the names that she sees. */

const MOODLE = 'https://moodle.example.edu';

/** The demo's room with everything in it. */
export const ALGEBRA = 'Algebra I – live room';

const named = (tag: string, text: string): string => `//${tag}[normalize-space()=${quoted(text)}]`;

/** XPath has no escapes; no text here has a double quotation mark. */
const quoted = (text: string): string => `"${text}"`;

export const button = (name: string): string => named('button', name);
export const heading = (name: string): string =>
  `//*[self::h1 or self::h2][normalize-space()=${quoted(name)}]`;
/** By its label, which may end in a star. */
export const field = (name: string): string => {
  const label = `label[starts-with(normalize-space(), ${quoted(name)})]`;
  return `//*[self::input or self::textarea][@id = //${label}/@for or ancestor::${label}]`;
};

export async function logIn(driver: Driver, user: string): Promise<void> {
  await driver.goTo(`${MOODLE}/login/index.php`);
  await driver.type(field('Username'), user);
  await driver.type(field('Password'), PASSWORD);
  await driver.click(button('Log in'));
  await until(async () => (await driver.url()) === `${MOODLE}/my/` || undefined, 'Moodle lets her in');
}

/** Into the frame in which Moodle shows Kaltura's pages, once it shows what is looked for. */
export async function inKaf(driver: Driver, xpath: string): Promise<void> {
  await until(async () => {
    await driver.toTop();
    const [frame] = await driver.find("//iframe[@id='contentframe']");
    if (!frame) return undefined;
    await driver.toFrame(frame);
    return (await driver.find(xpath)).length > 0 ? true : undefined;
  }, `Kaltura's frame shows ${xpath}`);
}

/** From My Media to a room's page. */
export async function openRoomFromMyMedia(driver: Driver, name: string): Promise<void> {
  await driver.goTo(`${MOODLE}/local/mymedia/mymedia.php`);
  await inKaf(driver, heading('My Media'));
  await driver.click(named('a', name));
  await inKaf(driver, heading(name));
}

/** From the course to the activity whose External tool shows the room. */
export async function openRoomFromCourse(driver: Driver, activity: string, name: string): Promise<void> {
  await driver.goTo(`${MOODLE}/course/view.php?id=2`);
  await driver.click(named('a', activity));
  await inKaf(driver, heading(name));
}

export const ITEM = "//*[@role='menuitem'][normalize-space()='Clone room']";

const ACTIONS = "//button[@aria-label='Actions']";

/** Opens the three-dots menu and chooses our item, which may come into the menu while it is open. */
export async function chooseClone(driver: Driver): Promise<void> {
  // The page's own script comes after what the page shows: who presses sooner presses again.
  await until(async () => {
    await driver.click(ACTIONS);
    const expanded = await driver.attributesOf(ACTIONS, 'aria-expanded');
    return expanded.includes('true') || undefined;
  }, 'the menu is open');
  await driver.click(ITEM);
}

/** Into the window: an extension page in a closed shadow root of the page that is now switched to. */
export async function enterDialog(driver: Driver): Promise<void> {
  const frame = await until(
    () =>
      driver.findBySystem(
        "return document.querySelector('[data-clone-room-host=dialog]')?.openOrClosedShadowRoot.querySelector('iframe') ?? null",
      ),
    'the window is in the page',
  );
  await driver.toFrame(frame);
  await driver.shown(field('Name'));
  // It takes no click and no key before a person can have seen it.
  const attentive = '//html[@data-attentive]';
  await until(async () => (await driver.find(attentive)).length > 0 || undefined, 'the window takes clicks');
}

const REPORT_LINES = '//li[@data-outcome]';

/** The lines of the report, as the window shows them, unfolded. */
export async function reportLines(driver: Driver): Promise<SaidLine[]> {
  await driver.click("//details[contains(@class, 'report')]/summary");
  const parts = await driver.attributesOf(REPORT_LINES, 'data-parts');
  const outcomes = await driver.attributesOf(REPORT_LINES, 'data-outcome');
  return (await driver.textsOf(REPORT_LINES)).map((text, index) => ({
    text,
    parts: parts[index]?.split(' ') ?? [],
    // What the window writes into it.
    outcome: outcomes[index] as SaidLine['outcome'],
  }));
}

/** The smallest element that has this text. */
export const containing = (text: string): string =>
  `//*[contains(., ${quoted(text)})][not(*[contains(., ${quoted(text)})])]`;

/** The course with editing on, which it may be already. */
export async function openCourseForEditing(driver: Driver): Promise<void> {
  await driver.goTo(`${MOODLE}/course/view.php?id=2`);
  const editing = "//body[contains(concat(' ', @class, ' '), ' editing ')]";
  if ((await driver.find(editing)).length > 0) return;
  await driver.click("//input[@name='setmode']");
  await until(async () => (await driver.find(editing)).length > 0 || undefined, 'editing is on');
}

/** Our item in an activity's own menu, once it is in it. */
export async function chooseCloneOfActivity(driver: Driver, cmid: number): Promise<void> {
  const row = `//li[@id='module-${cmid}']`;
  const item = `${row}//a[@data-clone-room-activity]`;
  const toggle = `${row}//a[contains(@class, 'dropdown-toggle')]`;
  // It is looked into when it comes into view, as it does when the menu is opened.
  await driver.click(toggle);
  await until(async () => (await driver.find(item)).length > 0 || undefined, 'the item is in the menu');
  await driver.click(item);
}

/** Waits until Kaltura's frame shows another room than this, and answers its entry id. */
export async function arriveAtNewRoom(driver: Driver, original: string): Promise<string> {
  return until(async () => {
    await inKaf(driver, '//h1');
    const id = /\/media\/(?:.*\/)?(\d+_[0-9a-z]{8,})(?:$|[/?#])/.exec(await driver.url())?.[1];
    return id === original ? undefined : id;
  }, 'the new room is shown');
}
