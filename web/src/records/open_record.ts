/** Opening a record from wherever it is named: beside what is shown where a page offers that, else as a page of its own. */
import { useNavigate } from "@tanstack/react-router";
import { createContext, useContext } from "react";

export interface Place {
  entity: string;
  id: string;
}

/** What opens a record beside what is shown; absent where nothing offers it. */
export const Opening = createContext<((place: Place) => void) | undefined>(undefined);

export function useOpenRecord(): (place: Place) => void {
  const beside = useContext(Opening);
  const navigate = useNavigate();
  return (
    beside ?? (({ entity, id }) => void navigate({ to: "/records/$entity/$id", params: { entity, id } }))
  );
}
