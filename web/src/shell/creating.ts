/** What this person may begin: every form for a new record, by entity. */
import { useNavigate } from "@tanstack/react-router";
import { ALL_FIELDS } from "../api/forms";
import { useWorkspace } from "../api/workspace";
import { useLabel } from "../language";

export function useCreating() {
  const label = useLabel();
  const { entities } = useWorkspace();
  const navigate = useNavigate();
  return Object.entries(entities)
    .filter(([, entity]) => entity.create.allowed && !entity.part_of)
    .flatMap(([id, entity]) => {
      const forms = entity.create.forms.length
        ? entity.create.forms
        : [{ id: ALL_FIELDS, label: entity.label }];
      return forms.map((form) => ({
        key: `${id}/${form.id}`,
        label: label(form.label, id),
        names: Object.values(form.label).filter((one) => one !== undefined),
        go: () =>
          void navigate({
            to: "/records/$entity/new",
            params: { entity: id },
            search: form.id === ALL_FIELDS ? {} : { form: form.id },
          }),
      }));
    });
}
