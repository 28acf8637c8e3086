import { createContext } from 'svelte';

/** Relative address of the site's root, with a slash at its end: for links that stand deep inside. */
export const [rootAddress, setRootAddress] = createContext<string>();
