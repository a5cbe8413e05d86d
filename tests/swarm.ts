import fc from 'fast-check';

/**
 * What happens one after the other, and in each life only some kinds of it (swarm testing, Groce and others 2012): where
 * everything may happen at any time, the same few things hardly ever come together, as they do with people.
 *
 * @param one what may happen
 * @param kinds those that may be missing from a life; any other kind may always happen
 * @param size how many things happen at least, as long as so many are left, and at most
 */
export const swarm = <T>(
  one: fc.Arbitrary<T>,
  kindOf: (one: T) => string,
  kinds: readonly string[],
  size: { readonly least: number; readonly most: number },
): fc.Arbitrary<readonly T[]> =>
  fc
    .record({
      missing: fc.subarray([...kinds]),
      all: fc.array(one, { minLength: size.least, maxLength: size.most * 2 }),
    })
    .map(({ missing, all }) => {
      const left = all.filter((happened) => !missing.includes(kindOf(happened)));
      return left.slice(0, size.most);
    });
