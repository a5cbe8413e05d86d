import { OWNER } from '../campus/demo/people.ts';
import { expect, test } from './support/fixture.ts';
import { compareRooms } from './support/server-comparison.ts';
import { readServerRoom } from './support/server-room.ts';
import {
  ALGEBRA,
  arriveAtNewRoom,
  choose,
  clickNotification,
  expectHeading,
  field,
  inMyMedia,
  kafFrame,
  nameServices,
  openAlgebra,
  openMenu,
  openMyMedia,
  press,
  replaceTags,
  reportLines,
  type,
} from './support/steps.ts';
import { judgeReport } from './support/verdict.ts';

test('a teacher clones a room from My Media, and the report is true', async ({ campus, page, worker }) => {
  const { services } = campus;
  if (services) await nameServices(await worker(), services);
  await openAlgebra(page);
  const dialog = await choose(page, await openMenu(page));
  await expect(field(dialog, 'Name')).toHaveValue(`Cloned - ${ALGEBRA}`);
  await type(field(dialog, 'Name'), 'Algebra I, group B');
  await replaceTags(dialog, 'algebra, autumn');
  await press(dialog, 'Save');
  await expectHeading(dialog, 'Clone room is ready');
  const lines = await reportLines(dialog);

  await clickNotification(await worker());
  const copy = await arriveAtNewRoom(page, campus.rooms.algebra);
  await expect(kafFrame(page).getByRole('heading', { name: 'Algebra I, group B' })).toBeVisible();
  const original = await readServerRoom(campus.admin, campus.rooms.algebra, services?.server);
  const facts = compareRooms(original, await readServerRoom(campus.admin, copy, services?.server), {
    name: 'Algebra I, group B',
    description: String(original.entry['description']),
    tags: ['algebra', 'autumn'],
    user: OWNER,
  });
  expect(judgeReport(lines, facts).filter(({ problem }) => problem !== undefined)).toEqual([]);

  await openMyMedia(page);
  await expect(inMyMedia(page, 'Algebra I, group B')).toBeVisible();
});
