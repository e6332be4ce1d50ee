import { Button, Switch } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePutSettings, useSettings } from "../api/settings";
import { TextEntry } from "../fields/text_entry";
import { KeyCaps } from "../shell/key_caps";
import { type Shortcut, useHere } from "../shell/shortcuts";
import { Row } from "./row";

const ROOMS = ["j", "k", "t", "e", "v", "x", "[", "]"]; // of screens other than this one

/** Single keys: none at all, or others than usual. */
export function Keyboard() {
  const { t } = useTranslation();
  const settings = useSettings();
  const put = usePutSettings();
  const liked = settings?.workspace.keys ?? {};
  const like = (next: typeof liked) => put.mutate({ workspace: { keys: { ...liked, ...next } } });
  const keys = allKeys(useHere());
  const of = (key: string) => liked.keys?.[key] ?? key;
  const choose = (key: string, text: string) => {
    const { [key]: _, ...others } = liked.keys ?? {};
    const next = text.trim().slice(-1).toLowerCase();
    like({ keys: next && next !== key ? { ...others, [key]: next } : others });
  };
  return (
    <>
      <Row label={t("settings.keyboard.single")} help={t("settings.keyboard.single_help")} of="single-keys">
        <Switch
          id="single-keys"
          checked={!liked.off}
          onChange={(on) => like({ off: !on })}
          loading={put.isPending}
        />
      </Row>
      {!liked.off && (
        <>
          <ul className="settings-keys">
            {keys.map(([key, label]) => (
              <li key={key}>
                <span className="grow">{label ?? t(`keys.of.${key}`)}</span>
                {key.includes(" ") ? (
                  <KeyCaps keys={key} />
                ) : (
                  <Key
                    name={label ?? t(`keys.of.${key}`)}
                    now={of(key)}
                    taken={keys.some(([other]) => other !== key && of(other) === of(key))}
                    choose={(text) => choose(key, text)}
                  />
                )}
              </li>
            ))}
          </ul>
          {Object.keys(liked.keys ?? {}).length > 0 && (
            <Button onClick={() => like({ keys: {} })}>{t("settings.keyboard.as_before")}</Button>
          )}
        </>
      )}
    </>
  );
}

interface KeyProps {
  name: string;
  now: string;
  taken: boolean;
  choose: (text: string) => void;
}

function Key({ name, now, taken, choose }: KeyProps) {
  const { t } = useTranslation();
  const [text, setText] = useState<string>();
  const put = () => {
    if (text !== undefined) choose(text);
    setText(undefined);
  };
  return (
    <>
      {taken && <span className="late">{t("settings.keyboard.taken")}</span>}
      <TextEntry
        value={text ?? now.toUpperCase()}
        onText={setText}
        onEnter={put}
        onBlur={put}
        onFocus={(event) => event.target.select()}
        maxLength={2}
        status={taken ? "error" : undefined}
        aria-label={t("settings.keyboard.key_of", { name })}
        style={{ width: 48, textAlign: "center" }}
      />
    </>
  );
}

function allKeys(here: readonly Shortcut[]): [string, string | undefined][] {
  const found = new Map<string, string | undefined>();
  for (const { key, label } of here) if (key && !key.startsWith("mod+")) found.set(key, label);
  for (const key of ROOMS) if (!found.has(key)) found.set(key, undefined);
  return [...found].sort(([one], [other]) => one.length - other.length);
}
