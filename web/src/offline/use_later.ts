/** Keeps a form that could not be sent for want of a connection, to be sent when there is one. */
import { useQueryClient } from "@tanstack/react-query";
import { App } from "antd";
import { useTranslation } from "react-i18next";
import { now } from "../api/clock";
import { draftName } from "../api/drafts";
import type { FormShape } from "../api/forms";
import { Refused } from "../api/http";
import type { Command } from "../api/records";
import { useWorkspace } from "../api/workspace";
import { filledIn } from "./slip";
import { subjectName } from "./subject_name";
import { keepUnsent } from "./unsent";

/** Gives whether it is kept; what was refused for any other reason is not. */
export function useLater(shape: FormShape): (command: Command, reason: Error) => boolean {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const workspace = useWorkspace();
  return (command, reason) => {
    if (!(reason instanceof Refused && reason.unreachable)) return false;
    const kept = keepUnsent({
      command,
      label: [shape.label, subjectName(client, workspace, command)].filter(Boolean).join(" · "),
      at: new Date(now()).toISOString(),
      filled: filledIn(shape, command.input),
      draft: draftName(shape.id, shape.entity, command.id),
    });
    if (kept) void message.info(t("offline.kept"), 6);
    return kept;
  };
}
