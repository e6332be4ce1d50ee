/** Telling how something ended to whoever asked for it, also when what they asked for it with has left the screen. */
import { App } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Refused } from "../api/http";

/** What takes the promise of a mutation: callbacks of `mutate` are forgotten with their component, a promise is not. */
export function useAfterwards() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const here = useRef(true);
  useEffect(() => {
    here.current = true;
    return () => {
      here.current = false;
    };
  }, []);
  /** `said`: told when it was done. `done`, `failed`: more to do then; a failure that nobody can see there any more is told. */
  return <Told>(
    promise: Promise<Told>,
    { said, done, failed }: { said?: string; done?: (told: Told) => void; failed?: (error: Error) => void },
  ): void => {
    promise.then(
      (told) => {
        if (said) void message.success(said);
        done?.(told);
      },
      (error: Error) => {
        failed?.(error);
        if (here.current) return;
        const heard = error instanceof Refused && !error.unreachable;
        void message.error(heard ? error.message : t("trouble.unreachable"));
      },
    );
  };
}
