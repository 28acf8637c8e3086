import { RecordingError } from '../../../recording/refusal';
import { hashWith, isShort, packed, unpackedLink } from '../hash';
import { ownDocument, ownOf, type OwnScenario } from './format';

/** In an address after its `#`: `own=1.<JSON, deflated, base64url>`. */
const VERSION = '1';
export const PART = 'own';

/** The part of an address after `own=`; null where it would be too long to be passed on. */
export async function ownPart(own: OwnScenario): Promise<string | null> {
  const part = `${VERSION}.${await packed(JSON.stringify(ownDocument(own)))}`;
  return isShort(hashWith('', PART, part)) ? part : null;
}

/**
 * The scenario in a part of an address: checked like every file from outside.
 *
 * @param part what stands after `own=`
 * @throws Error in a sentence
 */
export async function ownFromPart(part: string): Promise<OwnScenario> {
  const text = await unpackedLink(part, VERSION, 'scenario');
  try {
    return ownOf(text);
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error;
    throw new Error(`The link’s scenario is refused. ${error.message}`, { cause: error });
  }
}
