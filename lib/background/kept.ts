/** What is asked for once, and known until it may have changed. */
export interface Kept<Value> {
  readonly read: () => Promise<Value>;
  /** It may have changed: the next one who wants it has it asked for anew. */
  readonly forget: () => void;
}

/** Keeps what `ask` answers. What fails is not kept. */
export function kept<Value>(ask: () => Promise<Value>): Kept<Value> {
  let known: Promise<Value> | undefined;
  const forget = (): void => void (known = undefined);
  const read = (): Promise<Value> => {
    const asked = known ?? ask();
    known = asked;
    asked.catch(() => known === asked && forget());
    return asked;
  };
  return { read, forget };
}
