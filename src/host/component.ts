// `<script src="…/inside-the-reactor.js"></script>`: works from file:// too, where modules do not.
import { define } from './define';

// A module has no current script; it may have been loaded as one.
const script =
  document.currentScript ?? document.querySelector('script[src*="inside-the-reactor"]');
define(new URL('.', (script as HTMLScriptElement | null)?.src ?? document.baseURI).href);
