/** A function that makes something of an object once, and gives the same again each time that it is asked. */
export function onceFor<T extends object, Made>(make: (from: T) => Made): (from: T) => Made {
  const made = new WeakMap<T, Made>();
  return (from) => {
    let found = made.get(from);
    if (found === undefined) made.set(from, (found = make(from)));
    return found;
  };
}
