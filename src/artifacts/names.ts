// The names under which results are published when the wanted one is taken.

/** `name`, `name-2` … `name-10`: the names tried, in order, when one is taken. */
export function namesToTry(name: string): string[] {
  const numbers = [2, 3, 4, 5, 6, 7, 8, 9, 10]
  return [name, ...numbers.map(n => `${name}-${n}`)]
}
