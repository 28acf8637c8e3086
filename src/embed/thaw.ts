// The script of a frozen file, before that of its embed: the recording beside it stands for the scenario's runs.
import { thawed, type Frozen } from '../session/frozen';

window.thaw = (opened) => {
  const frozen = JSON.parse(document.getElementById('frozen')!.textContent) as Frozen;
  const { PanelOf, Picture } = opened;
  opened.scenario = thawed(opened.scenario, frozen);
  opened.TypeLine = opened.Reroll = opened.Sweeps = null;
  // What a picture offers to change would change nothing.
  if (Picture !== null) opened.PanelOf = (inner, props) => PanelOf(inner, stillOf(props));
  const sheet = new CSSStyleSheet();
  const lesson = frozen.title === undefined ? '' : ',.controls a';
  sheet.replaceSync(`.controls .parameter${lesson}{display:none}`);
  document.adoptedStyleSheets.push(sheet);
};

function stillOf<Props extends { look: { controls: boolean } }>(props: Props): Props {
  return new Proxy(props, {
    get: (of, name) =>
      name === 'look' ? { ...of.look, controls: false } : (Reflect.get(of, name) as unknown),
  });
}
