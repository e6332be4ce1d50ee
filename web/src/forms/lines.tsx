import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { useTranslation } from "react-i18next";
import type { FormItem, FormRow } from "../api/forms";
import { FieldInput } from "../fields/input";

/** A list of sub-records: a row each, with a button to add and one to take away. */
export function Lines({ item, readonly }: { item: FormItem; readonly: boolean }) {
  const { t } = useTranslation();
  const columns = item.columns ?? [];
  const form = Form.useFormInstance();
  const rows = (Form.useWatch([item.path], form) ?? item.rows ?? []) as FormRow[];
  const put = (next: unknown[]) => form.setFieldValue([item.path], next);
  return (
    <Form.Item label={item.label} required={item.required} extra={item.help || undefined}>
      <Form.Item name={[item.path]} hidden noStyle>
        <input type="hidden" />
      </Form.Item>
      <div style={{ overflowX: "auto" }}>
        <table className="lines">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column.path} scope="col">
                  {column.label}
                </th>
              ))}
              {!readonly && <th aria-label={t("form.row_actions")} />}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              <tr key={row.id}>
                {columns.map((column) => (
                  <td key={column.path}>
                    {readonly || column.readonly ? (
                      (item.foretold?.[at]?.[column.path] ?? row.texts?.[column.path] ?? "–")
                    ) : (
                      <>
                        <label htmlFor={`${item.path}_${at}_${column.path}`} className="unseen">
                          {t("form.cell", { label: column.label, at: at + 1 })}
                        </label>
                        <FieldInput
                          item={column}
                          id={`${item.path}_${at}_${column.path}`}
                          value={row.values[column.path] ?? null}
                          onChange={(value) =>
                            put(
                              rows.map((one, place) =>
                                place === at
                                  ? { ...one, values: { ...one.values, [column.path]: value } }
                                  : one,
                              ),
                            )
                          }
                        />
                      </>
                    )}
                  </td>
                ))}
                {!readonly && (
                  <td>
                    <Button
                      type="text"
                      icon={<DeleteOutlined />}
                      aria-label={t("form.remove_row", { at: at + 1 })}
                      onClick={() => put(rows.filter((_, place) => place !== at))}
                    />
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!readonly && (
        <Button
          icon={<PlusOutlined />}
          onClick={() => put([...rows, { id: crypto.randomUUID(), version: 0, values: {}, texts: {} }])}
        >
          {t("form.add_row")}
        </Button>
      )}
    </Form.Item>
  );
}
