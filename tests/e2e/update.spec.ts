import { expect, test } from './support/fixture.ts';
import { closeByEscape, field, openAlgebra, openDialog, type } from './support/steps.ts';
import { openExtensionsPage } from './support/toolbar.ts';

interface WorkerGlobal {
  beforeUpdate?: true;
  readonly chrome: {
    readonly runtime: { readonly onUpdateAvailable: { dispatch(details: object): void } };
    readonly storage: { readonly session: { get(key: string): Promise<Record<string, unknown>> } };
  };
}

test('an update waits while the window is open, and is taken when it closes', async ({
  context,
  extensionId,
  page,
  worker,
}) => {
  await (await openExtensionsPage(context, extensionId)).close();
  await openAlgebra(page);
  const dialog = await openDialog(page);
  await type(field(dialog, 'Name'), 'Algebra, half typed');
  await (
    await worker()
  ).evaluate(() => {
    // The worker's global, of which the tests have no types; a stopped or newer worker has no such mark.
    const global = globalThis as unknown as WorkerGlobal;
    global.beforeUpdate = true;
    global.chrome.runtime.onUpdateAvailable.dispatch({ version: '99.0.0' });
  });
  const at = async (): Promise<object> =>
    (await worker())
      .evaluate(async () => {
        const { beforeUpdate, chrome } = globalThis as unknown as WorkerGlobal;
        const { update } = await chrome.storage.session.get('update');
        return { same: beforeUpdate === true, pending: update === true };
      })
      // Between one worker and the next there is none to ask.
      .catch(() => ({}));
  await expect.poll(at).toEqual({ same: true, pending: true });
  await expect(field(dialog, 'Name')).toHaveValue('Algebra, half typed');

  await closeByEscape(page);
  await expect.poll(at).toEqual({ same: false, pending: false });
});
