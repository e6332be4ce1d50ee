import { useQuery } from "@tanstack/react-query";
import { Skeleton } from "antd";
import { type One, offersQuery, recordQuery } from "../api/records";
import { useLanguage } from "../language";
import { Failed } from "../shell/failed";
import { ActingDialog } from "./acting_dialog";
import { OfferList } from "./offer_list";
import { useActing } from "./use_acting";

interface About {
  entity: string;
  id: string;
  version?: number;
}

/** The steps of a record for where the record itself is not shown. */
export function Offers({ entity, id }: About) {
  const { data, error, refetch } = useQuery(recordQuery(entity, id));
  if (error) return <Failed error={error} again={refetch} />;
  return data ? <Whole record={data} /> : <Skeleton active title={false} />;
}

function Whole({ record }: { record: One }) {
  const language = useLanguage();
  const { data, error, refetch } = useQuery(offersQuery(record.entity, record.id, language));
  const acting = useActing(record);
  if (error) return <Failed error={error} again={refetch} />;
  if (!data) return <Skeleton active title={false} />;
  return (
    <>
      <OfferList offers={data} record={record} acting={acting} />
      {acting.opened && <ActingDialog record={record} acting={acting} opened={acting.opened} />}
    </>
  );
}
